"""A trial for machines: schema.org's MedicalTrial as JSON-LD, in a data block of its page.

Source: https://schema.org/MedicalTrial and its enumerations MedicalStudyStatus and
MedicalTrialDesign. What the record does not say is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from trialogue.core.record import Record, Site
from trialogue.registry.names import canonical_country

STATUS = {
    "RECRUITING": "Recruiting",
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "COMPLETED": "Completed",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
}
MASKING = {"NONE": "OpenTrial", "SINGLE": "SingleBlindedTrial", "DOUBLE": "DoubleBlindedTrial"}
MASKING |= dict.fromkeys(("TRIPLE", "QUADRUPLE"), "TripleBlindedTrial")
MOST_PLACES = 25
"""Places of one trial that are listed; the page itself lists all."""


def linked_data(record: Record, *, name: str, address: str, language: str) -> SafeString:
    """Write the data block's text; nothing in it can end the element that it stands in."""
    document = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "url": address,
        "name": name,
        "inLanguage": language,
        "audience": {"@type": "Patient"},
        "mainEntity": trial_entity(record, name, address),
    }
    if record.dates.last_updated:
        document["dateModified"] = record.dates.last_updated.text
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 - the three signs that HTML reads are escaped


def trial_entity(record: Record, name: str, address: str) -> dict[str, Any]:
    """Make the MedicalTrial of a record."""
    entity: dict[str, Any] = {
        "@type": "MedicalTrial",
        "@id": f"{address}#trial",
        "name": name,
        "alternateName": record.official_title,
        "identifier": [record.id, *record.other_ids],
        "url": address,
        "healthCondition": [
            {"@type": "MedicalCondition", "name": one} for one in record.conditions
        ],
        "studySubject": [
            {"@type": "MedicalTherapy", "name": one.name} for one in record.interventions
        ],
        "trialDesign": [f"https://schema.org/{one}" for one in _designs(record)],
        "studyLocation": [_place(site) for site in record.sites[:MOST_PLACES]],
    }
    if record.status in STATUS:
        entity["status"] = f"https://schema.org/{STATUS[record.status]}"
    if record.sponsor:
        entity["sponsor"] = {"@type": "Organization", "name": record.sponsor.name}
    if record.minimum_age or record.maximum_age or record.sex:
        entity["population"] = _population(record)
    return {key: value for key, value in entity.items() if value}


def _designs(record: Record) -> Iterator[str]:
    if record.design.allocation == "RANDOMIZED":
        yield "RandomizedTrial"
    if record.design.masking in MASKING:
        yield MASKING[record.design.masking]
    if any(arm.kind == "PLACEBO_COMPARATOR" for arm in record.arms):
        yield "PlaceboControlledTrial"
    if record.sites:
        yield "SingleCenterTrial" if len(record.sites) == 1 else "MultiCenterTrial"
    if len({canonical_country(site.country) for site in record.sites}) > 1:
        yield "InternationalTrial"


def _place(site: Site) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": site.city,
        "addressRegion": site.state,
        "postalCode": site.zip,
        "addressCountry": site.country,
    }
    place: dict[str, Any] = {
        "@type": "AdministrativeArea",
        "name": site.facility or site.city,
        "address": {key: value for key, value in address.items() if value},
    }
    if site.point is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": site.point.lat,
            "longitude": site.point.lon,
        }
    return place


def _population(record: Record) -> str:
    low = record.minimum_age.text if record.minimum_age else ""
    high = record.maximum_age.text if record.maximum_age else ""
    ages = " to ".join(filter(None, (low, high))) if low and high else ""
    if not ages:
        ages = f"{low} and older" if low else f"up to {high}" if high else "any age"
    return f"{ages}; sex: {(record.sex or 'not stated').lower()}"
