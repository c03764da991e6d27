"""The result of a self-check as its page shows it; it never says that somebody is eligible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trialogue.core.eligibility.selfcheck import Conclusion, Outcome, conclude
from trialogue.core.eligibility.verdict import Verdict
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Side, items_of, walk
from trialogue.core.protocol.words import Text
from trialogue.web.check.answers import person_from, skipped_items
from trialogue.web.check.course import Course
from trialogue.web.check.screens import Said, said_in
from trialogue.web.trials.criteria import CriterionPage, criteria_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """One criterion with its verdict, what the person said about it, and when it would pass."""

    criterion: CriterionPage
    verdict: str
    said: tuple[Said, ...]
    earliest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything on the result's page."""

    outcome: str
    is_later: bool
    conclusion: Conclusion
    failing: tuple[CriterionResult, ...]
    open: tuple[CriterionResult, ...]
    passing: tuple[CriterionResult, ...]
    unsure: tuple[Text, ...]
    advice: tuple[Text, ...]
    said: tuple[Said, ...]


MOST_ADVICE = 6
"""A list that a person can take along; what fails or is in doubt is always on it."""

OUTCOMES = {Outcome.POSSIBLE: "possible", Outcome.UNLIKELY: "unlikely", Outcome.TEAM: "team"}


def result_of(course: Course) -> Result:
    """Conclude a course whose questions are settled."""
    protocol = course.protocol
    person, skipped = person_from(course.answers), skipped_items(course.answers)
    conclusion = conclude(protocol, person, course.today)
    said = said_in(course)
    rows = _rows(protocol, conclusion, said)
    failing, open_rows, passing = (
        tuple(row for row in rows if row.verdict == verdict.value)
        for verdict in (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)
    )
    unsure = set(conclusion.unsure) | skipped
    return Result(
        outcome=OUTCOMES[conclusion.outcome],
        is_later=conclusion.not_yet,
        conclusion=conclusion,
        failing=failing,
        open=open_rows,
        passing=passing,
        unsure=tuple(protocol.items[id].label for id in protocol.items if id in unsure),
        advice=_advice(failing, open_rows, unsure, protocol),
        said=said,
    )


def _rows(
    protocol: Protocol, conclusion: Conclusion, said: tuple[Said, ...]
) -> tuple[CriterionResult, ...]:
    """Show each criterion that carries logic: a part stands for itself, not for its parent."""
    pages = {
        page.id: page
        for side in (Side.INCLUSION, Side.EXCLUSION)
        for page in _flat(criteria_of(protocol, side))
    }
    verdicts = {verdict.id: verdict for verdict in conclusion.screening.criteria}
    rows = []
    for criterion in walk(protocol.criteria):
        if criterion.logic is None or criterion.id not in verdicts:
            continue
        verdict, items = verdicts[criterion.id], items_of(criterion.logic)
        rows.append(
            CriterionResult(
                criterion=pages[criterion.id],
                verdict=verdict.verdict.value,
                said=tuple(one for one in said if one.question.item.id in items),
                earliest=verdict.earliest.date if verdict.earliest else None,
            )
        )
    return tuple(rows)


def _flat(pages: tuple[CriterionPage, ...]) -> tuple[CriterionPage, ...]:
    return tuple(found for page in pages for found in (page, *_flat(page.parts)))


def _advice(
    failing: tuple[CriterionResult, ...],
    open_rows: tuple[CriterionResult, ...],
    unsure: set[str],
    protocol: Protocol,
) -> tuple[Text, ...]:
    """Gather what to ask: about what fails, then what was not known, then a few more.

    The questions that are left out stand with their criterion in the list below.
    """

    def doubts(row: CriterionResult) -> bool:
        logic = protocol.criterion(row.criterion.id).logic
        return logic is not None and bool(unsure.intersection(items_of(logic)))

    first = (*failing, *(row for row in open_rows if doubts(row)))
    rest = tuple(row for row in open_rows if not doubts(row))
    rows = (*first, *rest[: max(MOST_ADVICE - len(first), 0)])
    return tuple(dict.fromkeys(row.criterion.advice for row in rows if row.criterion.advice.en))
