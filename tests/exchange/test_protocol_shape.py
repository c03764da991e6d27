"""Faults of shape in a protocol file: each with its path, line, and remedy."""

from __future__ import annotations

import pytest

from tests.exchange.small_protocol import SMALL, Change, findings_of, small_protocol
from trialogue.core.protocol.criteria import Compare, Span, Stopped
from trialogue.core.units import Quantity
from trialogue.exchange.protocol_file import load_protocol

DIAGNOSIS = "logic: {is: {item: diagnosis, values: [nb], words: Neuroblastoma}}"
CASES: list[tuple[Change, str, str, str]] = [
    (("status: recruiting\n", ""), "status", "nothing", "add `status:` here"),
    (("sex: all\n", "sx: all\n"), "sx", "the key 'sx'", "did you mean 'sex'?"),
    (("id: T1", "id: 1 2"), "id", "'1 2'", "write another id"),
    (("{en: A trial, zh: 一项试验}", "A trial"), "title", "'A trial'", "write `en:`"),
    (("{en: A trial, zh: 一项试验}", "{zh: 一项试验}"), "title", "no English", "write `en:`"),
    (("{en: A trial, zh: 一项试验}", "{en: '', zh: ''}"), "title", "no words", "write the words"),
    (("{en: A trial,", "{fr: Un essai, en: A trial,"), "title.fr", "the key 'fr'", "remove it"),
    (("{en: A trial, zh: 一项试验}", "[A trial]"), "title", "a list", "write {en"),
    (("conditions:\n", "conditions: none\nx:\n"), "conditions", "'none'", "write a list"),
    (("start: 2025-01-01", "start: 2025-02-30"), "design.start", "'2025-02-30'", "year-month"),
    (("start: 2025-01-01", "start: 01/02/2025"), "design.start", "'01/02/2025'", "year-month"),
    (("months: 12", "months: 12.5"), "follow_up.months", "'12.5'", "without decimals"),
    (("months: 12", "months: twelve"), "follow_up.months", "'twelve'", "write digits"),
    (("months: 12", "months: .nan"), "follow_up.months", "'.nan'", "write digits"),
    (("months: 12", "months: 1e999"), "follow_up.months", "'1e999'", "write digits"),
    (("months: 12", "months: [12]"), "follow_up.months", "a list", "write a integer"),
    (("months: 12", "months: '1,200'"), "follow_up.months", "'1,200'", "write 1200"),
    (("kind: choice", "kind: choise"), "items.sex.kind", "'choise'", "did you mean 'choice'?"),
    (("asked_of: person", "asked_of: patient"), "items.sex.asked_of", "'patient'", "choose one"),
    (("unit: mg/dL", "unit: mgg/dL"), "items.bilirubin.unit", "'mgg/dL'", "did you mean 'mg/dL'?"),
    (("valid: {low: 0, high: 50000}", "valid: 0-50"), "items.alt.valid", "'0-50'", "the keys"),
    (("limit: 3 mg/dL", "limit: 3"), "{limit}", "'3'", "add the unit"),
    (("limit: 3 mg/dL", "limit: 3 mgdL"), "{limit}", "'3 mgdL'", "did you"),
    (
        ("limit: 3 mg/dL", "limit: {value: 3}"),
        "{limit}",
        "no unit",
        "write both",
    ),
    (("at_least: 2 wk", "at_least: 2"), "{I5}.stopped.at_least", "'2'", "one of h, d, wk, mo, a"),
    (("at_least: 2 wk", "at_least: 0 wk"), "{I5}.stopped.at_least", "'0 wk'", "1 or more"),
    (("at_least: 2 wk", "at_least: 2 mg"), "{I5}.stopped.at_least", "'2 mg'", "one of h, d, wk"),
    (('comparison: ">="', "comparison: ="), "{I4}.compare.comparison", "'='", "did you mean '>='?"),
    (("logic: {is:", "logic: {iss:"), "{I1}.iss", "the key 'iss'", "did you mean 'is'?"),
    (("logic: {is:", "logic: {equals:"), "{I1}.equals", "the key 'equals'", "choose one"),
    ((DIAGNOSIS, "logic: {all: []}"), "{I1}.all", "no parts", "at least one node"),
    ((DIAGNOSIS, "logic: {}"), "{I1}", "0 keys", "write one key"),
    ((DIAGNOSIS, "logic: 5"), "{I1}", "'5'", "a node such as"),
    (("logic: {is:", "logic: {all: [], is:"), "{I1}", "2 keys", "group with `all:`"),
    (("  exclusion:", "  exclusions:"), "criteria.exclusions", "the key 'exclusions'", "did you"),
    (("days_min: 1", "days_min: 5"), "dosing.regimens[0]", "5 to 3 days", "correct it"),
    (("amount: {value: 25, unit: mg/m2}", "amount: 25 cm"), "{drug}", "'cm'", "correct it"),
    (("- id: drug_a", "- id: bsa_m2"), "{drug}", "'bsa_m2' is a key", "correct it"),
]
PLACES = {
    "{I1}": "criteria.inclusion[0].logic",
    "{limit}": "criteria.inclusion[2].parts[1].logic.unless.exempt.all[1].compare.limit",
    "{I4}": "criteria.inclusion[3].logic",
    "{I5}": "criteria.inclusion[4].logic",
    "{drug}": "dosing.regimens[0].drugs[0]",
}


