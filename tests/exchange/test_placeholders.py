"""References in texts become the document's own numbers."""

from __future__ import annotations

import pytest

from tests.exchange.small_protocol import findings_of, small_protocol
from tests.repository import REPOSITORY
from trialogue.exchange.faults import without_hints
from trialogue.exchange.protocol_file import load_protocol

TITLE = "{en: A trial, zh: 一项试验}"
OF_DOCUMENT = [
    ("{dosing.regimens.chemo.days_max}", "3"),
    ("{dosing.regimens.0.days_min}", None),
    ("{dosing.regimens.chemo.drugs.drug_a.amount}", "25 mg/m²"),
    ("{dosing.regimens.chemo.drugs.drug_a.amount.unit}", None),
    ("{sponsor.name}", "一所大学"),
    ("{follow_up.months}", "12"),
    ("{items.alt.unit}", "U/L"),
    ("{items.karnofsky.valid.age_from}", "16"),
    ("{criteria.I5.logic.at_least}", "2 周"),
    ("{criteria.I2.logic.at_most}", "50"),
    ("{design.start}", "2025-01-01"),
    ("{sources}", None),
    ("{dosing}", None),
    ("{}", None),
    ("{limit}", None),
]


@pytest.mark.parametrize(("written", "read"), [case for case in OF_DOCUMENT if case[1]])
def test_a_text_names_a_value_of_the_document_by_its_path(written: str, read: str) -> None:
    protocol = small_protocol((TITLE, f'{{en: A trial, zh: "{written}"}}'))

    assert protocol.title.zh == read


@pytest.mark.parametrize("written", [case[0] for case in OF_DOCUMENT if not case[1]])
def test_a_reference_to_nothing_or_to_no_single_value_is_a_fault(written: str) -> None:
    found = findings_of((TITLE, f'{{en: A trial, zh: "{written}"}}'))

    assert "title.zh" in {fault.column for fault in found}


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("{dosing.regimen.chemo.days_max}", "did you mean 'regimens'?"),
        ("{dosing.regimens.chemo.day_max}", "did you mean 'days_max'?"),
        ("{folow_up.months}", "did you mean 'follow_up'?"),
    ],
)
def test_the_near_miss_of_an_unknown_reference_is_named(written: str, remedy: str) -> None:
    found = findings_of((TITLE, f'{{en: "{written}", zh: 一}}'))

    assert [fault.remedy for fault in found] == [remedy]


PLAIN = '{en: "Stopped {at_least} before; up to {allowance.limit}.", zh: '


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{at_least}", "2 weeks"),
        ("{at_least.1}", "2 weeks"),
        ("{allowance.limit}", "12 mg/m²/day"),
        ("{follow_up.months} months", "12 months"),
    ],
)
def test_a_criterion_names_the_fields_of_its_own_leaves(written: str, read: str) -> None:
    protocol = small_protocol((PLAIN, f'{{en: "{written}", zh: '))

    assert protocol.criterion("I5").plain.en == read


@pytest.mark.parametrize(
    ("written", "allowed"),
    [("{limit}", "at_least, allowance.limit"), ("{at_least.2}", "at_least, allowance.limit")],
)
def test_a_field_that_no_leaf_of_the_criterion_has_is_a_fault(written: str, allowed: str) -> None:
    (fault,) = findings_of((PLAIN, f'{{en: "{written}", zh: '))

    assert (fault.column, fault.allowed) == ("criteria.inclusion[4].plain.en", allowed)


def test_the_second_leaf_is_named_by_its_number() -> None:
    plain = '{en: "Bilirubin up to {limit}.", zh: "胆红素至多 {limit}。"}'
    protocol = small_protocol((plain, '{en: "{limit}, women {limit.2}", zh: "{limit}"}'))

    assert protocol.criterion("I3.bilirubin").plain.en == "2 mg/dL, women 3 mg/dL"


def test_a_parent_names_the_leaves_of_its_parts() -> None:
    protocol = small_protocol(
        ("plain: {en: The organs work.,", 'plain: {en: "{times_uln} times, {limit}",')
    )

    assert protocol.criterion("I3").plain.en == "5 times, 2 mg/dL"


def test_a_reading_names_the_leaves_of_the_criterion_that_names_it() -> None:
    assert small_protocol().readings["R2"].chosen.en == "12 mg/m²/day."


def test_a_text_that_itself_has_references_cannot_be_referred_to() -> None:
    change = ("short: {en: Steroids,", 'short: {en: "{criteria.I2.plain}",')

    (fault,) = findings_of(change)

    assert fault.column == "criteria.inclusion[4].short.en"


def test_an_open_brace_alone_is_a_fault() -> None:
    (fault,) = findings_of((TITLE, '{en: "A {trial", zh: 一}'))

    assert fault.remedy == "close the brace"


def test_a_reference_into_a_section_with_faults_waits_until_they_are_gone() -> None:
    text = (REPOSITORY / "protocols" / "NCT06836505" / "protocol.yaml").read_text(encoding="utf-8")
    assert text.count("days_max: 3\n") == 1

    _, faults = load_protocol(text.replace("days_max: 3\n", "days_max: 0\n").encode(), "p.yaml")

    (fault,) = without_hints(faults)
    assert fault.column == "dosing.regimens[0]"
    assert fault.found.startswith("lymphodepletion: 1 to 0 days is no range")


def test_a_reference_into_another_section_does_not_wait() -> None:
    faults = findings_of(
        (TITLE, '{en: "A {dosing.none} trial", zh: 一}'), ("months: 12", "months: x")
    )

    assert [fault.column for fault in without_hints(faults)] == ["title.en", "follow_up.months"]
