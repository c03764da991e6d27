"""The centres of a trial: the registry's sites and the protocol's, with what was entered.

What was entered about a centre stands in place of what the registry says about it. A centre
that only was entered comes first: its people are here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, OuterRef, QuerySet

from trialogue.core.protocol import Protocol
from trialogue.core.record import Point, Record, Site
from trialogue.registry import centres as registry
from trialogue.web.centres.models import EnteredCentre, Status
from trialogue.web.records.queries import record_in_force
from trialogue.web.trials.queries import loaded_protocol

LONGEST_KEY = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A centre as it is shown; empty fields: nobody has said it.

    `status` is the registry's own word for a site of the registry, `open` or `closed` for
    one that was entered. `is_open` tells whether one may write to it today. `source` tells
    where name and status come from; `is_confirmed` whether somebody of the centre entered
    them here. `own_name` and `own_city` are as people there write them. `asks_both`: whoever
    writes to it gives an e-mail address and a phone number.
    """

    registry_id: str
    key: str
    name: str
    own_name: str = ""
    city: str = ""
    own_city: str = ""
    country: str = ""
    point: Point | None = None
    status: str = ""
    is_open: bool = False
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    asks_both: bool = False
    is_invented: bool = False
    source: Literal["registry", "protocol", "entered"] = "registry"
    is_confirmed: bool = False


def known_trial(registry_id: str) -> str | None:
    """Give the id of a trial as it is kept, from an id in any case; None: not loaded here."""
    protocol = loaded_protocol(registry_id)
    if protocol is not None:
        return protocol.id
    record = record_in_force(registry_id)
    return record.id if record is not None else None


def centres_of(registry_id: str) -> tuple[Centre, ...]:
    """List the centres of a trial; three queries, whatever their number."""
    return merge_centres(
        registry_id,
        record_in_force(registry_id),
        loaded_protocol(registry_id),
        entered(registry_id),
    )


def centre_of(registry_id: str, key: str) -> Centre | None:
    """Find one centre of a trial by its key."""
    return next((one for one in centres_of(registry_id) if one.key == key), None)


def entered(registry_id: str) -> dict[str, EnteredCentre]:
    """Give what is in force of what was entered for a trial, by key. One query."""
    return {row.key: row for row in in_force().filter(registry_id=registry_id)}


def in_force() -> QuerySet[EnteredCentre]:
    """Select the latest state of each centre that was entered."""
    later = EnteredCentre.objects.filter(
        registry_id=OuterRef("registry_id"), key=OuterRef("key"), pk__gt=OuterRef("pk")
    )
    return EnteredCentre.objects.filter(~Exists(later))


def states_of(registry_id: str, key: str) -> QuerySet[EnteredCentre]:
    """Select all states of one centre, the newest first, with who entered them."""
    rows = EnteredCentre.objects.filter(registry_id=registry_id, key=key)
    return rows.select_related("entered_by").order_by("-pk")


def merge_centres(
    registry_id: str,
    record: Record | None,
    protocol: Protocol | None,
    rows: dict[str, EnteredCentre],
) -> tuple[Centre, ...]:
    """Put what was entered in place of what registry and protocol say, key by key.

    What was entered by mistake counts for nothing: the registry's word holds again.
    """
    rows = {key: row for key, row in rows.items() if row.status != Status.WITHDRAWN}
    known = [*_of_record(registry_id, record), *_of_protocol(registry_id, protocol)]
    keys = {centre.key for centre in known}
    own = [_of_row(row) for key, row in rows.items() if key not in keys]
    return (*own, *(_of_row(rows[one.key]) if one.key in rows else one for one in known))


def site_keys(sites: Iterable[Site]) -> list[str]:
    """Name each site of a record: by house and town, numbered where two are called alike."""
    seen: dict[str, int] = {}
    keys = []
    for site in sites:
        plain = make_key(f"{site.facility} {site.city}")
        seen[plain] = seen.get(plain, 0) + 1
        keys.append(plain if seen[plain] == 1 else f"{plain}-{seen[plain]}")
    return keys


def make_key(words: str) -> str:
    """Write words as a key: small letters of any script, digits and hyphens."""
    plain = unicodedata.normalize("NFKC", words).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[: LONGEST_KEY - 4].strip("-") or "centre"


def _of_record(registry_id: str, record: Record | None) -> list[Centre]:
    if record is None:
        return []
    found = []
    for key, one in zip(site_keys(record.sites), registry.centres_of(record), strict=True):
        site = one.site
        contact = next((each for each in site.contacts if each.is_reachable), None)
        found.append(
            Centre(
                registry_id=registry_id,
                key=key,
                name=site.facility,
                city=site.city,
                country=site.country,
                point=site.point,
                status=one.status,
                is_open=one.recruits,
                contact_name=contact.name if contact else "",
                email=contact.email if contact else "",
                phone=contact.phone if contact else "",
            )
        )
    return found


def _of_protocol(registry_id: str, protocol: Protocol | None) -> list[Centre]:
    """Give the centres that a protocol names; one without a name is a slot, not a centre."""
    if protocol is None:
        return []
    return [
        Centre(
            registry_id=registry_id,
            key=make_key(centre.id),
            name=centre.name.en,
            own_name=centre.name.zh,
            city=centre.city.en,
            own_city=centre.city.zh,
            country=centre.country.en,
            point=_point(centre.latitude, centre.longitude),
            status=centre.status,
            is_open=centre.status == "open",
            contact_name=centre.contact.name,
            email=centre.contact.email,
            phone=centre.contact.phone,
            languages=tuple(centre.contact.languages),
            source="protocol",
        )
        for centre in protocol.centres
        if centre.name.en
    ]


def _of_row(row: EnteredCentre) -> Centre:
    return Centre(
        registry_id=row.registry_id,
        key=row.key,
        name=row.name,
        own_name=row.own_name,
        city=row.city,
        own_city=row.own_city,
        country=row.country,
        point=_point(row.lat, row.lon),
        status=row.status,
        is_open=row.status == Status.OPEN,
        contact_name=row.contact_name,
        email=row.email,
        phone=row.phone,
        languages=tuple(row.languages),
        asks_both=row.asks_both,
        is_invented=row.is_invented,
        source="entered",
        is_confirmed=True,
    )


def _point(lat: float | None, lon: float | None) -> Point | None:
    return None if lat is None or lon is None else Point(lat=lat, lon=lon)
