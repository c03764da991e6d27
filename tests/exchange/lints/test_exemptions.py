"""Exemptions that nobody can use, and conditions that can never hold."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check

EXEMPT = "limit: 3 mg/dL, words: at most 3.0 mg/dL"
WOMEN = "- is: {item: sex, values: [female], words: women}"
SKIN = "- attribute_is: {attribute: kind, values: [other]}"

CASES = [
    case(
        "an exemption within its rule",
        (EXEMPT, "limit: 1 mg/dL, words: at most 1 mg/dL"),
        ("women at most 3.0 mg/dL", "women at most 1 mg/dL"),
        path="{bilirubin}.unless.exempt",
        found="`compare` is within the rule's own",
        remedy="widen",
    ),
    case(
        "an exemption at its rule's limit",
        (EXEMPT, "limit: 2 mg/dL, words: at most 2 mg/dL"),
        ("women at most 3.0 mg/dL", "women at most 2 mg/dL"),
        path="{bilirubin}.unless.exempt",
        found="within the rule's own",
    ),
    case(
        "an exemption whose answers exclude each other",
        (WOMEN, WOMEN + "\n                  - is: {item: sex, values: [male], words: women}"),
        path="{bilirubin}.unless.exempt.all",
        found="sex in ['female'] and in ['male'] at once",
    ),
    case(
        "a record of two kinds at once",
        (
            SKIN,
            SKIN + "\n                    - attribute_is: {attribute: kind, values: "
            "[skin], words: skin cancer}",
        ),
        path="{E2}.recorded.where.not.any[1].all",
        found="kind in ['other'] and in ['skin'] at once",
    ),
    case(
        "spares of which none counts",
        (
            "counts: {route: [oral]}",
            "counts: {route: [oral]}\n          spares: {route: [topical]}",
        ),
        path="{I5}.stopped.spares.route",
        found="topical, of which none counts",
    ),
    case(
        "spares that spare everything",
        ("spares: {purpose: [chemo]}", "spares: {purpose: [chemo, other]}"),
        path="{I6}.stopped.spares.purpose",
        found="every value of purpose",
    ),
    case(
        "an allowance of nothing",
        ("limit: 12 mg/m2/d", "limit: 0 mg/m2/d"),
        path="{I5}.stopped.allowance.limit",
        found="0",
    ),
    case(
        "a condition beside its opposite",
        (
            "logic: {is: {item: diagnosis, values: [nb], words: Neuroblastoma}}",
            "logic: {any: [{is: {item: sex, values: [male], words: "
            "Neuroblastoma}}, {not: {is: {item: sex, values: [male], words: Neuroblastoma}}}]}",
        ),
        path="{I1}.any",
        found="always holds",
    ),
    case(
        "a presumed exposure",
        (
            "words: Positive culture within 72 hours}",
            "words: Positive culture within 72 hours, if_missing: {value: true}}",
        ),
        path="{E1}.within.if_missing.value",
        found="whoever was not asked counts as exposed",
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_an_exemption_that_nobody_can_use_is_found(one: Case) -> None:
    check(one)
