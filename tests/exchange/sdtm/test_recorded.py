"""From tables to the core's own types: what each row becomes."""

from __future__ import annotations

import csv
import gzip
from datetime import date

import pytest

from tests.exchange.sdtm.studies import DM, write_study
from trialogue.core.absent import Absent
from trialogue.core.endpoints.course import Disease, TherapyKind
from trialogue.core.endpoints.history import read_history
from trialogue.core.endpoints.rules import EndpointRules
from trialogue.core.kinetics import BELOW
from trialogue.core.response.assessments import Response
from trialogue.exchange.sdtm import load_study
from trialogue.exchange.sdtm.alive import AliveRule
from trialogue.exchange.sdtm.events import SEVERITY_SCALE
from trialogue.exchange.sdtm.readers import Evaluator
from trialogue.exchange.sdtm.recorded import (
    Choices,
    course_of,
    safety_course_of,
    understand_study,
)

EX = [
    {
        "USUBJID": who,
        "EXTRT": "CELLS",
        "EXDOSE": 2.5,
        "EXDOSFRQ": "ONCE",
        "EXSTDTC": start,
    }
    for who, start in (("S-1", "2026-01-10T10:00"), ("S-2", "2026-02-10"))
]


def understood(tmp_path, choices=None, **tables):
    study, faults = load_study(write_study(tmp_path, dm=DM, ex=EX, **tables))
    assert faults == ()
    return understand_study(study, choices or Choices())


def test_time_zero_is_the_first_dose_of_what_is_studied_not_of_the_lymphodepletion(tmp_path):
    chemo = {"USUBJID": "S-1", "EXTRT": "FLUDARABINE", "EXDOSE": 25, "EXSTDTC": "2026-01-05"}

    recorded, faults = understood(tmp_path, Choices(conditioning=("fludarabine",)), ex_ld=[chemo])

    person = recorded.people[0]
    assert faults == ()
    assert person.first_dose == date(2026, 1, 10)
    assert person.lymphodepletion == date(2026, 1, 5)
    assert person.last_dose == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("amount", "name", "given"),
    [("0", "CELLS", False), ("0", "PLACEBO PATCH", True), ("", "CELLS", True)],
)
def test_what_counts_as_given(tmp_path, amount, name, given):
    row = {"USUBJID": "S-1", "EXTRT": name, "EXDOSE": amount, "EXSTDTC": "2026-01-10"}
    study, _ = load_study(write_study(tmp_path, dm=DM, ex=[row]))

    recorded, faults = understand_study(study, Choices())

    assert (recorded.people[0].first_dose is not None) is given
    assert [fault.column for fault in faults] == ([] if amount else ["EXDOSE"])


