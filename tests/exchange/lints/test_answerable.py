"""Leaves that no fact can answer."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check
from tests.exchange.small_protocol import findings_of

CASES = [
    case(
        "an answer that the item does not offer",
        ("values: [nb],", "values: [nb, nbl],"),
        path="{I1}.is.values[1]",
        found="'nbl'",
    ),
    case(
        "no answer at all",
        ("values: [nb],", "values: [],"),
        path="{I1}.is.values",
        found="no values",
    ),
    case(
        "an event's answer that it does not offer",
        ("values: [positive], span", "values: [positve], span"),
        path="{E1}.within.values[0]",
        found="'positve'",
        remedy="'positive'",
    ),
    case(
        "an attribute that the item does not declare",
        ("counts: {route:", "counts: {way:"),
        path="{I5}.stopped.counts.way",
        found="'way'",
    ),
    case(
        "a value that the attribute does not offer",
        ("counts: {route: [oral]}", "counts: {route: [oral, iv]}"),
        path="{I5}.stopped.counts.route[1]",
        found="'iv'",
    ),
    case(
        "a spared value that the attribute does not offer",
        ("spares: {purpose: [chemo]}", "spares: {purpose: [chemo, chem]}"),
        path="{I6}.stopped.spares.purpose[1]",
        found="'chem'",
        remedy="'chemo'",
    ),
    case(
        "a record's attribute that is not declared",
        ("attribute: kind, values: [skin]", "attribute: sort, values: [skin]"),
        path="{E2}.recorded.where.not.any[0].attribute_is.attribute",
        found="'sort'",
    ),
    case(
        "a record's value that is not offered",
        ("attribute: kind, values: [skin]", "attribute: kind, values: [skn]"),
        path="{E2}.recorded.where.not.any[0].attribute_is.values[0]",
        found="'skn'",
        remedy="'skin'",
    ),
    case(
        "a time since something that is no date",
        ("since: {attribute: gone_since", "since: {attribute: kind"),
        path="{E2}.recorded.where.not.any[1].all[1].since",
        found="of kind choice",
    ),
    case(
        "a date asked for a word",
        ("attribute: kind, values: [skin]", "attribute: gone_since, values: [skin]"),
        path="{E2}.recorded.where.not.any[0].attribute_is",
        found="the date gone_since",
    ),
    case(
        "another item inside a record",
        ("attribute_is: {attribute: kind, values: [skin]", "is: {item: sex, values: [female]"),
        path="{E2}.recorded.where.not.any[0].is",
        found="another item inside a record",
    ),
    case(
        "logic and parts",
        (
            "      parts:\n        - id: I3.alt",
            "      logic: {is: {item: sex, values: [male], words: Organs work}}\n  "
            "    parts:\n        - id: I3.alt",
        ),
        path="criteria.inclusion[2]",
        found="logic and parts",
    ),
    case(
        "a limit that is missing",
        ("times_uln: 5, ", ""),
        ("ALT up to {times_uln} times", "ALT"),
        ("至多 {times_uln} 倍", "不高"),
        path="{alt}.compare",
        found="neither limit nor times_uln",
    ),
    case(
        "two limits",
        ("times_uln: 5, ", "times_uln: 5, limit: 5 U/L, "),
        path="{alt}.compare",
        found="both limit and times_uln",
    ),
    case(
        "an allowance in another unit",
        ("limit: 12 mg/m2/d", "limit: 12 mg/d"),
        path="{I5}.stopped.allowance.limit",
        found="'mg/d'",
    ),
    case(
        "an allowance without a drug",
        ("drug: {label", "medicine: {label"),
        path="{I5}.stopped.allowance",
        found="steroid without the attribute drug",
    ),
    case(
        "a body surface in another unit",
        ("asked_of: team, unit: m2}", "asked_of: team, unit: kg}"),
        path="{I5}.stopped.allowance.body_surface",
        found="bsa, in kg",
    ),
    case(
        "an item asked of a person without a question",
        ('    question: {words: {en: "Which sex?", zh: 性别？}}\n', ""),
        path="items.sex",
        found="without a question",
    ),
]
KINDS = [
    ("is", "is: {item: alt, values: [x]}", "of kind quantity", "ask it by compare"),
    ("is", "is: {item: steroid, values: ['no']}", "of kind treatment", "stopped or within"),
    ("compare", 'compare: {items: [sex], comparison: "<", limit: 5 U/L}', "of kind choice", "is"),
    ("stopped", "stopped: {item: sex, at_least: 1 d, before: infusion}", "choice", "ask it by is"),
    ("within", "within: {item: malignancy, span: 1 d, before: infusion}", "record", "recorded"),
    ("within", "within: {item: infusion_date, span: 1 d, before: infusion}", "date", "not_after"),
    ("recorded", "recorded: {item: culture}", "of kind event", "ask it by within"),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_leaf_that_no_fact_can_answer_is_found(one: Case) -> None:
    check(one)


@pytest.mark.parametrize(("key", "node", "found", "remedy"), KINDS)
def test_a_node_that_cannot_read_its_item_is_found(
    key: str, node: str, found: str, remedy: str
) -> None:
    logic = f"logic: {{all: [{{is: {{item: diagnosis, values: [nb]}}}}, {{{node}}}]}}"
    faults = findings_of(
        ("logic: {is: {item: diagnosis, values: [nb], words: Neuroblastoma}}", logic)
    )

    place = f"criteria.inclusion[0].logic.all[1].{key}"
    (fault,) = [one for one in faults if one.column == place and not one.is_hint]
    assert found in fault.found
    assert remedy in fault.remedy


def test_an_attribute_asked_outside_of_a_record_is_found() -> None:
    faults = findings_of(
        ("is: {item: diagnosis, values: [nb]", "attribute_is: {attribute: kind, values: [skin]")
    )

    assert [fault.column for fault in faults if not fault.is_hint] == [
        "criteria.inclusion[0].logic.attribute_is"
    ]
