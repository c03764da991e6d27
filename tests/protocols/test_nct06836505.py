"""NCT06836505: everything that its public page says is in the file, as typed data."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest

from tests.protocols.shipped import PAGE, folded, trial
from trialogue.core.facts import Unread
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion, Node, Side, Span, leaves_of, walk
from trialogue.core.protocol.words import Text
from trialogue.core.units import Quantity
from trialogue.exchange.facts import read_facts

INCLUSION = [f"I{number}" for number in range(1, 10)]
EXCLUSION = [f"E{number}" for number in range(1, 13)]
FLAT = [
    *["I1", "I2", "I3", "I4", "I5", "I6", "I6a", "I6a.alt", "I6a.bilirubin", "I6b", "I6c", "I6d"],
    *["I7", "I7a", "I7b", "I7c", "I7d", "I8", "I9"],
    *EXCLUSION,
]


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return trial("NCT06836505")


def test_it_has_nine_inclusion_and_twelve_exclusion_criteria_in_order(protocol: Protocol) -> None:
    by_side = {side: [one.id for one in protocol.criteria if one.side is side] for side in Side}

    assert by_side == {Side.INCLUSION: INCLUSION, Side.EXCLUSION: EXCLUSION}
    assert [one.id for one in walk(protocol.criteria)] == FLAT


def test_its_anchors_and_gates_are_the_stable_ones(protocol: Protocol) -> None:
    assert list(protocol.anchors) == [
        *["consent", "screening", "enrolment", "lymphodepletion", "infusion"]
    ]
    assert [gate.id for gate in protocol.gates] == [
        *["screening", "enrolment", "lymphodepletion", "infusion"]
    ]


STABLE_ITEMS = """
consent_date screening_date enrolment_date lymphodepletion_date infusion_date birth_date
sex diagnosis disease_status t_cell_source
consent gilbert_syndrome childbearing_potential contraception_agreed raised_icp
altered_consciousness uncontrolled_infection breastfeeding uncontrolled_arrhythmia
neuro_autoimmune_disease other_exclusion
hbsag anti_hbc anti_hcv hcv_rna hiv syphilis pregnancy_test
life_expectancy karnofsky lansky alt bilirubin_total bilirubin_direct creatinine egfr
spo2_room_air lvef bsa height weight hbv_dna
systemic_steroid immunosuppressant antiproliferative cns_prophylaxis radiotherapy
oral_anticoagulant blood_culture myocardial_infarction unstable_angina other_malignancy
"""


def test_its_items_are_the_stable_ones(protocol: Protocol) -> None:
    assert set(protocol.items) == set(STABLE_ITEMS.split())


CHOICES = {
    "sex": {"female", "male"},
    "diagnosis": {"neuroblastoma", "dsrct", "other"},
    "disease_status": {"relapsed", "refractory", "neither"},
    "t_cell_source": {"autologous", "donor"},
    "consent": {"yes", "no"},
    "hbsag": {"positive", "negative"},
    "blood_culture": {"positive", "negative", "no"},
}


@pytest.mark.parametrize(("item", "choices"), CHOICES.items())
def test_its_choices_are_the_stable_ones(protocol: Protocol, item: str, choices: set[str]) -> None:
    assert set(protocol.items[item].choices) == choices


ATTRIBUTES = {
    "systemic_steroid": {"drug", "route"},
    "antiproliferative": {"drug", "purpose"},
    "other_malignancy": {
        *{"kind", "adequately_treated", "wound_healed", "cured", "disease_free_since"},
        *{"completely_resected", "remission_since"},
    },
}


@pytest.mark.parametrize(("item", "attributes"), ATTRIBUTES.items())
def test_its_attributes_are_the_stable_ones(
    protocol: Protocol, item: str, attributes: set[str]
) -> None:
    assert set(protocol.items[item].attributes) == attributes


def logic(protocol: Protocol, id: str) -> Node:
    found = protocol.criterion(id).logic
    assert found is not None
    return found


def leaf(protocol: Protocol, id: str, number: int = 0) -> Node:
    return leaves_of(logic(protocol, id))[number]


def drug(protocol: Protocol, number: int) -> Quantity:
    return protocol.dosing.drugs[number].amount


NUMBERS: dict[str, tuple[Callable[[Protocol], object], object]] = {
    "ages": (lambda p: p.ages, (1, 50)),
    "phase": (lambda p: p.design.phase, "1/2"),
    "planned size": (lambda p: p.design.planned_size, 10),
    "start": (lambda p: p.design.start, date(2024, 12, 12)),
    "completion": (lambda p: p.design.completion, date(2027, 12, 12)),
    "last update": (lambda p: p.last_update, date(2025, 8, 26)),
    "fludarabine": (lambda p: drug(p, 0), Quantity(25, "mg/m2")),
    "cyclophosphamide": (lambda p: drug(p, 1), Quantity(500, "mg/m2")),
    "lymphodepletion days": (
        lambda p: (p.dosing.regimens[0].days_min, p.dosing.regimens[0].days_max),
        (1, 3),
    ),
    "lymphodepletion window": (
        lambda p: p.dosing.regimens[0].window.first_at_most_days_before,
        14,
    ),
    "cell dose": (
        lambda p: (p.dosing.cells.minimum, p.dosing.cells.maximum, p.dosing.cells.unit),
        (1.0, 10.0, "10*6/kg"),
    ),
    "cell dose decimals": (lambda p: p.dosing.cells.decimals, 2),
    "follow-up of one year": (lambda p: (p.follow_up.months, p.follow_up.after), (12, "infusion")),
    "I4 survival": (lambda p: leaf(p, "I4").limit, Quantity(12, "wk")),
    "I5 score": (lambda p: leaf(p, "I5").limit, Quantity(50, "{score}")),
    "I5 ages": (
        lambda p: (p.items["karnofsky"].valid.age_from, p.items["lansky"].valid.age_below),
        (16, 16),
    ),
    "I6a ALT": (lambda p: leaf(p, "I6a.alt").times_uln, 5),
    "I6a bilirubin": (lambda p: leaf(p, "I6a.bilirubin").limit, Quantity(2.0, "mg/dL")),
    "I6a bilirubin, Gilbert": (lambda p: leaf(p, "I6a.bilirubin", 2).times_uln, 3.0),
    "I6a direct bilirubin": (lambda p: leaf(p, "I6a.bilirubin", 3).times_uln, 1.5),
    "I6b creatinine": (lambda p: leaf(p, "I6b").times_uln, 1.5),
    "I6b eGFR": (lambda p: leaf(p, "I6b", 1).limit, Quantity(60, "mL/min/{1.73_m2}")),
    "I6c oxygen": (lambda p: leaf(p, "I6c").limit, Quantity(95, "%")),
    "I6d LVEF": (lambda p: leaf(p, "I6d").limit, Quantity(45, "%")),
    "I7a steroids": (lambda p: leaf(p, "I7a").at_least, Span(2, "wk")),
    "I7a replacement dose": (
        lambda p: leaf(p, "I7a").allowance.limit,
        Quantity(12, "mg/m2/d"),
    ),
    "I7b immunosuppressants": (lambda p: leaf(p, "I7b").at_least, Span(4, "wk")),
    "I7c anti-proliferative": (lambda p: leaf(p, "I7c").at_least, Span(2, "wk")),
    "I7d CNS prophylaxis": (lambda p: leaf(p, "I7d").at_least, Span(1, "wk")),
    "I8 contraception": (
        lambda p: (p.contraception.months, p.contraception.after),
        (12, "infusion"),
    ),
    "I8 two consecutive tests": (lambda p: p.contraception.negative_tests, 2),
    "E2 radiotherapy": (lambda p: leaf(p, "E2").span, Span(2, "wk")),
    "E3 HBV DNA": (lambda p: leaf(p, "E3").limit, Quantity(500, "[IU]/mL")),
    "E5 blood culture": (lambda p: leaf(p, "E5", 1).span, Span(72, "h")),
    "E6 angina": (lambda p: leaf(p, "E6").span, Span(6, "mo")),
    "E6 infarction": (lambda p: leaf(p, "E6", 1).span, Span(6, "mo")),
    "E7 in situ": (lambda p: leaf(p, "E7", 6).at_least, Span(3, "a")),
    "E7 resected": (lambda p: leaf(p, "E7", 9).at_least, Span(5, "a")),
    "E10 anticoagulants": (lambda p: leaf(p, "E10").span, Span(1, "wk")),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_of_the_record_is_typed_data(protocol: Protocol, name: str) -> None:
    find, expected = NUMBERS[name]

    assert find(protocol) == expected


TRIAL_PART = folded(PAGE[PAGE.index("Overview") : PAGE.index("NCT06836505")])
ELIGIBILITY = PAGE[PAGE.index("Inclusion Criteria:") : PAGE.index("Study details")]
NOT_NUMBERS_OF_THE_TRIAL = re.compile(r"B7H3|GD2|1\.73m²|10⁶|mg/m²|Appendix 1|(?<![≥≤] )\b\d+\. ")
"""Names, units, and the numbering of lists (`7. Patients`)."""


def typed_numbers(value: object) -> Iterator[float]:
    """Walk the data and give every number that is no part of a text."""
    match value:
        case Text() | bool() | None:
            return
        case int() | float():
            yield float(value)
        case Quantity(value=number) | Span(amount=number):
            yield float(number)
        case Mapping():
            for part in value.values():
                yield from typed_numbers(part)
        case tuple():
            for part in value:
                yield from typed_numbers(part)
        case _ if dataclasses.is_dataclass(value):
            for one in dataclasses.fields(value):
                yield from typed_numbers(getattr(value, one.name))


def test_every_number_on_the_page_is_typed_data(protocol: Protocol) -> None:
    text = NOT_NUMBERS_OF_THE_TRIAL.sub(" ", TRIAL_PART)
    on_page = {float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text)}

    assert on_page >= {25, 500, 14, 1, 3, 10, 12, 50, 16, 5, 2, 1.5, 60, 95, 45, 4, 72, 6}
    assert on_page - set(typed_numbers(protocol)) == set()


def test_the_words_are_the_records_own(protocol: Protocol) -> None:
    page = folded(PAGE)

    strangers = [
        criterion.id
        for criterion in walk(protocol.criteria)
        if folded(criterion.words.en) not in page
    ]

    assert strangers == []


def test_nothing_of_the_records_criteria_is_lost(protocol: Protocol) -> None:
    left = folded(ELIGIBILITY)
    for criterion in walk(protocol.criteria):
        left = left.replace(folded(criterion.words.en), " ", 1)

    left = left.replace(protocol.eligibility_note.en, " ")
    frame = (
        "Inclusion Criteria: Exclusion Criteria: • Patients with any of the following items will "
        "not be enrolled in this study:"
    )
    words = set(re.findall(r"[A-Za-z]+", left)) - set(re.findall(r"[A-Za-z]+", frame))

    assert words == set()


QUOTED: dict[str, Callable[[Protocol], Text]] = {
    "title": lambda p: p.title,
    "aim 1": lambda p: p.aims[0],
    "aim 2": lambda p: p.aims[1],
    "eligibility note": lambda p: p.eligibility_note,
}


@pytest.mark.parametrize("name", QUOTED)
def test_what_is_quoted_stands_on_the_page(protocol: Protocol, name: str) -> None:
    assert QUOTED[name](protocol).en in folded(PAGE)


def test_what_is_given_is_quoted_from_the_page(protocol: Protocol) -> None:
    regimen, cells = protocol.dosing.regimens[0], protocol.dosing.cells
    assert cells is not None
    assert regimen.window is not None
    quotes = [regimen.words, regimen.window.words, cells.words]
    quotes += [one.words for one in regimen.drugs]

    assert [quote for quote in quotes if quote not in folded(PAGE)] == []


def test_primary_and_secondary_outcomes_are_those_of_the_record(protocol: Protocol) -> None:
    primary = [outcome.id for outcome in protocol.outcomes if outcome.primary]
    secondary = [outcome.term for outcome in protocol.outcomes if not outcome.primary]

    assert primary == ["adverse_events", "pharmacokinetics", "persistence"]
    assert secondary == ["ORR", "OS", "PFS", "EFS", "TTP", "DOR"]


def test_the_record_names_no_centre_so_the_slot_is_empty(protocol: Protocol) -> None:
    (centre,) = protocol.centres

    assert (centre.name.en, centre.contact.email, centre.investigator.name) == ("", "", "")


def test_the_unverified_steroid_limit_is_marked(protocol: Protocol) -> None:
    assert protocol.readings["A16"].unverified


@pytest.mark.parametrize("scale", ["karnofsky", "lansky"])
def test_a_scale_has_every_level_that_its_item_allows(protocol: Protocol, scale: str) -> None:
    (found,) = [one for one in protocol.scales if one.item == scale]

    assert [level.score for level in found.levels] == list(range(100, -1, -10))


def find(criteria: tuple[Criterion, ...], id: str) -> Criterion:
    return next(one for one in walk(criteria) if one.id == id)


def test_a_reading_takes_its_number_from_the_criterion_that_names_it(protocol: Protocol) -> None:
    assert "12 mg/m²/day" in protocol.readings["A16"].chosen.en
    assert "2 weeks" in find(protocol.criteria, "I7a").plain.en
    assert "2 周" in find(protocol.criteria, "I7a").plain.zh


HEAD = "subject,item,value,unit,start,end\n"


@pytest.mark.parametrize(
    ("row", "remedy"),
    [
        ("spo2_room_air,0.97,%", "0.97 is a fraction? Write 97"),
        ("spo2_room_air,1,%", "1 is a fraction? Write 100"),
        ("lvef,0.62,%", "0.62 is a fraction? Write 62"),
        ("lvef,0.0062,1", "its decimal point and unit"),
        ("systemic_steroid,10001,mg/d", "its decimal point and unit"),
        ("systemic_steroid,500,g/d", "its decimal point and unit"),
        ("systemic_steroid,-5,mg/d", "check the sign"),
    ],
)
def test_a_slip_of_the_pen_is_refused_with_the_likely_remedy(
    protocol: Protocol, row: str, remedy: str
) -> None:
    facts, faults = read_facts(f"{HEAD}A,{row},2026-01-05,\n".encode(), "facts.csv", protocol)

    assert [fact.value for fact in facts] == [Unread("facts.csv:2")]
    assert [fault.column for fault in faults] == ["value"]
    assert remedy in faults[0].remedy


@pytest.mark.parametrize(
    "row",
    ["spo2_room_air,0.97,1", "spo2_room_air,40,%", "lvef,5,%", "systemic_steroid,10,g/d"],
)
def test_what_can_be_measured_or_given_is_read(protocol: Protocol, row: str) -> None:
    facts, faults = read_facts(f"{HEAD}A,{row},2026-01-05,\n".encode(), "facts.csv", protocol)

    assert faults == ()
    assert len(facts) == 1


def test_who_has_a_close_relative_of_the_disease_is_sent_to_the_team(protocol: Protocol) -> None:
    question = protocol.items["diagnosis"].question
    assert question is not None

    assert 'ganglioneuroblastoma? Then choose "I don\'t know"' in question.help.en
    assert "节细胞神经母细胞瘤，请选“不知道”" in question.help.zh