@pytest.mark.parametrize(
    ("cells", "grade", "scale", "related", "ongoing"),
    [
        ({"AETOXGR": "3", "AEREL": "POSSIBLE"}, 3, "CTCAE", True, False),
        ({"AETOXGR": "3", "AESEV": "MILD", "AEREL": "NOT RELATED"}, 3, "CTCAE", False, False),
        ({"AETOXGR": "4.0", "AESEV": "MILD"}, 4, "CTCAE", None, False),
        ({"AETOXGR": "Grade 4", "AESEV": "MILD"}, 4, "CTCAE", None, False),
        ({"AESEV": "SEVERE", "AEREL": ""}, 3, SEVERITY_SCALE, None, False),
        ({"AESEV": "MODERATE", "AESDTH": "Y"}, 5, SEVERITY_SCALE, None, False),
        ({"AETOXGR": "2", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, 2, "CTCAE", None, True),
        ({"AETOXGR": "2", "AEENRF": "ONGOING"}, 2, "CTCAE", None, True),
    ],
)  # fmt: skip
def test_an_adverse_event_keeps_grade_relation_and_whether_it_goes_on(
    tmp_path, cells, grade, scale, related, ongoing
):
    row = {"USUBJID": "S-1", "AETERM": "Fever", "AESTDTC": "2026-01", **cells}

    recorded, faults = understood(tmp_path, ae=[row])

    event = recorded.events[0]
    assert faults == ()
    assert (event.grade, event.scale, event.related) == (grade, scale, related)
    assert event.ongoing is ongoing
    assert str(event.start) == "2026-01"
    assert event.source == "ae.csv:2"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"AEREL": "PERHAPS", "AETOXGR": "1"}, "AEREL"),
        ({"AESEV": ""}, "AETOXGR"),
        ({"AESEV": "MILD", "AETOXGR": "0"}, "AETOXGR"),
        ({"AETOXGR": "1", "AESTDTC": ""}, "AESTDTC"),
        ({"AETOXGR": "1", "AEENDTC": "2025-12-01"}, "AEENDTC"),
    ],
)
def test_what_an_adverse_event_lacks_is_named_and_it_stays(tmp_path, cells, column):
    row = {"USUBJID": "S-1", "AETERM": "Fever", "AESTDTC": "2026-01-11", **cells}

    recorded, faults = understood(tmp_path, ae=[row])

    assert len(recorded.events) == 1
    assert [(fault.file, fault.row, fault.column) for fault in faults] == [("ae.csv", 2, column)]


def test_samples_are_counted_in_days_from_the_infusion_and_blq_is_a_result(tmp_path):
    base = {"USUBJID": "S-1", "PCTESTCD": "CAR", "PCSPEC": "BLOOD", "PCSTRESU": "copies/ug"}
    rows = [
        {**base, "PCSTRESC": "BLQ", "PCSTRESN": "", "PCDTC": "2026-01-10T04:00", "PCLLOQ": 50},
        {**base, "PCSTRESC": "1200", "PCSTRESN": 1200, "PCDTC": "2026-01-17T10:00", "PCLLOQ": 50},
        {**base, "PCSTRESC": "<50", "PCSTRESN": "", "PCDTC": "2026-01-24", "PCLLOQ": 50},
        {**base, "PCSTRESC": "lost", "PCSTRESN": "", "PCDTC": "2026-01-25", "PCLLOQ": 50},
        {**base, "PCSTRESC": "3", "PCSTRESN": 3, "PCDTC": "2026-01", "PCLLOQ": 50},
    ]

    recorded, faults = understood(tmp_path, pc=rows)

    assert [(row.sample.day, row.sample.level) for row in recorded.samples] == [
        (-0.25, BELOW),
        (7.0, 1200.0),
        (14.0, BELOW),
    ]
    assert [(fault.row, fault.column) for fault in faults] == [(5, "PCSTRESN"), (6, "PCDTC")]


RS = {"USUBJID": "S-1", "RSTESTCD": "OVRLRESP"}


@pytest.mark.parametrize(
    ("evaluator", "expected"),
    [(Evaluator.INVESTIGATOR, [Response.PR]), (Evaluator.INDEPENDENT, [Response.SD])],
)
def test_the_chosen_reader_counts_and_of_two_independent_ones_the_accepted(
    tmp_path, evaluator, expected
):
    rows = [
        {
            **RS, "RSSTRESC": said, "RSEVAL": who, "RSEVALID": id, "RSACPTFL": flag,
            "RSDTC": "2026-02-10",
        }
        for said, who, id, flag in (
            ("PR", "INVESTIGATOR", "", ""),
            ("PD", "INDEPENDENT ASSESSOR", "RADIOLOGIST 1", ""),
            ("SD", "INDEPENDENT ASSESSOR", "RADIOLOGIST 2", "Y"),
        )
    ]  # fmt: skip

    recorded, _ = understood(tmp_path, Choices(evaluator=evaluator), rs=rows)

    assert [one.response for one in recorded.assessments["S-1"]] == expected


