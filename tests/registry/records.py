"""Records for the tests of search: of our own making, or the shared sample."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.repository import SHARED
from trialogue.core.record import (
    AgeLimit,
    Intervention,
    MeshTerm,
    Organization,
    Point,
    Record,
    Site,
    Version,
)
from trialogue.exchange.ctgov import Loaded, RecordReader

SAMPLE = SHARED / "registry" / "studies_v2_sample.json"

GUANGZHOU = Point(lat=23.11667, lon=113.25)
SHENZHEN = Point(lat=22.54554, lon=114.0683)
BEIJING = Point(lat=39.9075, lon=116.39723)
LONDON = Point(lat=51.50853, lon=-0.12574)


def years(amount: int) -> AgeLimit:
    return AgeLimit(amount=amount, unit="year", text=f"{amount} Years")


def months(amount: int) -> AgeLimit:
    return AgeLimit(amount=amount, unit="month", text=f"{amount} Months")


def site(city: str, point: Point | None, status: str = "", country: str = "China") -> Site:
    return Site(facility=f"{city} Hospital", city=city, country=country, point=point, status=status)


def record(id: str, title: str = "A trial", **told: Any) -> Record:
    """Make a record; `conditions`, `keywords` and `drugs` may be given as lists of texts."""
    for name in ("conditions", "keywords", "phases", "sites"):
        told[name] = tuple(told.get(name, ()))
    drugs = told.pop("drugs", ())
    told.setdefault("status", "RECRUITING")
    headings = told.pop("headings", ())
    return Record(
        id=id,
        version=Version(posted=told.pop("posted", "2026-01-01"), digest="0" * 16),
        brief_title=title,
        interventions=tuple(Intervention(name=drug, kind="DRUG") for drug in drugs),
        mesh_conditions=tuple(MeshTerm(id="", term=term) for term in headings),
        **told,
    )


def family_trial() -> Record:
    """Make the reference trial as its public page has it, with an invented centre in Guangzhou."""
    return record(
        "NCT06836505",
        "Safety and Efficacy of CAR-T Cell Therapy for Relapsed/refractory Neuroblastoma and "
        "Desmoplastic Small Round Cell Tumors: a Single-arm, Open-label Trial",
        conditions=["Neuroblastoma (NB)", "Desmoplastic Small Round Cell Tumor (DSRCT)"],
        drugs=["GD2/B7-H3 CAR-T cells"],
        phases=["PHASE1", "PHASE2"],
        sex="ALL",
        minimum_age=years(1),
        maximum_age=years(50),
        sponsor=Organization(name="Sun Yat-sen University"),
        criteria="Inclusion Criteria:\n\n1. relapsed/refractory neuroblastoma\n\n"
        "Exclusion Criteria:\n\n1. HIV-positive patients",
        sites=[site("Guangzhou", GUANGZHOU)],
    )


@cache
def sample() -> tuple[Record, ...]:
    """Read the shared sample, or skip."""
    if not SAMPLE.is_file():
        pytest.skip(f"no shared input at {SAMPLE}; set TRIALOGUE_SHARED")
    return tuple(one.record for one in RecordReader([SAMPLE]) if isinstance(one, Loaded))
