"""A study of the ClinicalTrials.gov API v2 (one JSON object) as a `Record`.

Source of the paths: ClinicalTrials.gov API v2, study data structure. What a record must
have is its id; anything else that is missing, odd or new costs that value and no more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trialogue.core.record import MeshTerm, Record, RecordDates, Version
from trialogue.exchange.ctgov.part import Part
from trialogue.exchange.ctgov.study_dates import read_ages, read_dates
from trialogue.exchange.ctgov.study_people import (
    read_contacts,
    read_officials,
    read_organization,
    read_organizations,
)
from trialogue.exchange.ctgov.study_plan import (
    read_arms,
    read_design,
    read_enrollment,
    read_interventions,
    read_outcomes,
)
from trialogue.exchange.ctgov.study_sites import read_sites
from trialogue.exchange.faults import Misread, quote

ALLOWED = "a study of the ClinicalTrials.gov API v2: an object with protocolSection"
ID = re.compile(r"NCT\d{8}", re.ASCII)
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Oddity:
    """A value of a record that was left out: its path, and why."""

    path: str
    said: str


def read_study(study: object) -> tuple[Record, tuple[Oddity, ...]]:
    """Make the record of one study, with what was odd about it.

    Raises Misread where it is no study, or one without an id.
    """
    if not isinstance(study, dict):
        raise Misread(ALLOWED, f"this is {_kind(study)}; nothing was read of it")
    protocol = study.get("protocolSection")
    if not isinstance(protocol, dict):
        raise Misread(ALLOWED, _other_shape(study))
    odd: list[tuple[str, str]] = []
    whole = Part(study, "", odd)
    try:
        record = _record(whole, whole.part("protocolSection"), study)
    except RecursionError:
        raise Misread(ALLOWED, "it is nested beyond all reason; fetch it again") from None
    return record, tuple(Oddity(path, said) for path, said in odd)


def _kind(value: object) -> str:
    names = {list: "a list", str: "text", type(None): "null", bool: "true or false"}
    return names.get(type(value), "a number")


def _other_shape(study: Mapping[str, Any]) -> str:
    if "Study" in study or "FullStudiesResponse" in study:
        return "this is the retired API v1; fetch the study again from the API v2"
    return "export the study as JSON from ClinicalTrials.gov, or fetch it by its id"


def _identifier(identification: Part) -> str:
    written = identification.text("nctId")
    if not ID.fullmatch(written.upper()):
        found = quote(written) if written else "none"
        raise Misread(
            "an nctId of NCT and 8 digits", f"the id is {found}; correct it, or fetch it again"
        )
    return written.upper()


def digest_of(study: Mapping[str, Any]) -> str:
    """Hash what a study says, as 16 hexadecimal digits, whatever the order of its keys.

    Left out: results, documents, and what the registry derives anew for each of its daily
    data versions, so that only a change that somebody made is one.
    """
    derived = study.get("derivedSection")
    said = [
        study.get("protocolSection"),
        bool(study.get("hasResults")),
        *(_meshes(derived, name) for name in ("conditionBrowseModule", "interventionBrowseModule")),
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_DIGITS]


def _meshes(derived: Any, module: str) -> Any:
    found = derived.get(module) if isinstance(derived, dict) else None
    return found.get("meshes") if isinstance(found, dict) else None


def _record(whole: Part, protocol: Part, study: Mapping[str, Any]) -> Record:
    identification = protocol.part("identificationModule")
    id_ = _identifier(identification)
    status = protocol.part("statusModule")
    dates = read_dates(status)
    sponsors = protocol.part("sponsorCollaboratorsModule")
    description = protocol.part("descriptionModule")
    conditions = protocol.part("conditionsModule")
    design = protocol.part("designModule")
    treatment = protocol.part("armsInterventionsModule")
    outcomes = protocol.part("outcomesModule")
    eligibility = protocol.part("eligibilityModule")
    youngest, oldest = read_ages(eligibility)
    contacts = protocol.part("contactsLocationsModule")
    derived = whole.part("derivedSection")
    by_condition = derived.part("conditionBrowseModule")
    by_intervention = derived.part("interventionBrowseModule")
    return Record(
        id=id_,
        version=Version(posted=_posted(dates), digest=digest_of(study)),
        earlier_ids=identification.texts("nctIdAliases"),
        other_ids=_other_ids(identification),
        brief_title=identification.text("briefTitle"),
        official_title=identification.text("officialTitle"),
        acronym=identification.text("acronym"),
        status=status.text("overallStatus"),
        last_known_status=status.text("lastKnownStatus"),
        why_stopped=status.text("whyStopped"),
        dates=dates,
        has_results=whole.flag("hasResults") or False,
        study_type=design.text("studyType"),
        phases=design.texts("phases"),
        design=read_design(design),
        enrollment=read_enrollment(design),
        sponsor=read_organization(sponsors, "leadSponsor"),
        collaborators=read_organizations(sponsors, "collaborators"),
        summary=description.text("briefSummary"),
        description=description.text("detailedDescription"),
        conditions=conditions.texts("conditions"),
        keywords=conditions.texts("keywords"),
        mesh_conditions=_mesh_terms(by_condition, "meshes"),
        mesh_interventions=_mesh_terms(by_intervention, "meshes"),
        mesh_broader=_mesh_terms(by_condition, "ancestors")
        + _mesh_terms(by_intervention, "ancestors"),
        arms=read_arms(treatment),
        interventions=read_interventions(treatment),
        primary_outcomes=read_outcomes(outcomes, "primaryOutcomes"),
        secondary_outcomes=read_outcomes(outcomes, "secondaryOutcomes"),
        other_outcomes=read_outcomes(outcomes, "otherOutcomes"),
        criteria=eligibility.text("eligibilityCriteria"),
        sex=eligibility.text("sex"),
        minimum_age=youngest,
        maximum_age=oldest,
        healthy_volunteers=eligibility.flag("healthyVolunteers"),
        gender_based=eligibility.flag("genderBased") or False,
        gender_description=eligibility.text("genderDescription"),
        population=eligibility.text("studyPopulation"),
        sampling=eligibility.text("samplingMethod"),
        sites=read_sites(contacts),
        central_contacts=read_contacts(contacts, "centralContacts"),
        officials=read_officials(contacts),
    )


def _posted(dates: RecordDates) -> str:
    """Give the day of the last update, so that days compare as text; empty where unknown."""
    posted = dates.last_updated
    return posted.text if posted and posted.when else ""


def _other_ids(identification: Part) -> tuple[str, ...]:
    own = identification.part("orgStudyIdInfo").text("id")
    others = [one.text("id") for one in identification.parts("secondaryIdInfos")]
    return tuple(dict.fromkeys(word for word in (own, *others) if word))


def _mesh_terms(module: Part, key: str) -> tuple[MeshTerm, ...]:
    found = module.parts(key)
    return tuple(
        MeshTerm(id=one.text("id"), term=term) for one in found if (term := one.text("term"))
    )
