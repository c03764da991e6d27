"""One study as a record: every part in its place, and what does not fit named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.exchange.ctgov.studies import CRITERIA, bare, study
from trialogue.core.dates import parse_when
from trialogue.core.record import (
    AgeLimit,
    Arm,
    Contact,
    Design,
    Enrollment,
    Intervention,
    MeshTerm,
    Official,
    Organization,
    Outcome,
    Point,
    Record,
    RecordDate,
    RecordDates,
    Site,
    Version,
)
from trialogue.exchange.ctgov import digest_of, read_study
from trialogue.exchange.ctgov.study_dates import parse_age
from trialogue.exchange.faults import Misread


def on(text: str, kind: str = "") -> RecordDate:
    return RecordDate(text=text, when=parse_when(text), kind=kind)


def test_every_part_of_a_study_is_in_its_record() -> None:
    made = study()

    record, oddities = read_study(made)

    assert oddities == ()
    assert record == Record(
        id="NCT00000001",
        version=Version(posted="2025-08-26", digest=digest_of(made)),
        earlier_ids=("NCT00000009",),
        other_ids=("INV-1", "2024-500001-11-00"),
        brief_title="Invented Cells for Invented Tumours",
        official_title="An Invented Trial of Invented Cells",
        acronym="INVENT",
        status="RECRUITING",
        dates=RecordDates(
            start=on("2025-01", "ACTUAL"),
            primary_completion=on("2027-12-31", "ESTIMATED"),
            completion=on("2028", "ESTIMATED"),
            first_posted=on("2024-12-01", "ACTUAL"),
            last_updated=on("2025-08-26", "ACTUAL"),
            verified=on("2025-07"),
        ),
        study_type="INTERVENTIONAL",
        phases=("PHASE1", "PHASE2"),
        design=Design(
            allocation="NA",
            intervention_model="SINGLE_GROUP",
            primary_purpose="TREATMENT",
            masking="NONE",
            masked=("PARTICIPANT",),
        ),
        enrollment=Enrollment(count=10, kind="ESTIMATED"),
        sponsor=Organization(name="Invented University", kind="OTHER"),
        collaborators=(Organization(name="Invented Biotech", kind="INDUSTRY"),),
        summary="We study invented cells.",
        description="At length.",
        conditions=("Neuroblastoma",),
        keywords=("CAR-T", "GD2"),
        mesh_conditions=(MeshTerm(id="D009447", term="Neuroblastoma"),),
        mesh_interventions=(MeshTerm(id="D000001", term="Invented Agents"),),
        mesh_broader=(MeshTerm(id="D009369", term="Neoplasms"),),
        arms=(
            Arm(
                label="Cells",
                kind="EXPERIMENTAL",
                description="Cells by vein.",
                interventions=("Biological: Invented cells",),
            ),
        ),
        interventions=(
            Intervention(
                name="Invented cells",
                kind="BIOLOGICAL",
                description="Once.",
                other_names=("INV-CAR",),
                arms=("Cells",),
            ),
        ),
        primary_outcomes=(
            Outcome(measure="Adverse events", description="All.", time_frame="1 year"),
        ),
        secondary_outcomes=(Outcome(measure="Response", time_frame="1 year"),),
        other_outcomes=(Outcome(measure="Persistence"),),
        criteria=CRITERIA,
        sex="ALL",
        minimum_age=AgeLimit(amount=1, unit="year", text="1 Year"),
        maximum_age=AgeLimit(amount=50, unit="year", text="50 Years"),
        healthy_volunteers=False,
        gender_based=True,
        gender_description="Any.",
        sites=(
            Site(
                facility="Invented Hospital",
                status="RECRUITING",
                city="Guangzhou",
                state="Guangdong",
                zip="510000",
                country="China",
                point=Point(lat=23.11667, lon=113.25),
                contacts=(Contact(name="Cai", role="CONTACT", email="c@example.org"),),
            ),
            Site(facility="Nowhere", city="Nowhere", country="Nowhere"),
        ),
        central_contacts=(
            Contact(name="Ann", role="CONTACT", phone="1", extension="2", email="a@b.c"),
        ),
        officials=(Official(name="Bo", affiliation="Invented", role="STUDY_CHAIR"),),
    )


def test_a_study_needs_nothing_but_its_id() -> None:
    record, oddities = read_study(bare("nct00000002"))

    assert (record.id, oddities) == ("NCT00000002", ())
    assert record.version.posted == ""


@pytest.mark.parametrize(
    ("found", "remedy"),
    [
        (None, "this is null"),
        ([], "this is a list"),
        ("NCT00000001", "this is text"),
        (7, "this is a number"),
        ({}, "export the study as JSON"),
        ({"nct_id": "NCT00000001"}, "export the study as JSON"),
        ({"Study": {"ProtocolSection": {}}}, "retired API v1"),
        ({"protocolSection": []}, "export the study as JSON"),
        ({"protocolSection": {}}, "the id is none"),
        (bare("NCT1"), "the id is 'NCT1'"),
        (bare("ISRCTN12345678"), "the id is 'ISRCTN12345678'"),
        (bare("NCT٠٠٠٠٠٠٠١"), "the id is"),
        ({"protocolSection": {"identificationModule": {"nctId": 7}}}, "the id is none"),
    ],
)
def test_what_is_no_study_is_refused_with_a_remedy(found: Any, remedy: str) -> None:
    with pytest.raises(Misread, match=remedy):
        read_study(found)


@pytest.mark.parametrize(
    ("change", "value", "path", "said"),
    [
        ("conditionsModule__conditions", "Neuroblastoma", "conditions", "in place of a list"),
        ("conditionsModule__keywords", ["GD2", 7], "keywords", "7 in place of text in a list"),
        ("statusModule", [], "statusModule", "a list in place of an object"),
        ("statusModule__overallStatus", {"a": 1}, "overallStatus", "an object in place of text"),
        ("eligibilityModule__minimumAge", "one year", "minimumAge", "taken as no limit"),
        ("eligibilityModule__minimumAge", "99 Years", "maximumAge", "below 99 Years; both kept"),
        ("eligibilityModule__healthyVolunteers", "no", "healthyVolunteers", "true or false"),
        ("statusModule__startDateStruct__date", "May 2025", "startDateStruct.date", "kept as text"),
        ("statusModule__startDateStruct__date", "2025-02-30", "startDateStruct.date", "no date"),
        ("designModule__enrollmentInfo__count", -1, "enrollmentInfo.count", "whole number"),
        ("designModule__enrollmentInfo__count", 1e300, "enrollmentInfo.count", "whole number"),
        ("designModule__enrollmentInfo__count", 10**400, "enrollmentInfo.count", "whole number"),
        ("designModule__enrollmentInfo__count", True, "enrollmentInfo.count", "whole number"),
        (
            "contactsLocationsModule__locations",
            [{"city": "A", "geoPoint": {"lat": 99.0, "lon": 0.0}}],
            "locations[0].geoPoint",
            "no place on the globe",
        ),
        (
            "contactsLocationsModule__locations",
            [{"city": "A", "geoPoint": {"lat": 10**400, "lon": 0}}],
            "locations[0].geoPoint.lat",
            "in place of a number",
        ),
        ("contactsLocationsModule__locations", ["A"], "locations[0]", "in place of an object"),
        ("derivedSection", "x", "derivedSection", "in place of an object"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_costs_nothing_else(
    change: str, value: Any, path: str, said: str
) -> None:
    record, oddities = read_study(study(**{change: value}))

    assert record.id == "NCT00000001"
    assert record.brief_title
    assert len(oddities) == 1
    assert oddities[0].path.endswith(path)
    assert said in oddities[0].said


def test_a_null_is_the_same_as_nothing() -> None:
    record, oddities = read_study(study(eligibilityModule=None, designModule__phases=None))

    assert (record.sex, record.phases, oddities) == ("", (), ())


def test_a_day_that_is_none_does_not_order_versions() -> None:
    record, _ = read_study(study(statusModule__lastUpdatePostDateStruct__date="zz"))

    assert record.version.posted == ""


def test_an_unknown_status_is_kept_as_the_registry_wrote_it() -> None:
    record, _ = read_study(study(statusModule__overallStatus="PAUSED_FOR_RAIN"))

    assert (record.status, record.is_open) == ("PAUSED_FOR_RAIN", False)


@pytest.mark.parametrize(
    ("text", "months", "end"),
    [
        ("18 Years", 216, 228),
        ("1 Year", 12, 24),
        ("6 Months", 6, 7),
        ("1 month", 1, 2),
        (" 2 YEARS ", 24, 36),
        ("0 Years", 0, 12),
        ("30 Days", 0.986, 1.018),
        ("28 Weeks", 6.44, 6.67),
        ("24 Hours", 0.0329, 0.0342),
        ("90 Minutes", 0.00205, 0.00208),
    ],
)
def test_an_age_is_read_in_the_registrys_units(text: str, months: float, end: float) -> None:
    age = parse_age(text)

    assert age is not None
    assert (age.months, age.months_end) == pytest.approx((months, end), rel=0.01)


@pytest.mark.parametrize("text", ["", "N/A", "n/a", "None", "  "])
def test_an_age_that_is_not_applicable_is_an_open_bound(text: str) -> None:
    assert parse_age(text) is None


@pytest.mark.parametrize("text", ["18", "Years", "-1 Years", "1.5 Years", "99999 Years", "١ Year"])
def test_an_age_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no age such as"):
        parse_age(text)


def reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "same",
    [
        reordered(study()),
        json.loads(json.dumps(study(), indent=3)),
        study(derivedSection__miscInfoModule__versionHolder="2026-01-01"),
        {**study(), "resultsSection": {}, "documentSection": {}},
    ],
    ids=["keys in another order", "other blanks", "another daily version", "with results"],
)
def test_the_digest_is_that_of_what_the_study_says(same: dict[str, Any]) -> None:
    assert digest_of(same) == digest_of(study())


@pytest.mark.parametrize(
    "changed",
    [
        study(statusModule__overallStatus="COMPLETED"),
        study(hasResults=True),
        study(eligibilityModule__maximumAge=...),
        study(derivedSection__conditionBrowseModule__meshes=[]),
    ],
)
def test_the_digest_changes_with_anything_a_reader_would_see(changed: dict[str, Any]) -> None:
    assert digest_of(changed) != digest_of(study())