def full(path: str) -> str:
    """Write a path in full."""
    for short, long in PLACES.items():
        path = path.replace(short, long)
    return path


@pytest.mark.parametrize(("change", "path", "found", "remedy"), CASES)
def test_a_fault_of_shape_names_path_find_and_remedy(
    change: Change, path: str, found: str, remedy: str
) -> None:
    here = [fault for fault in findings_of(change) if fault.column == full(path)]

    assert any(found in fault.found and remedy in fault.remedy for fault in here), (
        here or findings_of(change)
    )


@pytest.mark.parametrize("change", [case[0] for case in CASES])
def test_one_broken_place_gives_faults_at_that_place_only(change: Change) -> None:
    places = {fault.column for fault in findings_of(change) if not fault.is_hint}

    shortest = min(places - {"sx", "x"}, key=len)
    assert all(place.startswith(shortest) or place in {"sx", "x"} for place in places), places


def test_a_fault_names_the_line_of_its_key() -> None:
    (fault,) = findings_of(("months: 12", "months: twelve"))

    assert fault.row is not None
    assert (
        "months: twelve"
        in SMALL.replace("months: 12", "months: twelve").splitlines()[fault.row - 1]
    )


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    found = findings_of(
        ("status: recruiting\n", "status: recruting\n"),
        ("months: 12", "months: twelve"),
        ("kind: choice", "kind: choise"),
        ("item: steroid", "item: steriod"),
        ("at_least: 2 wk", "at_least: 2 weks"),
        ("zh: 神经母细胞瘤}\n      plain", "}\n      plain"),
    )

    assert [fault.column for fault in found if not fault.is_hint] == [
        "status",
        "follow_up.months",
        "items.sex.kind",
        "criteria.inclusion[0].words.zh",
        "criteria.inclusion[4].logic.stopped.item",
        "criteria.inclusion[4].logic.stopped.at_least",
    ]


def test_a_file_that_is_no_table_of_keys_is_a_fault() -> None:
    protocol, (fault,) = load_protocol(b"- a\n- b\n", "x.yaml")

    assert protocol is None
    assert (fault.row, fault.found) == (1, "no keys")


def test_one_fault_of_shape_leaves_no_protocol() -> None:
    text = SMALL.replace("months: 12", "months: twelve")

    assert load_protocol(text.encode(), "x.yaml")[0] is None


def test_the_small_protocol_is_read_whole() -> None:
    protocol = small_protocol()

    steroids = protocol.criterion("I5").logic
    score = protocol.criterion("I4").logic
    assert isinstance(steroids, Stopped)
    assert isinstance(score, Compare)
    assert steroids.at_least == Span(2, "wk")
    assert steroids.counts == {"route": ("oral",)}
    assert score.limit == Quantity(50.0, "{score}")
    assert [criterion.side.value for criterion in protocol.criteria] == ["inclusion"] * 7 + [
        "exclusion"
    ] * 3
    assert protocol.items["alt"].id == "alt"


@pytest.mark.parametrize(
    ("written", "unit"), [("2 weeks", "wk"), ("14 d", "d"), ("2wk", "wk"), ("2 周", "wk")]
)
def test_spans_may_be_written_as_people_write_them(written: str, unit: str) -> None:
    logic = small_protocol(("at_least: 2 wk", f"at_least: {written}")).criterion("I5").logic

    assert isinstance(logic, Stopped)
    assert logic.at_least.unit == unit


def test_chinese_words_folded_over_lines_get_no_space_between_them() -> None:
    folded = 'zh: "一项\n  试验"'

    assert small_protocol(("zh: 一项试验", folded)).title.zh == "一项试验"
