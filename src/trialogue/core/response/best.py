"""Best overall response, confirmed and unconfirmed, from the assessments of one participant.

Source: RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228), section 4.6 and table 3;
clinical reference 7.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trialogue.core.absent import Absent
from trialogue.core.response.assessments import RESPONDING, Assessment, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class BestRules:
    """How the best overall response is found; days.

    `confirmed` asks for a second CR or PR at least `confirmation_days` after the first;
    without it the first counts. `stable_from_day` is the day after time zero from which a
    stable disease counts as such. `stable_between` is how many SD (or MR) a PR tolerates
    between itself and its confirmation.
    """

    confirmed: bool = True
    confirmation_days: int = 28
    stable_from_day: int = 42
    stable_between: int = 0

    def __post_init__(self) -> None:
        for name in ("confirmation_days", "stable_from_day", "stable_between"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} {getattr(self, name)}: write a whole number, 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class BestResponse:
    """The best overall response, since when, how it was confirmed, and why.

    `on` is the day on which the best response was first seen; `responding_since` the first
    CR or PR that counts (confirmed where the rules ask for it), from which the duration of
    response runs. `queries` are findings that a person should look at.
    """

    response: Response
    because: str
    on: date | Absent
    confirmed_on: date | Absent
    responding_since: date | Absent
    used: int
    """How many assessments counted."""
    queries: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    on: date
    response: Response


def sift_assessments(
    assessments: Iterable[Assessment], time_zero: date, new_therapy: date | None = None
) -> tuple[Assessment, ...]:
    """Keep what counts for the best response: after time zero, up to and with the first PD.

    Assessments after the start of a new anticancer therapy are left out, as are missed ones.
    """
    kept: list[Assessment] = []
    for seen in assessments:
        if seen.on is None or seen.on <= time_zero:
            continue
        if new_therapy is not None and seen.on > new_therapy:
            break
        kept.append(seen)
        if seen.response is Response.PD:
            break
    return tuple(kept)


def derive_best_response(
    assessments: Iterable[Assessment],
    time_zero: date,
    rules: BestRules,
    new_therapy: date | None = None,
) -> BestResponse:
    """Derive the best overall response of one participant.

    `assessments` are in order of time, of one reader and one set of criteria. Without any
    that counts it is NE, with the reason.
    """
    kept = sift_assessments(assessments, time_zero, new_therapy)
    seen = [_Dated(on=a.on, response=a.response) for a in kept if a.on is not None]
    marks = tuple(dict.fromkeys(mark for a in kept for mark in a.unverified))
    complete = _first_confirmed(seen, frozenset({Response.CR}), rules)
    partial = _first_confirmed(seen, RESPONDING, rules)
    since = _first_day(complete, partial)
    queries = _queries(seen)
    if complete is not None:
        pair, response = complete, Response.CR
    elif partial is not None:
        pair, response = partial, Response.PR
    else:
        response, because, on = _without_response(seen, time_zero, rules)
        reason = Absent(reason="no confirmed response" if rules.confirmed else "no response")
        return BestResponse(
            response=response,
            because=because,
            on=on,
            confirmed_on=reason,
            responding_since=reason,
            used=len(kept),
            queries=queries,
            unverified=marks,
        )
    first, second = pair
    return BestResponse(
        response=response,
        because=_because(response, first, second, rules),
        on=first.on,
        confirmed_on=second.on if rules.confirmed else Absent(reason="no confirmation is asked"),
        responding_since=since,
        used=len(kept),
        queries=queries,
        unverified=marks,
    )


def _because(response: Response, first: _Dated, second: _Dated, rules: BestRules) -> str:
    if not rules.confirmed:
        return f"{response} on {first.on}; no confirmation is asked"
    days = (second.on - first.on).days
    return f"{response} from {first.on}, confirmed by {second.response} {days} days later"


def _first_day(*pairs: tuple[_Dated, _Dated] | None) -> date | Absent:
    days = [pair[0].on for pair in pairs if pair is not None]
    return min(days) if days else Absent(reason="no response")


def _first_confirmed(
    seen: Sequence[_Dated], wanted: frozenset[Response], rules: BestRules
) -> tuple[_Dated, _Dated] | None:
    """Find the first response that counts, with the assessment that confirms it."""
    for place, first in enumerate(seen):
        if first.response not in wanted:
            continue
        if not rules.confirmed:
            return first, first
        if second := _confirming(seen[place + 1 :], first, wanted, rules):
            return first, second
    return None


def _confirming(
    later: Sequence[_Dated], first: _Dated, wanted: frozenset[Response], rules: BestRules
) -> _Dated | None:
    earliest = first.on + timedelta(days=rules.confirmation_days)
    stable_left = rules.stable_between if Response.PR in wanted else 0
    for seen in later:
        if seen.response in wanted:
            if seen.on >= earliest:
                return seen
        elif seen.response in (Response.SD, Response.MR) and stable_left:
            stable_left -= 1
        elif seen.response is not Response.NE:
            return None
    return None


DISEASE_CONTROL = frozenset({Response.CR, Response.PR, Response.MR, Response.SD})


def _without_response(
    seen: Sequence[_Dated], time_zero: date, rules: BestRules
) -> tuple[Response, str, date | Absent]:
    """Give the best of what is left where no CR or PR counts, by falling rank."""
    nothing = Absent(reason="no assessment counts")
    if not seen:
        return Response.NE, "no assessment after time zero counts", nothing
    earliest = time_zero + timedelta(days=rules.stable_from_day)
    late = [one for one in seen if one.on >= earliest]
    ranks = (
        (Response.MR, frozenset({Response.MR}), late),
        (Response.SD, DISEASE_CONTROL, late),
        (Response.NON_CR_NON_PD, frozenset({Response.NON_CR_NON_PD}), late),
        (Response.PD, frozenset({Response.PD}), seen),
    )
    for response, wanted, among in ranks:
        found = next((one for one in among if one.response in wanted), None)
        if found is not None:
            day = (found.on - time_zero).days
            return response, f"{found.response} on {found.on}, day {day}", found.on
    if all(one.response is Response.ND for one in seen):
        return Response.ND, "no disease at baseline, and none since", seen[0].on
    early = [one for one in seen if one.response not in (Response.NE, Response.ND)]
    if early:
        words = f"{early[-1].response} before day {rules.stable_from_day}, and nothing after"
        return Response.NE, words, nothing
    return Response.NE, "no assessment was evaluable", nothing


def _queries(seen: Sequence[_Dated]) -> tuple[str, ...]:
    """Name what a person should look at: PR after CR is PD if the tumour came back."""
    complete: date | None = None
    for one in seen:
        if one.response is Response.CR:
            complete = complete or one.on
        elif one.response in (Response.PR, Response.SD, Response.MR) and complete is not None:
            return (
                f"{one.response} on {one.on} after CR on {complete}: by RECIST 1.1 tumour that "
                "comes back after CR is PD; check the reading",
            )
    return ()
