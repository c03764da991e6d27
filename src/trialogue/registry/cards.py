"""What the index keeps of a record beside its words: enough for a result, and why it matched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialogue.core.record import Criteria, CriteriaItem, Point, Record, Site
from trialogue.exchange.ctgov import read_criteria
from trialogue.registry.centres import Centre, centres_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record in short. Ages are as the registry wrote them, empty for an open bound."""

    id: str
    title: str
    official_title: str
    acronym: str
    status: str
    phases: tuple[str, ...]
    sex: str
    youngest: str
    oldest: str
    conditions: tuple[str, ...]
    keywords: tuple[str, ...]
    headings: tuple[str, ...]
    """Terms of the Medical Subject Headings for conditions and interventions, and broader ones."""
    interventions: tuple[str, ...]
    arms: tuple[str, ...]
    sponsor: str
    updated: str
    other_ids: tuple[str, ...]
    summary: str
    criteria: tuple[str, ...]
    """The entries of the eligibility text, but for those that rule people out."""
    exclusions: tuple[str, ...]
    also: tuple[str, ...]
    """Further texts that were given with the record, such as its title in Chinese."""
    centres: tuple[Centre, ...]


def card_of(record: Record, also: tuple[str, ...] = ()) -> Card:
    """Make the card of a record."""
    criteria = read_criteria(record.criteria)
    return Card(
        id=record.id,
        title=record.brief_title or record.official_title,
        official_title=record.official_title,
        acronym=record.acronym,
        status=record.status,
        phases=record.phases,
        sex=record.sex,
        youngest=record.minimum_age.text if record.minimum_age else "",
        oldest=record.maximum_age.text if record.maximum_age else "",
        conditions=record.conditions,
        keywords=record.keywords,
        headings=tuple(
            mesh.term
            for mesh in (
                *record.mesh_conditions,
                *record.mesh_interventions,
                *record.mesh_broader,
            )
        ),
        interventions=tuple(
            name for one in record.interventions for name in (one.name, *one.other_names)
        ),
        arms=tuple(arm.label for arm in record.arms),
        sponsor=record.sponsor.name if record.sponsor else "",
        updated=record.dates.last_updated.text if record.dates.last_updated else "",
        other_ids=(*record.earlier_ids, *record.other_ids),
        summary=record.summary,
        criteria=tuple(_entries(criteria, excluding=False)),
        exclusions=tuple(_entries(criteria, excluding=True)),
        also=also,
        centres=centres_of(record),
    )


def _entries(criteria: Criteria, *, excluding: bool) -> Iterator[str]:
    for section in criteria.sections:
        if (section.kind == "exclusion") == excluding:
            yield from _texts(section.items)


def _texts(items: Iterable[CriteriaItem]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _texts(item.items)


_LISTS = (
    "criteria",
    "exclusions",
    "phases",
    "conditions",
    "keywords",
    "headings",
    "interventions",
    "arms",
    "other_ids",
    "also",
)


def write_card(card: Card) -> bytes:
    """Write a card as the index stores it; contacts are left out."""
    plain = {name: getattr(card, name) for name in Card.__slots__ if name != "centres"}
    plain["centres"] = [
        [
            centre.site.facility,
            centre.site.city,
            centre.site.state,
            centre.site.country,
            centre.status,
            centre.recruits,
            *((centre.site.point.lat, centre.site.point.lon) if centre.site.point else ()),
        ]
        for centre in card.centres
    ]
    return json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")


def read_card(stored: bytes) -> Card:
    """Read what `write_card` wrote."""
    plain = json.loads(stored)
    for name in _LISTS:
        plain[name] = tuple(plain[name])
    plain["centres"] = tuple(
        Centre(
            site=Site(
                facility=facility,
                status=status,
                city=city,
                state=state,
                country=country,
                point=Point(lat=point[0], lon=point[1]) if point else None,
            ),
            status=status,
            recruits=recruits,
            order=order,
        )
        for order, (facility, city, state, country, status, recruits, *point) in enumerate(
            plain["centres"]
        )
    )
    return Card(**plain)
