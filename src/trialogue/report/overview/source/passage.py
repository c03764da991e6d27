"""A passage: one sentence of a record's field, or one coded field, with what it may support."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from trialogue.report.overview.outline import Item, Language
from trialogue.report.overview.result import Span


class Role(Enum):
    """What kind of field a passage comes from."""

    TITLE = "title"
    TEXT = "summary or description"
    CONDITION = "condition"
    TREATMENT = "intervention or arm"
    OUTCOME = "outcome"
    DESIGN = "design"
    STATUS = "status"
    PEOPLE = "ages, sex, healthy volunteers, population"
    RULE = "eligibility rule"
    DATE = "date"
    PLACE = "centre"
    CONTACT = "contact or sponsor"


ALLOWED: Mapping[Item, frozenset[Role]] = {
    Item.STUDIED: frozenset(
        {Role.TITLE, Role.TEXT, Role.CONDITION, Role.TREATMENT, Role.OUTCOME, Role.DESIGN}
    ),
    Item.WHO: frozenset({Role.STATUS, Role.PEOPLE, Role.RULE}),
    Item.WHAT: frozenset({Role.TITLE, Role.TEXT, Role.TREATMENT, Role.OUTCOME, Role.DESIGN}),
    Item.HOW_LONG: frozenset({Role.DATE, Role.OUTCOME, Role.TREATMENT, Role.TEXT}),
    Item.BENEFITS: frozenset({Role.TITLE, Role.TEXT, Role.OUTCOME, Role.TREATMENT}),
    Item.RISKS: frozenset({Role.TITLE, Role.TEXT, Role.OUTCOME, Role.TREATMENT}),
    Item.WHERE: frozenset({Role.PLACE}),
    Item.WHOM: frozenset({Role.CONTACT, Role.PLACE}),
}
"""Where a sentence of an item may come from: no side effect out of an exclusion rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """`span` is what an approver is shown; `head` are words of the field around it.

    `readings` are a coded field's meaning in sentences of ours, by language; a passage of
    free text has none. `rule` is the place of an eligibility rule among all rules, and
    `sign` +1 for an inclusion rule, -1 for an exclusion rule, 0 where the record leaves it open.
    """

    span: Span
    role: Role
    head: str = ""
    readings: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    rule: int | None = None
    sign: int = 0
