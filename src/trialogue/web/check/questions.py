"""Which questions a self-check may ask, and what each is called in its form.

A question is an item of the protocol, or an attribute of a record that was answered with
yes (`other_malignancy.kind`). Its fields in a form begin with its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import items_of, walk
from trialogue.core.protocol.items import Answerer, Attribute, Item, Kind
from trialogue.core.protocol.words import NOTHING, Text

UNKNOWN = "unknown"
"""The value of "I don't know" in every question."""
GOES_ON = "goes-on"
STOPPED = "stopped"


class Shape(Enum):
    """How a question looks."""

    CHOICE = "choice"
    DATE = "date"
    TREATMENT = "treatment"
    EVENT = "event"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One screen of the self-check."""

    key: str
    words: Text
    label: Text
    help: Text
    shape: Shape
    choices: Mapping[str, Text]
    item: Item
    attribute: Attribute | None = None


SHAPES = {
    Kind.CHOICE: Shape.CHOICE,
    Kind.DATE: Shape.DATE,
    Kind.TREATMENT: Shape.TREATMENT,
    Kind.EVENT: Shape.EVENT,
    Kind.RECORD: Shape.CHOICE,
    Kind.QUANTITY: Shape.QUANTITY,
}


def question_of(item: Item) -> Question:
    """Make the question of an item. Raises ValueError for one that people are not asked."""
    if item.question is None or item.asked_of is not Answerer.PERSON:
        raise ValueError(f"{item.id} is not asked in a self-check")
    return Question(
        key=item.id,
        words=item.question.words,
        label=item.label,
        help=item.question.help,
        shape=SHAPES[item.kind],
        choices=item.choices,
        item=item,
    )


def follow_up_of(item: Item, attribute: Attribute) -> Question:
    """Make the question about one attribute of a record."""
    return Question(
        key=f"{item.id}.{attribute.id}",
        words=attribute.question,
        label=attribute.label,
        help=attribute.note if attribute.note is not NOTHING else NOTHING,
        shape=Shape.DATE if attribute.kind == "date" else Shape.CHOICE,
        choices=attribute.choices,
        item=item,
        attribute=attribute,
    )


def questions_of(protocol: Protocol) -> dict[str, Question]:
    """List every question that a self-check of this trial may ask, by key."""
    found: dict[str, Question] = {}
    for item in protocol.items.values():
        if item.question is None or item.asked_of is not Answerer.PERSON:
            continue
        found[item.id] = question_of(item)
        if item.kind is Kind.RECORD:
            asked = (one for one in item.attributes.values() if one.question.en)
            found |= {one.key: one for one in (follow_up_of(item, known) for known in asked)}
    return found


def most_questions(protocol: Protocol) -> int:
    """Count the questions that a check can come to, follow-ups left out."""
    used = {
        name
        for criterion in walk(protocol.criteria)
        if criterion.logic is not None
        for name in items_of(criterion.logic)
    }
    asked = questions_of(protocol).values()
    return sum(question.attribute is None and question.key in used for question in asked)
