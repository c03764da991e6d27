"""Times to event against the twelve patients of the clinical reference, section 8.1."""

from __future__ import annotations

from datetime import date

import pytest

from tests.golden.read_vectors import vector_rows
from trialogue.core.absent import Absent
from trialogue.core.dates import parse_when
from trialogue.core.endpoints.course import Course, NewTherapy
from trialogue.core.endpoints.derive import derive_endpoint
from trialogue.core.endpoints.outcome import TimeToEvent
from trialogue.core.endpoints.rules import (
    DayCount,
    Endpoint,
    EndpointRules,
    PlannedAssessment,
    RuleSet,
)
from trialogue.core.response.assessments import Assessment, Response

SCHEDULE = tuple(PlannedAssessment(visit=f"D{day}", day=day) for day in (28, 60, 90, 180, 270, 365))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def assessments(patient: str) -> tuple[Assessment, ...]:
    return tuple(
        Assessment(
            response=Response(row["overall_response"]),
            on=day(row["assessment_date"]),
            visit=row["visit"],
            scheduled=row["visit"] != "UNS",
        )
        for row in vector_rows("tte_assessments.csv")
        if row["patient"] == patient
    )


def course(row: dict[str, str]) -> Course:
    therapy, second = row["new_anticancer_therapy_date"], row["second_malignancy_date"]
    return Course(
        subject=row["patient"],
        condition=row["diagnosis"],
        anchors={"infusion": date.fromisoformat(row["infusion_date"])},
        cut_off=date.fromisoformat(row["data_cutoff"]),
        assessments=assessments(row["patient"]),
        death=parse_when(row["death_date"]) if row["death_date"] else None,
        last_contact=day(row["last_known_alive_or_death_date"]),
        therapies=(NewTherapy(start=parse_when(therapy)),) if therapy else (),
        second_malignancies=(parse_when(second),) if second else (),
    )


COURSES = {row["patient"]: course(row) for row in vector_rows("tte_patients.csv")}
FULL_NAMES = {("EFS", "default"): Endpoint.EFS}


@pytest.mark.parametrize("schedule", [(), SCHEDULE], ids=["by rows", "by schedule"])
@pytest.mark.parametrize(
    "row",
    vector_rows("tte_expected.csv"),
    ids=lambda row: f"{row['patient']} {row['endpoint']} {row['rule_set']}",
)
def test_reference_8_1_every_patient_endpoint_and_rule_set(
    row: dict[str, str], schedule: tuple[PlannedAssessment, ...]
) -> None:
    rule_set = RuleSet(row["rule_set"]) if row["rule_set"] in {"FDA", "EMA"} else RuleSet.FDA
    endpoint = Endpoint(row["endpoint"])
    of = COURSES[row["patient"]]

    found = derive_endpoint(of, endpoint, EndpointRules(rule_set=rule_set, schedule=schedule))
    inclusive = derive_endpoint(
        of,
        endpoint,
        EndpointRules(rule_set=rule_set, schedule=schedule, day_count=DayCount.INCLUSIVE),
    )

    assert isinstance(found, TimeToEvent)
    assert isinstance(inclusive, TimeToEvent)
    assert str(found.start) == row["start_date"]
    assert str(found.end) == row["end_date"]
    assert int(found.event) == int(row["event"])
    assert found.days == int(row["time_days"])
    assert inclusive.days == int(row["time_days_plus1"])
    assert found.months == pytest.approx(float(row["time_months"]), abs=5e-5)
    assert found.reason == row["reason"]


COMPACT = """
P01 521C 365C 365C 521C 521C 365C 337C
P02 235E 60E 60E 60E 60E 60E -
P03 301E 90E 90E 90E 90E 90E 62E
P04 12E 12E 12E 12E 12E 0C -
P05 308E 60C 165E 78E 165E 60C -
P06 467C 60C 270E 270E 270E 60C 32C
P07 330E 90E 90E 90E 90E 90E -
P08 430C 365C 365C 223E 223E 365C 337C
P09 100C 90C 90C 100C 100C 90C -
P10 140E 140E 140E 140E 140E 90C -
P11 349C 180C 180C 349C 349C 180C 152C
P12 302C 28E 28E 28E 28E 28E -
"""


@pytest.mark.parametrize("line", COMPACT.split("\n")[1:-1], ids=lambda line: line.split()[0])
def test_reference_8_1_compact_table(line: str) -> None:
    patient, *expected = line.split()

    def brief(endpoint: Endpoint, rule_set: RuleSet) -> str:
        found = derive_endpoint(COURSES[patient], endpoint, EndpointRules(rule_set=rule_set))
        if isinstance(found, Absent):
            return "-"
        return f"{found.days}{'E' if found.event else 'C'}"

    fda, ema = RuleSet.FDA, RuleSet.EMA
    assert expected == [
        brief(Endpoint.OS, fda),
        brief(Endpoint.PFS, fda),
        brief(Endpoint.PFS, ema),
        brief(Endpoint.EFS, fda),
        brief(Endpoint.EFS_COG, fda),
        brief(Endpoint.TTP, fda),
        brief(Endpoint.DOR, fda),
    ]


def test_reference_8_1_duration_of_response_of_p06_by_the_ema_set() -> None:
    found = derive_endpoint(COURSES["P06"], Endpoint.DOR, EndpointRules(rule_set=RuleSet.EMA))

    assert isinstance(found, TimeToEvent)
    assert (found.days, found.event) == (242, True)
