"""Studies in the shape of the API v2, made here: nobody's data, every part filled in."""

from __future__ import annotations

import copy
from typing import Any

CRITERIA = """Inclusion Criteria:

* Age 1 to 50 years
* Platelets \\>= 50 x 10\\^9/L:

  1. without transfusion
  2. for a week

Exclusion Criteria:

1. Pregnancy
2. HIV \\[positive\\]"""

_STUDY: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT00000001",
            "nctIdAliases": ["NCT00000009"],
            "orgStudyIdInfo": {"id": "INV-1"},
            "secondaryIdInfos": [{"id": "2024-500001-11-00", "type": "CTIS"}, {"id": "INV-1"}],
            "briefTitle": "Invented Cells for Invented Tumours",
            "officialTitle": "An Invented Trial of Invented Cells",
            "acronym": "INVENT",
        },
        "statusModule": {
            "statusVerifiedDate": "2025-07",
            "overallStatus": "RECRUITING",
            "startDateStruct": {"date": "2025-01", "type": "ACTUAL"},
            "primaryCompletionDateStruct": {"date": "2027-12-31", "type": "ESTIMATED"},
            "completionDateStruct": {"date": "2028", "type": "ESTIMATED"},
            "studyFirstPostDateStruct": {"date": "2024-12-01", "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": "2025-08-26", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Invented University", "class": "OTHER"},
            "collaborators": [{"name": "Invented Biotech", "class": "INDUSTRY"}],
        },
        "descriptionModule": {
            "briefSummary": "We study invented cells.",
            "detailedDescription": "At length.",
        },
        "conditionsModule": {"conditions": ["Neuroblastoma"], "keywords": ["CAR-T", "GD2"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE1", "PHASE2"],
            "designInfo": {
                "allocation": "NA",
                "interventionModel": "SINGLE_GROUP",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {"masking": "NONE", "whoMasked": ["PARTICIPANT"]},
            },
            "enrollmentInfo": {"count": 10, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {
                    "label": "Cells",
                    "type": "EXPERIMENTAL",
                    "description": "Cells by vein.",
                    "interventionNames": ["Biological: Invented cells"],
                }
            ],
            "interventions": [
                {
                    "type": "BIOLOGICAL",
                    "name": "Invented cells",
                    "description": "Once.",
                    "armGroupLabels": ["Cells"],
                    "otherNames": ["INV-CAR"],
                }
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [
                {"measure": "Adverse events", "description": "All.", "timeFrame": "1 year"}
            ],
            "secondaryOutcomes": [{"measure": "Response", "timeFrame": "1 year"}],
            "otherOutcomes": [{"measure": "Persistence"}],
        },
        "eligibilityModule": {
            "eligibilityCriteria": CRITERIA,
            "healthyVolunteers": False,
            "sex": "ALL",
            "genderBased": True,
            "genderDescription": "Any.",
            "minimumAge": "1 Year",
            "maximumAge": "50 Years",
        },
        "contactsLocationsModule": {
            "centralContacts": [
                {"name": "Ann", "role": "CONTACT", "phone": "1", "phoneExt": "2", "email": "a@b.c"}
            ],
            "overallOfficials": [{"name": "Bo", "affiliation": "Invented", "role": "STUDY_CHAIR"}],
            "locations": [
                {
                    "facility": "Invented Hospital",
                    "status": "RECRUITING",
                    "city": "Guangzhou",
                    "state": "Guangdong",
                    "zip": "510000",
                    "country": "China",
                    "contacts": [{"name": "Cai", "role": "CONTACT", "email": "c@example.org"}],
                    "geoPoint": {"lat": 23.11667, "lon": 113.25},
                },
                {"facility": "Nowhere", "city": "Nowhere", "country": "Nowhere"},
            ],
        },
    },
    "derivedSection": {
        "miscInfoModule": {"versionHolder": "2025-08-30"},
        "conditionBrowseModule": {
            "meshes": [{"id": "D009447", "term": "Neuroblastoma"}],
            "ancestors": [{"id": "D009369", "term": "Neoplasms"}],
        },
        "interventionBrowseModule": {"meshes": [{"id": "D000001", "term": "Invented Agents"}]},
    },
    "hasResults": False,
}


def study(id_: str = "NCT00000001", **changes: Any) -> dict[str, Any]:
    """Make a study; a change is named by its path, `eligibilityModule__sex="MALE"`.

    The value `...` takes the key away. A path without its first part is below protocolSection.
    """
    made = copy.deepcopy(_STUDY)
    made["protocolSection"]["identificationModule"]["nctId"] = id_
    for path, value in changes.items():
        keys = path.split("__")
        box = made if keys[0] in made else made["protocolSection"]
        for key in keys[:-1]:
            box = box.setdefault(key, {})
        if value is ...:
            del box[keys[-1]]
        else:
            box[keys[-1]] = value
    return made


def studies(count: int) -> list[dict[str, Any]]:
    """Make studies with ids in a row."""
    return [study(f"NCT{number:08}") for number in range(1, count + 1)]


def bare(id_: str = "NCT00000001") -> dict[str, Any]:
    """Make the smallest study that is one."""
    return {"protocolSection": {"identificationModule": {"nctId": id_}}}
