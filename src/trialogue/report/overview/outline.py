"""What every overview tells, whoever wrote it: one outline of eight items.

Where the record does not say, the overview says just that: see `NOT_SAID`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Language = Literal["en", "zh-Hans", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "es")


class Item(Enum):
    """An item of the outline; the value is its key in a model's answer."""

    STUDIED = "studied"
    WHO = "who"
    WHAT = "what"
    HOW_LONG = "how_long"
    BENEFITS = "benefits"
    RISKS = "risks"
    WHERE = "where"
    WHOM = "whom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The heading of an item in each language, and what it has to tell (for a writer)."""

    item: Item
    heading: Mapping[Language, str]
    tells: str


OUTLINE: tuple[Entry, ...] = (
    Entry(
        item=Item.STUDIED,
        heading={"en": "What is studied", "zh-Hans": "研究什么", "es": "Qué se estudia"},
        tells="the disease, what is tested, what kind of study it is, how many people",
    ),
    Entry(
        item=Item.WHO,
        heading={"en": "Who may join", "zh-Hans": "谁可以参加", "es": "Quién puede participar"},
        tells="whether it takes people now, ages, sex, healthy people, and every rule for joining",
    ),
    Entry(
        item=Item.WHAT,
        heading={"en": "What happens", "zh-Hans": "会做什么", "es": "Qué se hace"},
        tells="the groups, each treatment by its name, chance, placebo or sham, who knows",
    ),
    Entry(
        item=Item.HOW_LONG,
        heading={"en": "How long", "zh-Hans": "要多久", "es": "Cuánto dura"},
        tells="when the study begins and ends, and the times that the record names",
    ),
    Entry(
        item=Item.BENEFITS,
        heading={"en": "Possible benefits", "zh-Hans": "可能的好处", "es": "Posibles beneficios"},
        tells="only what the record itself says may be gained; never a promise",
    ),
    Entry(
        item=Item.RISKS,
        heading={"en": "Possible risks", "zh-Hans": "可能的风险", "es": "Posibles riesgos"},
        tells="only the risks and side effects that the record itself names",
    ),
    Entry(
        item=Item.WHERE,
        heading={"en": "Where", "zh-Hans": "在哪里", "es": "Dónde"},
        tells="how many centres, in which countries and cities",
    ),
    Entry(
        item=Item.WHOM,
        heading={"en": "Whom to ask", "zh-Hans": "问谁", "es": "A quién preguntar"},
        tells="the contact of the record, and who runs the study",
    ),
)

NOT_SAID: Mapping[Language, str] = {
    "en": "The record does not say.",
    "zh-Hans": "登记资料没有说明。",
    "es": "El registro no lo dice.",
}
"""The whole text of an item on which the record is silent."""
