"""An invented trial for tests: small, but with every kind of field that an overview uses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trialogue.core.dates import parse_when
from trialogue.core.record import (
    AgeLimit,
    Arm,
    Contact,
    Design,
    Enrollment,
    Intervention,
    Organization,
    Outcome,
    Record,
    RecordDate,
    RecordDates,
    Site,
    Version,
)

CRITERIA = """Inclusion Criteria:

* Age 18 to 60 years
* Diagnosis of acute myeloid leukemia
* Left ventricular ejection fraction ≥ 45%
* Written informed consent

Exclusion Criteria:

* Pregnant or breastfeeding women
* Myocardial infarction within 6 months
* Other cancer, except treated skin cancer
* Known allergy to Zorbatinib
* No telephone
"""


def record(**changes: Any) -> Record:
    """Make the record, changed where asked."""
    made = Record(
        id="NCT99999901",
        version=Version(posted="2026-01-02", digest="0123456789abcdef"),
        brief_title="Zorbatinib in Acute Myeloid Leukemia",
        status="RECRUITING",
        study_type="INTERVENTIONAL",
        phases=("PHASE2",),
        design=Design(
            allocation="RANDOMIZED",
            intervention_model="PARALLEL",
            primary_purpose="TREATMENT",
            masking="DOUBLE",
            masked=("PARTICIPANT", "INVESTIGATOR"),
        ),
        enrollment=Enrollment(count=120, kind="ESTIMATED"),
        sponsor=Organization(name="Northern University"),
        summary=(
            "The study will find out whether Zorbatinib may improve survival. "
            "Side effects of Zorbatinib include nausea and headache."
        ),
        conditions=("Leukemia, Myeloid, Acute",),
        arms=(
            Arm(label="Zorbatinib", kind="EXPERIMENTAL", interventions=("Drug: Zorbatinib",)),
            Arm(label="Placebo", kind="PLACEBO_COMPARATOR", interventions=("Drug: Placebo",)),
        ),
        interventions=(
            Intervention(
                name="Zorbatinib",
                kind="DRUG",
                description="Zorbatinib 40 mg by mouth twice daily for 12 weeks",
            ),
            Intervention(name="Placebo", kind="DRUG", description="Matching placebo"),
        ),
        primary_outcomes=(
            Outcome(measure="Overall survival", time_frame="Up to 24 months"),
            Outcome(measure="Number of adverse events", time_frame="12 weeks"),
        ),
        criteria=CRITERIA,
        sex="ALL",
        minimum_age=AgeLimit(amount=18, unit="year", text="18 Years"),
        maximum_age=AgeLimit(amount=60, unit="year", text="60 Years"),
        healthy_volunteers=False,
        dates=RecordDates(
            start=RecordDate(text="2025-03", when=parse_when("2025-03"), kind="ACTUAL"),
            completion=RecordDate(text="2028-01-31", when=parse_when("2028-01-31"),
                                  kind="ESTIMATED"),
        ),
        sites=(
            Site(facility="Harbour Hospital", city="Bergen", country="Norway"),
            Site(facility="City Clinic", city="Lyon", country="France"),
        ),
        central_contacts=(Contact(name="Study desk", email="desk@trial.example"),),
    )  # fmt: skip
    return replace(made, **changes)