def test_assessments_stand_in_order_the_worst_of_a_day_and_missed_ones_in_their_place(tmp_path):
    rows = [
        {**RS, "RSSTRESC": said, "RSSTAT": state, "VISITNUM": visit, "RSDTC": day}
        for said, state, visit, day in (
            ("PD", "", 4, "2026-05-01"),
            ("", "NOT DONE", 3, ""),
            ("SD", "", 2, "2026-03-01"),
            ("PR", "", 2.1, "2026-03-01"),
            ("CHECK", "", 2.2, "2026-03-05"),
            ("PR", "", 1, "2026-02"),
        )
    ]

    recorded, faults = understood(tmp_path, rs=rows)

    found = [(str(one.response), one.on) for one in recorded.assessments["S-1"]]
    assert found == [
        ("PR", date(2026, 2, 28)),
        ("SD", date(2026, 3, 1)),
        ("MISSED", None),
        ("PD", date(2026, 5, 1)),
    ]
    assert [(fault.row, fault.column) for fault in faults] == [(6, "RSSTRESC"), (7, "RSDTC")]


def test_where_nobody_wrote_an_overall_response_it_is_derived_from_the_lesions(tmp_path):
    tu = [
        {"USUBJID": "S-1", "TULNKID": id, "TUSTRESC": "TARGET", "TULOC": place}
        for id, place in (("T1", "LIVER"), ("T2", "LYMPH NODE"))
    ]
    tr = [
        {
            "USUBJID": "S-1", "TRLNKID": id, "TRTESTCD": test, "TRSTRESN": size,
            "TRSTRESC": size, "VISIT": visit, "TRDTC": day,
        }
        for visit, day, sizes in (
            ("BASELINE", "2026-01-08", ((30, 12), (25, 20))),
            ("DAY 28", "2026-02-07", ((15, 8), (22, 9))),
        )
        for id, (long, short) in zip(("T1", "T2"), sizes, strict=True)
        for test, size in (("LDIAM", long), ("LPERP", short))
    ]  # fmt: skip

    recorded, faults = understood(tmp_path, tu=tu, tr=tr)

    point = recorded.points["S-1"][0]
    assert faults == ()
    assert (point.sum_mm, round(point.from_baseline, 6)) == (24.0, -52.0)  # 15 + 9 of 30 + 20
    assert [one.response for one in recorded.assessments["S-1"]] == [Response.PR]
    assert course_of(recorded, recorded.people[0]).disease is Disease.MEASURABLE


def test_only_a_category_makes_a_drug_a_new_anticancer_therapy(tmp_path):
    cm = [
        {
            "USUBJID": "S-1", "CMTRT": name, "CMCAT": category, "CMCLAS": kind, "CMSTDTC": day,
        }
        for name, category, kind, day in (
            ("TOCILIZUMAB", "", "ANTINEOPLASTIC AND IMMUNOMODULATING AGENTS", "2026-01-14"),
            ("IRINOTECAN", "SUBSEQUENT ANTI-CANCER THERAPY", "", "2026-04"),
            ("TOPOTECAN", "PRIOR ANTI-CANCER THERAPY", "", "2026-04-02"),
            ("BUSULFAN", "ANTI-CANCER CONSOLIDATION", "", "2026-03-02"),
            ("VINCRISTINE", "ANTI-CANCER THERAPY", "", "2025-12-02"),
        )
    ]  # fmt: skip

    recorded, _ = understood(tmp_path, cm=cm)

    found = [(one.label, one.kind) for one in recorded.therapies["S-1"]]
    assert found == [
        ("BUSULFAN", TherapyKind.CONSOLIDATION),
        ("IRINOTECAN", TherapyKind.ANTICANCER),
    ]


