"""The self-check's answers on their way into a message: shown again, and sent only when ticked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import get_language

from trialogue.core.dates import When
from trialogue.core.facts import Fact, Measure
from trialogue.core.protocol import Protocol
from trialogue.web.check.answers import person_from
from trialogue.web.check.course import Course, read_course
from trialogue.web.check.screens import said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One answer that may be sent: `name` of its box, the question's label, the answer."""

    key: str
    label: str
    answer: str
    is_ticked: bool


def read_check(protocol: Protocol | None, body: QueryDict, today: date) -> Course | None:
    """Read the answers of a self-check that a form carries; None where it carries none."""
    if protocol is None or "asked" not in body:
        return None
    plain = body.copy()
    for name in ("do", "current", "language"):
        plain.pop(name, None)
    return read_course(protocol, plain, today)


def shared_of(course: Course | None, ticked: Collection[str]) -> tuple[Shared, ...]:
    """List the answers in words, each with its box."""
    if course is None:
        return ()
    language = get_language() or "en"
    return tuple(
        Shared(
            key=one.key,
            label=one.question.label.say(language),
            answer=one.answer,
            is_ticked=one.key in ticked,
        )
        for one in said_in(course)
    )


def facts_of(course: Course | None, ticked: Collection[str]) -> tuple[Mapping[str, str], ...]:
    """Write the ticked answers as rows of a facts file, without a subject."""
    if course is None:
        return ()
    answers = {key: answer for key, answer in course.answers.items() if key in ticked}
    person = person_from(answers)
    return tuple(row_of(fact) for facts in person.facts.values() for fact in facts)


def row_of(fact: Fact) -> dict[str, str]:
    """Write a fact as a row; columns that say nothing are left out."""
    row = {"item": fact.item, "source": fact.source}
    match fact.value:
        case Measure(value=value, unit=unit, comparator=comparator):
            row |= {"value": f"{comparator}{value!r}", "unit": unit}
        case When() as when:
            row["value"] = str(when)
        case other:
            row["value"] = str(other)
    if fact.start is not None:
        row["start"] = str(fact.start)
    if fact.end is not None:
        row["end"] = str(fact.end)
    for name, told in fact.attributes.items():
        row[name] = str(told)
    return row
