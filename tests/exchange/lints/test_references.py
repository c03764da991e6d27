"""Ids that lead nowhere, or stand twice."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check, hint

CASES = [
    case("nothing is wrong"),
    case(
        "an unknown item",
        ("item: diagnosis", "item: diagnosys"),
        path="{I1}.is.item",
        found="'diagnosys'",
        remedy="did you mean 'diagnosis'?",
    ),
    case(
        "an unknown item of a comparison",
        ("items: [karnofsky, lansky]", "items: [karnofsky, lanski]"),
        path="{I4}.compare.items[1]",
        found="'lanski'",
        remedy="did you mean 'lansky'?",
    ),
    case(
        "an unknown item of a body surface",
        ("body_surface: bsa", "body_surface: surface"),
        ("  bsa: {label", "  bsa_2: {label"),
        path="{I5}.stopped.allowance.body_surface",
        found="'surface'",
    ),
    case(
        "no birth date",
        ("  birth_date:", "  born:"),
        path="{I2}.age",
        found="no item birth_date",
        remedy="add the item birth_date",
    ),
    case(
        "an unknown anchor of a washout",
        (
            "at_least: 2 wk\n          before: infusion",
            "at_least: 2 wk\n          before: infussion",
        ),
        path="{I5}.stopped.before",
        found="'infussion'",
        remedy="did you mean 'infusion'?",
    ),
    case(
        "an unknown anchor of an age",
        ("age: {at: start", "age: {at: consent"),
        path="{I2}.age.at",
        found="'consent'",
    ),
    case(
        "an unknown anchor of an order",
        ("other: infusion, words", "other: fusion, words"),
        path="{I7}.not_after.other",
        found="'fusion'",
    ),
    case(
        "an unknown anchor of a time since",
        ("at_least: 3 a, before: start", "at_least: 3 a, before: begin"),
        path="{E2}.recorded.where.not.any[1].all[1].since.before",
        found="'begin'",
    ),
    case(
        "an unknown anchor of follow-up",
        ("after: infusion", "after: surgery"),
        path="follow_up.after",
        found="'surgery'",
    ),
    case(
        "an unknown anchor of a window",
        ("starts_on: start", "starts_on: stat"),
        path="dosing.regimens[0].window.starts_on",
        found="'stat'",
        remedy="'start'",
    ),
    case(
        "an anchor without its item",
        ("start: {item: start_date", "start: {item: begin_date"),
        path="anchors.start.item",
        found="'begin_date'",
    ),
    case(
        "an anchor whose item is no date",
        ("start: {item: start_date", "start: {item: sex"),
        path="anchors.start.item",
        found="of kind choice",
    ),
    case(
        "an unknown gate",
        ("gates: [start, infusion]", "gates: [start, infusoin]"),
        path="criteria.inclusion[3].gates[1]",
        found="'infusoin'",
        remedy="'infusion'",
    ),
    case(
        "a criterion without gates",
        ("id: I4\n      gates: [start, infusion]\n", "id: I4\n"),
        path="criteria.inclusion[3]",
        found="I4 without gates",
    ),
    case(
        "an unknown table of upper limits",
        ("upper_limits: alt", "upper_limits: ast"),
        path="items.alt.upper_limits",
        found="'ast'",
    ),
    case(
        "an unknown calculation",
        ("asked_of: team, unit: m2}", "asked_of: team, unit: m2, derived: bsa}"),
        path="items.bsa.derived",
        found="'bsa'",
    ),
    case(
        "an unknown table of equivalents",
        ("equivalents: glucocorticoids,", "equivalents: steroids,"),
        path="{I5}.stopped.allowance.equivalents",
        found="'steroids'",
    ),
    case(
        "an unknown formula",
        ("upper_limits:\n  alt:", "parameters: {egfr_from_18: ckd_epi}\nupper_limits:\n  alt:"),
        path="parameters.egfr_from_18",
        found="'ckd_epi'",
        remedy="'ckd_epi_2021'",
    ),
    case(
        "an unknown parameter",
        ("upper_limits:\n  alt:", "parameters: {egfr_from_81: ckid_u25}\nupper_limits:\n  alt:"),
        path="parameters.egfr_from_81",
        found="'egfr_from_81'",
        remedy="'egfr_from_18'",
    ),
    case(
        "an unknown reading",
        ("readings: [R2]", "readings: [R2, R9]"),
        path="criteria.inclusion[4].readings[1]",
        found="'R9'",
    ),
    case(
        "an unknown reading of the doses",
        ("readings: [R1]", "readings: [R1, R7]"),
        path="dosing.readings[1]",
        found="'R7'",
    ),
    hint(
        "a reading that nothing names",
        ("  readings: [R1]\n", ""),
        path="readings.R1",
        found="which no criterion, dose, follow-up or endpoint names",
    ),
    case(
        "an arm that gives what nobody defined",
        ("gives: [chemo]", "gives: [chemo, cells]"),
        path="arms[0].gives[1]",
        found="'cells'",
    ),
    case(
        "a criterion's id twice",
        ("- id: I7", "- id: I6"),
        path="criteria.inclusion[6].id",
        found="'I6' a second time",
    ),
    case(
        "a gate's id twice",
        ("{id: infusion, anchor", "{id: start, anchor"),
        ("gates: [start, infusion]", "gates: [start]"),
        ("gates: [infusion]", "gates: [start]"),
        ("gates: [infusion]", "gates: [start]"),
        ("gates: [infusion]", "gates: [start]"),
        path="gates",
        found="'start' a second time",
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_an_id_that_leads_nowhere_is_found(one: Case) -> None:
    check(one)