@pytest.mark.parametrize(
    ("category", "start", "counts", "day"),
    [
        ("ANTI-CANCER THERAPY", "2026-03-02", True, date(2026, 3, 2)),
        ("ANTI-CANCER THERAPY", "2026-03", True, date(2026, 3, 15)),
        ("ANTI-CANCER THERAPY", "2026-01", True, date(2026, 1, 15)),
        ("ANTI-CANCER THERAPY", "2026", True, date(2026, 7, 1)),
        ("ANTI-CANCER THERAPY", "2026-01-10", True, None),
        ("ANTI-CANCER CONSOLIDATION", "2026-03-02", True, date(2026, 3, 2)),
        ("ANTI-CANCER CONSOLIDATION", "2026-03-02", False, None),
    ],
)
def test_a_new_therapy_ends_the_time_at_risk_on_the_day_on_which_it_ends_the_endpoints(
    tmp_path, category, start, counts, day
):
    cm = [{"USUBJID": "S-1", "CMTRT": "X", "CMCAT": category, "CMSTDTC": start}]
    rules = EndpointRules(consolidation_counts=counts)

    recorded, _ = understood(tmp_path, Choices(cut_off=date(2026, 12, 31)), cm=cm)

    person = recorded.people[0]
    history = read_history(course_of(recorded, person), rules)
    assert not isinstance(history, Absent)
    assert safety_course_of(recorded, person, rules).new_therapy == day
    assert (history.therapy.day if history.therapy else None) == day


def test_a_death_without_a_date_is_named_and_one_in_ds_is_found(tmp_path):
    dm = [{**DM[0], "DTHFL": "Y"}, {**DM[1], "DTHFL": "Y"}]
    ds = [
        {"USUBJID": "S-2", "DSDECOD": "DEATH", "DSCAT": "DISPOSITION EVENT", "DSSTDTC": "2026-04"}
    ]
    study, _ = load_study(write_study(tmp_path, dm=dm, ex=EX, ds=ds))

    recorded, faults = understand_study(study, Choices())

    assert [fault.column for fault in faults] == ["DTHDTC"]
    assert str(recorded.people[1].death) == "2026-04"


@pytest.mark.parametrize(
    ("rule", "day"),
    [(AliveRule.PUBLISHED, date(2026, 2, 1)), (AliveRule.ALL_RECORDS, date(2026, 5, 4))],
)
def test_what_shows_somebody_alive_depends_on_the_rule_that_is_named(tmp_path, rule, day):
    lb = [{"USUBJID": "S-1", "LBTESTCD": "ALT", "LBDTC": "2026-02"}]
    rs = [{**RS, "RSSTRESC": "CR", "RSDTC": "2026-05-04"}]

    recorded, _ = understood(tmp_path, Choices(alive=rule), lb=lb, rs=rs)

    assert recorded.people[0].last_alive == day


PUBLISHED = {
    "TRTSDT": lambda one: one.first_dose,
    "TRTEDT": lambda one: one.last_dose,
    "LSTALVDT": lambda one: one.last_alive,
    "DTHDT": lambda one: one.death,
    "RANDDT": lambda one: one.randomised,
    "EOSDT": lambda one: one.ended,
    "EOSSTT": lambda one: one.end_status,
    "TRT01P": lambda one: one.arm,
    "TRT01A": lambda one: one.actual_arm,
    "DTHCAUS": lambda one: one.death_cause,
}


def test_the_people_of_the_public_study_are_those_of_its_published_adsl(shared):
    """Source: pharmaverseadam 1.3, `adsl` (306 rows), made with admiral."""
    folder = shared / "studies" / "onco_pilot"
    with gzip.open(folder / "adsl.csv.gz", "rt", encoding="utf-8") as file:
        published = {row["USUBJID"]: row for row in csv.DictReader(file)}

    study, _ = load_study(folder)
    recorded, _ = understand_study(study, Choices())

    different = [
        (person.subject, name)
        for person in recorded.people
        for name, value in PUBLISHED.items()
        if str(value(person) or "") != published[person.subject][name]
        and not (person.screen_failure and name.startswith("TRT01"))
    ]
    assert different == []
    assert len(recorded.treated) == 254
