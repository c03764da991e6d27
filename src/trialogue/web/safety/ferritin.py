"""Ferritin that asks for a look at IEC-HS: a flag by the rule of the standard, never a grade."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trialogue.core.safety.signals import Review, derive_ferritin_review
from trialogue.core.safety.wording import tell
from trialogue.core.truth import Truth
from trialogue.core.units import UnitError, convert
from trialogue.standards.astct import IEC_HS_FERRITIN
from trialogue.web.entries.models import Participant
from trialogue.web.safety.study import Live

TESTS = frozenset({"FERRITIN", "FERRTN"})
UNIT = "ug/L"


@dataclass(frozen=True, slots=True, kw_only=True)
class FerritinDay:
    """One ferritin result, and whether somebody should look."""

    day: str
    review: Review


def ferritin_days(live: Live, person: Participant) -> tuple[FerritinDay, ...]:
    """Judge every ferritin after the first dose, the latest first.

    The baseline is the last result on or before the day of the first dose.
    """
    rows = live.rows[person.pk]
    dosed = next((row.get("RFXSTDTC", "") for row in rows.get("DM", [])), "")[:10]
    if not dosed:
        return ()
    taken = [row for row in rows.get("LB", []) if row.get("LBTESTCD", "").upper() in TESTS]
    baseline = None
    found: list[FerritinDay] = []
    for row in sorted(taken, key=lambda one: one.get("LBDTC", "")):
        day, unit = row.get("LBDTC", ""), row.get("LBSTRESU", "")
        value = _number(row.get("LBSTRESN", ""), unit)
        if day[:10] > dosed:
            uln = _number(row.get("LBSTNRHI", ""), unit)
            bound = _bound(row.get("LBSTRESC", ""), unit) if value is None else None
            found.append(FerritinDay(day=day, review=_review(value, bound, uln, baseline)))
        elif day and value is not None:
            baseline = value
    return tuple(reversed(found))


def _review(
    value: float | None,
    bound: tuple[str, float] | None,
    uln: float | None,
    baseline: float | None,
) -> Review:
    """Judge a number, or what is only known to lie below or above one."""
    if bound is None:
        return derive_ferritin_review(value, uln, baseline, IEC_HS_FERRITIN)
    side, number = bound
    review = derive_ferritin_review(number, uln, baseline, IEC_HS_FERRITIN)
    settled = Truth.TRUE if side == ">" else Truth.FALSE
    reason = tell("ferritin bound", side=side, value=f"{number:g}", why=review.reason)
    return replace(
        review, needed=settled if review.needed is settled else Truth.UNKNOWN, reason=reason
    )


def _bound(text: str, unit: str) -> tuple[str, float] | None:
    number = _number(text[1:], unit) if text[:1] in ("<", ">") else None
    return None if number is None else (text[0], number)


def _number(text: str, unit: str) -> float | None:
    try:
        return convert(float(text), unit, UNIT)
    except (ValueError, UnitError):
        return None
