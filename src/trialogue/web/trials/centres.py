"""The centres of a trial as its record has them, with what its teams entered in their place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Max

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.words import Text
from trialogue.core.record import Contact, Record, Site
from trialogue.registry.spelling import CHINESE
from trialogue.web.centres.models import EnteredCentre
from trialogue.web.centres.queries import Centre, in_force, merge_centres, site_keys

Rows = dict[str, EnteredCentre]
"""What was entered about the centres of one trial, by the centre's key."""

OPEN, CLOSED = "RECRUITING", "ACTIVE_NOT_RECRUITING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a team entered about a centre beside what a record can hold."""

    name: Text
    languages: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Centres:
    """The sites of a trial, and by a site's name what stands beside it."""

    sites: tuple[Site, ...]
    beside: Mapping[str, Beside]


def centres_of(
    registry_id: str, record: Record | None, protocol: Protocol | None, rows: Rows
) -> Centres:
    """Gather a trial's centres: entered ones first, then the protocol's and the registry's.

    A centre that does not say where it is is a slot that nobody has filled.
    """
    own = dict(zip(site_keys(record.sites), record.sites, strict=True)) if record else {}
    merged = merge_centres(registry_id, record, protocol, rows)
    sites, beside = [], {}
    for centre in merged:
        if centre.source == "registry":
            sites.append(own[centre.key])
        elif centre.city:
            sites.append(_site(centre))
            beside[centre.name] = Beside(
                name=_name(centre),
                languages=centre.languages,
                is_confirmed=centre.is_confirmed,
            )
    return Centres(sites=tuple(sites), beside=beside)


def last_entered(registry_id: str = "") -> int:
    """Give the number of the last state that was entered, of one trial or of all. One query."""
    rows = EnteredCentre.objects.order_by()
    if registry_id:
        rows = rows.filter(registry_id=registry_id)
    last: int | None = rows.aggregate(last=Max("pk"))["last"]
    return last or 0


def all_entered() -> dict[str, Rows]:
    """Give what is in force of what was entered, by trial and key. One query."""
    found: dict[str, Rows] = {}
    for row in in_force():
        found.setdefault(row.registry_id, {})[row.key] = row
    return found


def entered_at(ids: Collection[str], last: int) -> dict[str, Rows]:
    """Give what was in force of what was entered when `last` was the newest row. One query."""
    found: dict[str, Rows] = {}
    rows = EnteredCentre.objects.filter(registry_id__in=ids, pk__lte=last).order_by("pk")
    for row in rows:
        found.setdefault(row.registry_id, {})[row.key] = row
    return found


def _site(centre: Centre) -> Site:
    status = centre.status.upper()
    if centre.source == "entered":
        status = OPEN if centre.is_open else CLOSED
    contact = Contact(name=centre.contact_name, phone=centre.phone, email=centre.email)
    return Site(
        facility=centre.name,
        status=status,
        city=centre.city,
        country=centre.country,
        point=centre.point,
        contacts=(contact,) if contact != Contact() else (),
    )


def _name(centre: Centre) -> Text:
    """Give the name in English, and in Chinese where the centre writes itself so."""
    return Text(centre.name, centre.own_name if CHINESE.search(centre.own_name) else "")
