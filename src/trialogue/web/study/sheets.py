"""The screening sheet of one person: every criterion with its verdict, in words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language

from trialogue.core.eligibility import CriterionVerdict, Overall, Screening, Verdict, screen
from trialogue.core.eligibility.reasons import say_all
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Side, walk
from trialogue.core.protocol.words import Text
from trialogue.web.study.gates import Decision
from trialogue.web.study.queries import KnownPerson
from trialogue.web.trials.criteria import CriterionPage, criteria_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """One line of the sheet; `depth` is 1 for a part."""

    criterion: CriterionPage
    verdict: str
    reason: str
    missing: tuple[Text, ...]
    earliest: date | None
    anchor: Text
    depth: int
    decision: Decision | None = None
    """What the investigator decided, on a participant's own sheet; None at a parent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningSheet:
    """The sheet of one person at one gate."""

    screening: Screening
    overall: str
    inclusion: tuple[CriterionRow, ...]
    exclusion: tuple[CriterionRow, ...]
    why: str
    anchor: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person in the list: the overall verdict and the criteria behind it."""

    known: KnownPerson
    screening: Screening
    overall: str
    failing: tuple[str, ...]
    unknown: tuple[str, ...]
    anchor: Text
    """The name of the date that the earliest start counts for."""


OVERALL = {
    Overall.ELIGIBLE: "pass",
    Overall.NOT_ELIGIBLE: "fail",
    Overall.UNDETERMINED: "unknown",
}


def screening_of(protocol: Protocol, known: KnownPerson, gate: str, today: date) -> Screening:
    """Screen an invented person at a gate as of today."""
    return screen(protocol, known.person, gate=gate, on=today)


def list_of(
    protocol: Protocol, people: tuple[KnownPerson, ...], today: date
) -> tuple[PersonRow, ...]:
    """Screen everybody at the last gate, that is by all criteria."""
    return tuple(_person(protocol, known, today) for known in people)


def _person(protocol: Protocol, known: KnownPerson, today: date) -> PersonRow:
    screening = screening_of(protocol, known, protocol.gates[-1].id, today)
    parents = {criterion.id for criterion in walk(protocol.criteria) if criterion.parts}
    leaves = [found for found in screening.criteria if found.id not in parents]
    return PersonRow(
        known=known,
        screening=screening,
        overall=OVERALL[screening.overall],
        failing=tuple(found.id for found in leaves if found.verdict is Verdict.FAIL),
        unknown=tuple(found.id for found in leaves if found.verdict is Verdict.UNKNOWN),
        anchor=protocol.anchors[screening.earliest.anchor].label,
    )


def sheet_of(
    protocol: Protocol,
    screening: Screening,
    decisions: Mapping[str, Decision] | None = None,
    but: Container[str] = (),
) -> ScreeningSheet:
    """Lay out a screening as a sheet; what is not due at the gate, or in `but`, is left out."""
    verdicts = {found.id: found for found in screening.criteria if found.id not in but}
    sides = {
        side: tuple(
            row
            for page in criteria_of(protocol, side)
            for row in _rows(page, verdicts, protocol, depth=0)
        )
        for side in Side
    }
    decided = decisions or {}
    sides = {
        side: tuple(replace(row, decision=decided.get(row.criterion.id)) for row in rows)
        for side, rows in sides.items()
    }
    return ScreeningSheet(
        screening=screening,
        overall=OVERALL[screening.overall],
        inclusion=sides[Side.INCLUSION],
        exclusion=sides[Side.EXCLUSION],
        why=say_all(screening.earliest.why, get_language() or "en"),
        anchor=protocol.anchors[screening.earliest.anchor].label,
    )


def _rows(
    page: CriterionPage, verdicts: dict[str, CriterionVerdict], protocol: Protocol, *, depth: int
) -> tuple[CriterionRow, ...]:
    found = verdicts.get(page.id)
    if found is None:
        return ()
    earliest = found.earliest
    own = CriterionRow(
        criterion=page,
        verdict=found.verdict.value,
        reason="" if page.parts else found.reason(get_language() or "en"),
        missing=()
        if page.parts
        else tuple(label_of_missing(name, protocol) for name in found.missing),
        earliest=earliest.date if earliest else None,
        anchor=protocol.anchors[earliest.anchor].label if earliest else Text(""),
        depth=depth,
    )
    below = tuple(
        row for part in page.parts for row in _rows(part, verdicts, protocol, depth=depth + 1)
    )
    return (own, *below)


def label_of_missing(name: str, protocol: Protocol) -> Text:
    """Name a missing item, or the attribute or limit of one (`alt.high`)."""
    id, _, rest = name.partition(".")
    item = protocol.items.get(id)
    if item is None:
        return Text(name)
    attribute = item.attributes.get(rest)
    if attribute is None:
        return item.label
    return Text(
        f"{item.label.en}: {attribute.label.en}",
        f"{item.label.say('zh')}：{attribute.label.say('zh')}",
    )
