"""Lints of the endpoints, and the endpoints written and read again."""

from __future__ import annotations

import pytest

from tests.exchange.small_protocol import SMALL, findings_of, small_protocol
from tests.repository import REPOSITORY
from trialogue.core.absent import Absent
from trialogue.core.endpoints.rules import Limits, PlannedAssessment, RuleSet
from trialogue.core.endpoints.told import tell_response, tell_survival, tell_times
from trialogue.core.protocol.endpoints import Endpoints, ResponseCriteria, default_endpoints
from trialogue.core.response.denominator import Denominator
from trialogue.core.safety.limiting import LimitingToxicity
from trialogue.exchange.protocol_file import dump_protocol, load_protocol

REFERENCE = REPOSITORY / "protocols" / "NCT06836505" / "protocol.yaml"


def change(text: str) -> tuple[str, str]:
    return ("\nconditions:", f"\nendpoints:\n{text}\nconditions:")


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("  times: {time_zero: infusoin}", "endpoints.times.time_zero", "'infusoin'"),
        ("  times: {reader: sponsor}", "endpoints.times.reader", "'sponsor'"),
        (
            "  response: {criteria: {glioma: recist_1_1}}",
            "endpoints.response.criteria.glioma",
            "'glioma'",
        ),
        (
            "  times: {schedule: [{visit: A, day: 28, after: 20}, {visit: B, day: 50, before: 7}]}",
            "endpoints.times.schedule[1]",
            "overlaps that of A",
        ),
        ("  times: {missed_limit: 0}", "endpoints.times", "missed_limit 0"),
        ("  survival: {level: 95}", "endpoints.survival", "level 95"),
        ("  survival: {landmarks: [90, 30]}", "endpoints.survival", "rising"),
        ("  survival: {limits: loglog}", "endpoints.survival.limits", "'loglog'"),
        ("  safety: {ctcae: 4.03}", "endpoints.safety.ctcae", "'4.03'"),
        ("  safety: {window_days: 0}", "endpoints.safety", "window_days 0"),
        (
            "  safety: {limiting: [{id: L1, words: grade 3, grade: 3}]}",
            "endpoints.safety",
            "without limiting_source",
        ),
        (
            "  safety: {stopping: [{id: S1, words: w, source: s, bounds: "
            "[{treated: 3, stop_at: 4}]}]}",
            "endpoints.safety.stopping[0].bounds[0]",
            "4 of 3",
        ),
        ("  readings: [R9]", "endpoints.readings[0]", "'R9'"),
    ],
)
def test_a_fault_of_the_endpoints_is_named_at_its_place(text: str, path: str, found: str) -> None:
    faults = findings_of(change(text))

    assert [(fault.column, found in fault.found) for fault in faults] == [(path, True)]


def test_a_protocol_that_says_nothing_has_no_endpoints_and_the_default_is_named() -> None:
    assert "endpoints" not in SMALL
    assert small_protocol().endpoints is None
    assert default_endpoints().times.time_zero == "first_exposure"


def test_what_is_left_out_is_the_default() -> None:
    protocol = small_protocol(change("  times: {rule_set: EMA}"))

    assert protocol.endpoints is not None
    assert protocol.endpoints.times.rule_set is RuleSet.EMA
    assert protocol.endpoints.survival == Endpoints().survival


def test_the_reference_trial_states_its_choices_and_reads_again_as_written() -> None:
    protocol, _ = load_protocol(REFERENCE.read_bytes(), "protocol.yaml")
    assert protocol is not None
    assert protocol.endpoints is not None
    again, _ = load_protocol(dump_protocol(protocol), "again.yaml")

    endpoints = protocol.endpoints
    assert again is not None
    assert again.endpoints == endpoints
    assert endpoints.response.criteria_of("dsrct") is ResponseCriteria.RECIST_1_1
    assert endpoints.response.criteria_of("neuroblastoma") is ResponseCriteria.INRC_2017
    assert endpoints.response.inrc.unverified
    assert endpoints.response.denominator is Denominator.EVALUABLE_AT_BASELINE
    assert endpoints.survival.limits is Limits.LOG_LOG
    assert endpoints.times.schedule[0] == PlannedAssessment(visit="D28", day=28, before=7, after=7)
    assert {"A42", "A46", "A54"} <= set(endpoints.readings)


def test_what_is_dose_limiting_is_read_and_where_nothing_is_said_nothing_is_invented() -> None:
    silent = small_protocol(change("  times: {rule_set: EMA}")).endpoints
    stated = small_protocol(
        change(
            "  safety:\n    limiting: [{id: L1, words: any grade 4, grade: 4, terms: [Anaemia]}]\n"
            "    limiting_source: protocol 7.2"
        )
    ).endpoints

    assert silent is not None
    assert stated is not None
    assert isinstance(silent.safety.limiting_toxicity, Absent)
    definition = stated.safety.limiting_toxicity
    assert isinstance(definition, LimitingToxicity)
    assert (definition.window_days, definition.rules[0].terms) == (28, ("Anaemia",))


@pytest.mark.parametrize(("written", "counts_as"), [("null", None), ("~", None), ("4", 4), ("", 3)])
def test_a_missing_grade_may_be_left_missing_and_is_written_so_again(
    written: str, counts_as: int | None
) -> None:
    text = f"  safety:\n    counting:\n      missing_grade_counts_as: {written}"

    protocol = small_protocol(change(text))

    again, _ = load_protocol(dump_protocol(protocol), "again.yaml")
    assert protocol.endpoints is not None
    assert again is not None
    assert protocol.endpoints.safety.counting.missing_grade_counts_as == counts_as
    assert again.endpoints == protocol.endpoints


def test_the_choices_are_told_in_words_with_the_unverified_mark() -> None:
    protocol, _ = load_protocol(REFERENCE.read_bytes(), "protocol.yaml")
    assert protocol is not None
    assert protocol.endpoints is not None
    endpoints = protocol.endpoints

    response = tell_response(endpoints.response, endpoints.times)
    times, survival = tell_times(endpoints.times), tell_survival(endpoints.survival)

    assert "INRC 2017 thresholds: UNVERIFIED" in response.en
    assert "未核实" in response.zh
    assert "2 or more scheduled assessments missed in a row" in times.en
    assert "95 % log-log limits" in survival.en
