"""What one screen of the self-check shows: the question with its fields, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.units import show_unit
from trialogue.web.check.answers import Answer, units_of
from trialogue.web.check.course import Course
from trialogue.web.check.dates import PARTS, DatePart, date_parts
from trialogue.web.check.questions import (
    GOES_ON,
    STOPPED,
    UNKNOWN,
    Question,
    Shape,
    most_questions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One radio button; `parts` are the fields of its date, `date_label` names them."""

    value: str
    label: str
    is_chosen: bool
    parts: tuple[DatePart, ...] = ()
    date_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit to choose."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One question, ready to be shown."""

    question: Question
    number: int
    most: int
    is_follow_up: bool
    options: tuple[Option, ...]
    parts: tuple[DatePart, ...]
    units: tuple[Unit, ...]
    value: str
    is_unsure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer as the person reads it again."""

    key: str
    question: Question
    answer: str


def screen_of(course: Course) -> Screen:
    """Lay out the question that a course asks. Raises ValueError where it asks none."""
    question, given = course.asking, course.given
    if question is None:
        raise ValueError("this course asks nothing more")
    before = [key for key, answer in course.answers.items() if key != question.key]
    mains = sum(course.answers[key].question.attribute is None for key in before)
    is_follow_up = question.attribute is not None
    return Screen(
        question=question,
        number=mains if is_follow_up else mains + 1,
        most=most_questions(course.protocol),
        is_follow_up=is_follow_up,
        options=_options(question, given),
        parts=date_parts(question.key, given) if question.shape is Shape.DATE else (),
        units=_units(question, given) if question.shape is Shape.QUANTITY else (),
        value=given.get(f"{question.key}.value", ""),
        is_unsure=given.get(question.key) == UNKNOWN,
    )


def _options(question: Question, given: Mapping[str, str]) -> tuple[Option, ...]:
    key, chosen = question.key, given.get(question.key)
    match question.shape:
        case Shape.DATE | Shape.QUANTITY:
            return ()
        case Shape.CHOICE:
            labels = {value: _say_choice(question, value) for value in question.choices}
            dated: tuple[str, ...] = ()
        case Shape.TREATMENT:
            labels = {
                "no": _("No"),
                GOES_ON: _("Yes, and it is still going on"),
                STOPPED: _("Yes, but it has stopped"),
            }
            dated = (STOPPED,)
        case Shape.EVENT:
            values = ["no", *(value for value in question.choices if value != "no")]
            labels = {value: _say_choice(question, value) for value in values}
            dated = tuple(value for value in values if value != "no")
    labels[UNKNOWN] = _("I don’t know")
    label = _("The last day of it") if question.shape is Shape.TREATMENT else _("When was it?")
    return tuple(
        Option(
            value=value,
            label=text,
            is_chosen=value == chosen,
            parts=date_parts(f"{key}.{value}", given) if value in dated else (),
            date_label=label if value in dated else "",
        )
        for value, text in labels.items()
    )


def _say_choice(question: Question, value: str) -> str:
    text = question.choices.get(value)
    if text is not None:
        return text.say(get_language() or "en")
    return {"yes": _("Yes"), "no": _("No")}.get(value, value)


def _units(question: Question, given: Mapping[str, str]) -> tuple[Unit, ...]:
    chosen = given.get(f"{question.key}.unit", question.item.unit)
    codes = units_of(question.item)
    return tuple(Unit(code=code, label=show_unit(code), is_chosen=code == chosen) for code in codes)


def said_in(course: Course) -> tuple[Said, ...]:
    """List the answers as the person reads them again, in the order of the check."""
    return tuple(
        Said(key=key, question=answer.question, answer=say_answer(answer))
        for key, answer in course.answers.items()
    )


def say_answer(answer: Answer) -> str:
    """Say an answer in words."""
    question, fields = answer.question, answer.fields
    chosen = fields.get(question.key, "")
    if chosen == UNKNOWN:
        return _("I don’t know")
    match question.shape:
        case Shape.DATE:
            return _date_text(question.key, fields)
        case Shape.QUANTITY:
            unit = show_unit(fields.get(f"{question.key}.unit", question.item.unit))
            return f"{fields.get(f'{question.key}.value', '')} {unit}".strip()
        case Shape.CHOICE:
            return _say_choice(question, chosen)
        case Shape.TREATMENT | Shape.EVENT:
            label = next(o.label for o in _options(question, fields) if o.value == chosen)
            day = _date_text(f"{question.key}.{chosen}", fields)
            return _("%(answer)s: %(date)s") % {"answer": label, "date": day} if day else label


def _date_text(prefix: str, fields: Mapping[str, str]) -> str:
    """Write a date as far as it is known, as the reader's language writes it."""
    parts = [fields.get(f"{prefix}.{part}", "") for part in PARTS]
    known = [int(part) for part in parts if part.isascii() and part.isdigit()]
    if len(known) == 3:
        return date_format(date(*known), "DATE_FORMAT")
    if len(known) == 2:
        return date_format(date(known[0], known[1], 1), "YEAR_MONTH_FORMAT")
    return "".join(parts)
