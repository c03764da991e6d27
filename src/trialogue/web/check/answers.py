"""From the fields of a form to facts, or to what is wrong with them.

Answers live in the body of a request and nowhere else: every page carries them on as
hidden fields, so that nothing is stored on the server and no address or cookie holds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from trialogue.core.dates import When, on_day
from trialogue.core.facts import Fact, Measure, Person, person_of
from trialogue.core.protocol.items import Item, Kind
from trialogue.core.units import UNITS, UnitError, kind_of
from trialogue.exchange.facts.answers import check_possible
from trialogue.exchange.facts.numbers import read_number
from trialogue.exchange.faults import Misread
from trialogue.web.check.dates import PARTS, Wrong, read_date
from trialogue.web.check.questions import GOES_ON, STOPPED, UNKNOWN, Question, Shape

SUBJECT = "you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to one question: its raw fields, and what they mean.

    `fact` None: "I don't know". An attribute's answer has its value in `attribute`.
    """

    question: Question
    fields: Mapping[str, str]
    fact: Fact | None = None
    attribute: str | When | None = None

    @property
    def is_unsure(self) -> bool:
        """Tell whether the person does not know."""
        return self.fact is None and self.attribute is None


def field_names(question: Question) -> tuple[str, ...]:
    """Name every field that a question's form may send."""
    key = question.key
    match question.shape:
        case Shape.CHOICE:
            return (key,)
        case Shape.DATE:
            return (key, *(f"{key}.{part}" for part in PARTS))
        case Shape.TREATMENT:
            return (key, *(f"{key}.{STOPPED}.{part}" for part in PARTS))
        case Shape.EVENT:
            dated = (value for value in question.choices if value != "no")
            return (key, *(f"{key}.{value}.{part}" for value in dated for part in PARTS))
        case Shape.QUANTITY:
            return (key, f"{key}.value", f"{key}.unit")


def read_answer(question: Question, given: Mapping[str, str], today: date) -> Answer | Wrong:
    """Read one question's answer from a form's fields."""
    fields = {name: given[name][:40] for name in field_names(question) if given.get(name)}
    chosen = fields.get(question.key, "")
    if chosen == UNKNOWN:
        return Answer(question=question, fields={question.key: UNKNOWN})
    match question.shape:
        case Shape.CHOICE:
            return _choice(question, fields, chosen, today)
        case Shape.DATE:
            return _date(question, fields, today)
        case Shape.TREATMENT:
            return _treatment(question, fields, chosen, today)
        case Shape.EVENT:
            return _event(question, fields, chosen, today)
        case Shape.QUANTITY:
            return _quantity(question, fields, today)


def _choose(question: Question) -> Wrong:
    return Wrong(field=question.key, message=_("Choose one answer. “I don’t know” is fine too."))


def _choice(
    question: Question, fields: Mapping[str, str], chosen: str, today: date
) -> Answer | Wrong:
    if chosen not in question.choices:
        return _choose(question)
    if question.attribute is not None:
        return Answer(question=question, fields=fields, attribute=chosen)
    start = None if question.item.kind is Kind.RECORD else on_day(today)
    return Answer(question=question, fields=fields, fact=_fact(question, chosen, start=start))


def _date(question: Question, fields: Mapping[str, str], today: date) -> Answer | Wrong:
    when = read_date(question.key, fields, today)
    if isinstance(when, Wrong):
        return when
    if question.attribute is not None:
        return Answer(question=question, fields=fields, attribute=when)
    return Answer(question=question, fields=fields, fact=_fact(question, when))


def _treatment(
    question: Question, fields: Mapping[str, str], chosen: str, today: date
) -> Answer | Wrong:
    if chosen == "no":
        return Answer(question=question, fields=fields, fact=_fact(question, "no"))
    if chosen == GOES_ON:
        return Answer(question=question, fields=fields, fact=_fact(question, "yes"))
    if chosen != STOPPED:
        return _choose(question)
    end = read_date(f"{question.key}.{STOPPED}", fields, today)
    if isinstance(end, Wrong):
        return end
    return Answer(question=question, fields=fields, fact=_fact(question, "yes", end=end))


def _event(
    question: Question, fields: Mapping[str, str], chosen: str, today: date
) -> Answer | Wrong:
    if chosen == "no":
        return Answer(question=question, fields=fields, fact=_fact(question, "no"))
    if chosen not in question.choices:
        return _choose(question)
    start = read_date(f"{question.key}.{chosen}", fields, today)
    if isinstance(start, Wrong):
        return start
    return Answer(question=question, fields=fields, fact=_fact(question, chosen, start=start))


def _quantity(question: Question, fields: Mapping[str, str], today: date) -> Answer | Wrong:
    """Read a number by the rules of a file of facts: what has two meanings is asked again."""
    item, field = question.item, f"{question.key}.value"
    try:
        value, comparator = read_number(fields.get(field, "").strip())
    except Misread:
        message = _("Write a number such as 1.5 or 1000, or choose “I don’t know”.")
        return Wrong(field=field, message=message)
    unit = fields.get(f"{question.key}.unit", item.unit)
    if unit not in units_of(item) or not _is_possible(value, unit, item):
        return Wrong(field=field, message=_("This number cannot be right. Check number and unit."))
    fact = _fact(question, Measure(value, unit, comparator), start=on_day(today))
    return Answer(question=question, fields=fields, fact=fact)


def units_of(item: Item) -> tuple[str, ...]:
    """List the units that an item's value may be given in, its own first."""
    kinds = {kind_of(item.unit)}
    if item.substance is not None:
        kinds |= {kind_of(item.substance.mass), kind_of(item.substance.molar)}
    others = (code for code, unit in UNITS.items() if unit.kind in kinds and code != item.unit)
    return (item.unit, *others)


def _is_possible(value: float, unit: str, item: Item) -> bool:
    try:
        check_possible(item, value, unit)
    except (Misread, UnitError):
        return False
    return True


def _fact(
    question: Question,
    value: str | Measure | When,
    *,
    start: When | None = None,
    end: When | None = None,
) -> Fact:
    return Fact(
        subject=SUBJECT,
        item=question.item.id,
        value=value,
        start=start,
        end=end,
        source="self-check",
    )


def person_from(answers: Mapping[str, Answer]) -> Person:
    """Gather the answers into what is known about the person, a record with its attributes."""
    facts = []
    for answer in answers.values():
        if answer.fact is None:
            continue
        item = answer.question.item
        told = {
            other.question.attribute.id: other.attribute
            for other in answers.values()
            if other.question.attribute is not None
            and other.question.item.id == item.id
            and other.attribute is not None
        }
        has_attributes = item.kind is Kind.RECORD and answer.fact.value != "no"
        facts.append(_with_attributes(answer.fact, told) if has_attributes else answer.fact)
    return person_of(SUBJECT, facts)


def _with_attributes(fact: Fact, told: Mapping[str, str | When]) -> Fact:
    return Fact(
        subject=fact.subject,
        item=fact.item,
        value=fact.value,
        source=fact.source,
        attributes=told,
    )


def skipped_items(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Name the items that were answered with "I don't know"."""
    return frozenset(
        answer.question.item.id
        for answer in answers.values()
        if answer.is_unsure and answer.question.attribute is None
    )
