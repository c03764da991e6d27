"""The result of a self-check as its page shows it; it never says that somebody is eligible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trialogue.core.eligibility.selfcheck import Conclusion, Outcome, conclude
from trialogue.core.eligibility.verdict import Verdict
from trialogue.core.facts import Person
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Side, items_of, walk
from trialogue.core.protocol.items import Item, Question
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
class Presumed:
    """An item that was not asked because of the age, and the answer that was taken."""

    label: Text
    choice: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything on the result's page."""

    urgent: tuple[Text, ...]
    """What must be done now, said before anything else."""
    outcome: str
    is_later: bool
    conclusion: Conclusion
    failing: tuple[CriterionResult, ...]
    open: tuple[CriterionResult, ...]
    passing: tuple[CriterionResult, ...]
    unsure: tuple[Text, ...]
    advice: tuple[Text, ...]
    said: tuple[Said, ...]
    presumed: tuple[Presumed, ...]


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
        urgent=_urgent(failing, person, protocol),
        outcome=OUTCOMES[conclusion.outcome],
        is_later=conclusion.not_yet,
        conclusion=conclusion,
        failing=failing,
        open=open_rows,
        passing=passing,
        unsure=tuple(protocol.items[id].label for id in protocol.items if id in unsure),
        advice=_advice(failing, open_rows, unsure, protocol),
        said=said,
        presumed=_presumed(conclusion, protocol),
    )


def _urgent(
    failing: tuple[CriterionResult, ...], person: Person, protocol: Protocol
) -> tuple[Text, ...]:
    """Gather what must be done now, from the answers behind what fails.

    An exclusion that reads several items fails by those answered otherwise than "no".
    """
    found = []
    for row in failing:
        logic = protocol.criterion(row.criterion.id).logic
        for id in items_of(logic) if logic is not None else ():
            question = protocol.items[id].question
            given = [fact.value for fact in person.of(id)]
            if row.criterion.side is Side.EXCLUSION:
                given = [value for value in given if value != "no"]
            if question is not None and question.urgent.en and given:
                found.append(question.urgent)
    return tuple(dict.fromkeys(found))


def _presumed(conclusion: Conclusion, protocol: Protocol) -> tuple[Presumed, ...]:
    """Name what was not asked because of the age, with the answer taken."""
    items = [protocol.items[id] for id in conclusion.presumed]
    return tuple(
        Presumed(label=item.label, choice=_below(item.question, item))
        for item in items
        if item.question is not None
    )


def _below(question: Question, item: Item) -> Text:
    return item.choices.get(question.below, Text(question.below))


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
