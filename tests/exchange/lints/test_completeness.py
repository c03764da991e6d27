"""The protocol as a whole: versions, statuses, slots, unused parts."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check, hint

CASES = [
    case("another format", ('schema: "1"', 'schema: "2"'), path="schema", found="'2'"),
    case(
        "a status misspelt",
        ("status: recruiting", "status: recruting"),
        path="status",
        found="'recruting'",
        remedy="'recruiting'",
    ),
    case("a status in other letters", ("status: recruiting", "status: Active, not recruiting")),
    case("a sex that is none", ("sex: all", "sex: both"), path="sex", found="'both'"),
    case(
        "a centre outside of the Earth",
        ("latitude: 23.1", "latitude: 123.1"),
        path="centres[0].latitude",
        found="123.1",
    ),
    case(
        "half a place",
        ("    longitude: 113.3\n", ""),
        path="centres[0]",
        found="latitude without longitude",
    ),
    hint(
        "a centre without a name",
        ("    name: {en: Hospital, zh: 医院}\n", ""),
        path="centres[0].name",
        found="c1 without a name",
    ),
    hint(
        "a centre without a contact",
        ("    contact: {email: a@example.org}\n", ""),
        path="centres[0].contact",
        found="c1 without a contact",
    ),
    hint(
        "a centre without an investigator",
        ("    investigator: {name: Dr A}\n", ""),
        path="centres[0].investigator",
        found="without an investigator",
    ),
    hint(
        "an item that nothing reads",
        (
            "  height: {label",
            "  ecog: {label: {en: ECOG, zh: 体能}, kind: quantity, asked_of: team, "
            "unit: '{score}'}\n  height: {label",
        ),
        path="items.ecog",
        found="ecog, which nothing reads",
    ),
    hint(
        "a regimen that no arm gives",
        ("gives: [chemo]", "gives: []"),
        path="dosing.regimens[0]",
        found="chemo, which no arm gives",
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_what_the_protocol_as_a_whole_lacks_is_found(one: Case) -> None:
    check(one)
