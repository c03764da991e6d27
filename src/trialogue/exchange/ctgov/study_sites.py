"""The centres of a study."""

from __future__ import annotations

from trialogue.core.record import Point, Site
from trialogue.exchange.ctgov.part import Part
from trialogue.exchange.ctgov.study_people import read_contacts


def read_sites(module: Part) -> tuple[Site, ...]:
    """Read all centres, those without a place too, in the order of the record."""
    return tuple(_site(one) for one in module.parts("locations"))


def _site(part: Part) -> Site:
    return Site(
        facility=part.text("facility"),
        status=part.text("status"),
        city=part.text("city"),
        state=part.text("state"),
        zip=part.text("zip"),
        country=part.text("country"),
        point=_point(part),
        contacts=read_contacts(part, "contacts"),
    )


def _point(part: Part) -> Point | None:
    if not part.has("geoPoint"):
        return None
    place = part.part("geoPoint")
    lat, lon = place.number("lat"), place.number("lon")
    if lat is None or lon is None:
        return None
    try:
        return Point(lat=lat, lon=lon)
    except ValueError as problem:
        part.note("geoPoint", str(problem))
        return None
