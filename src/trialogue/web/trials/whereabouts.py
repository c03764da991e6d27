"""Where a trial takes place: its centres by distance, the nearest that is open, whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.protocol.words import Text
from trialogue.core.record import Contact, Record, Site
from trialogue.registry.centres import (
    Located,
    Nearest,
    centres_of,
    find_nearest,
    order_by_distance,
)
from trialogue.registry.names import canonical_country, chinese_name, spanish_name
from trialogue.registry.places import Place, PlaceAnswer
from trialogue.web.trials import codes
from trialogue.web.trials.centres import Beside
from trialogue.web.trials.codes import code_words
from trialogue.web.trials.status import short_status, status_kind

Entered = Mapping[str, Beside]
"""What the teams of centres entered, by the centre's English name."""

SHOWN = 5
"""Centres that are shown at once; the others are folded."""
MILES = 0.621371
NEARBY_KM = 10.0
"""Coordinates are the city's: below this nobody knows how far it is to the house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to ask at a centre."""

    name: str
    role: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A centre in the list."""

    name: Text
    place: str
    status: str
    kind: str
    distance: str
    people: tuple[Person, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """All centres of a trial in the order of the list, and what was asked.

    `shown` come first and are never folded; `more` are the others. `nearest` says in words
    which open centre is nearest; without a place it is empty.
    """

    shown: tuple[Row, ...]
    more: tuple[Row, ...]
    total: int
    open: int
    countries: int
    nearest: str
    asked: str
    place: str
    suggestions: tuple[Place, ...]
    cities: tuple[Place, ...]
    country: str
    unplaced: int

    @property
    def can_ask(self) -> bool:
        """Tell whether any centre names somebody who can be reached."""
        rows = (*self.shown, *self.more)
        return any(one.phone or one.email for row in rows for one in row.people)


def whereabouts(
    record: Record,
    asked: str = "",
    answer: PlaceAnswer | None = None,
    entered: Entered | None = None,
) -> Whereabouts:
    """List a trial's centres, from a place where one was understood.

    `entered` gives, by the centre's English name, what its team entered beside the record.
    """
    place = answer.place if answer else None
    origin = place.point if place else None
    centres = centres_of(record)
    located = order_by_distance(centres, origin)
    located = tuple(sorted(located, key=lambda one: not one.centre.recruits))
    rows = tuple(_row(one, (entered or {}).get(one.centre.site.facility)) for one in located)
    nearest = find_nearest(centres, origin) if origin else None
    unknown = answer if answer and place is None else None
    return Whereabouts(
        shown=rows[:SHOWN],
        more=rows[SHOWN:],
        total=len(rows),
        open=sum(centre.recruits for centre in centres),
        countries=len({canonical_country(centre.site.country) for centre in centres}),
        nearest=nearest_words(nearest, entered) if nearest else "",
        asked=asked,
        place=place_words(place) if place else "",
        suggestions=unknown.choices[:SHOWN] if unknown else (),
        cities=unknown.cities if unknown else (),
        country=country_words(unknown.country) if unknown else "",
        unplaced=sum(centre.site.point is None for centre in centres),
    )


def nearest_words(nearest: Nearest, entered: Entered | None = None) -> str:
    """Say which open centre is nearest, or that none is open and which would be next.

    As HTML, since the registry's names of centres are marked as English.
    """
    if nearest.found is None:
        if nearest.recruits:
            return _("Nobody knows how far: the centres that recruit have no coordinates.")
        return _("No centre recruits today, and none has coordinates.")
    site = nearest.found.centre.site
    said = {
        "centre": _centre_name(site, (entered or {}).get(site.facility)),
        "far": distance_words(nearest.found.distance_km or 0.0),
    }
    if nearest.recruits:
        return weave(_("Nearest open centre: %(centre)s, %(far)s"), said)
    return weave(
        _("No centre recruits today. The nearest that takes part: %(centre)s, %(far)s"), said
    )


def weave(sentence: str, parts: Mapping[str, str]) -> SafeString:
    """Put parts into a sentence, the sentence and every part escaped unless it is HTML already."""
    return mark_safe(  # noqa: S308 - escaped right here
        conditional_escape(sentence)
        % {name: conditional_escape(one) for name, one in parts.items()}
    )


def distance_words(km: float) -> str:
    """Say a distance as exactly as it is known; in English also in miles."""
    if km < NEARBY_KM:
        return _("less than 10 km away")
    rounded = round(km) if km < 100 else round(km, -1)
    shown = formats.number_format(int(rounded), use_l10n=True, force_grouping=True)
    if not (get_language() or "en").startswith("en"):
        return _("about %(km)s km away") % {"km": shown}
    miles = km * MILES
    near = formats.number_format(
        int(round(miles) if miles < 100 else round(miles, -1)), use_l10n=True, force_grouping=True
    )
    return _("about %(km)s km (%(miles)s miles) away") % {"km": shown, "miles": near}


def place_words(place: Place) -> str:
    """Name a city with its country, in Chinese where our table has its name."""
    if _is_chinese() and place.chinese:
        return f"{country_words(place.country)}{place.chinese}"
    return place.label


def country_words(country: str) -> str:
    """Name a country in the reader's language, as far as our table has it."""
    name = canonical_country(country)
    if _is_chinese():
        return chinese_name(name) or name
    return (spanish_name(name) or name) if _is_spanish() else name


def site_place(site: Site) -> str:
    """Name the city and country of a centre."""
    if _is_chinese():
        city = chinese_name(site.city) or site.city
        return "，".join(filter(None, (country_words(site.country), city)))
    state = "" if site.state.lower().startswith(site.city.lower()) else site.state
    parts = (site.city, state, country_words(site.country))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _centre_name(site: Site, entered: Beside | None) -> str:
    place = site_place(site)
    name = entered.name if entered else Text(site.facility)
    if not name.en or name.en == place:
        return format_html('<span translate="no">{}</span>', place)
    reader = (get_language() or "en")[:2]
    language, said = name.language_for(reader), name.say(reader)
    shape = '<span lang="{}" translate="no">{}</span>, <span translate="no">{}</span>'
    return format_html(shape, language, said, place)


def _row(located: Located, entered: Beside | None) -> Row:
    centre = located.centre
    km = located.distance_km
    return Row(
        name=entered.name if entered else Text(centre.site.facility),
        place=site_place(centre.site),
        status=short_status(centre.status),
        kind=status_kind(centre.status),
        distance="" if km is None else distance_words(km),
        people=tuple(person(one) for one in centre.site.contacts),
        languages=entered.languages if entered else (),
    )


def person(contact: Contact) -> Person:
    """Write somebody to ask."""
    extension = _("ext. %(n)s") % {"n": contact.extension} if contact.extension else ""
    return Person(
        name=contact.name,
        role=code_words(codes.ROLE, contact.role),
        phone=" ".join(filter(None, (contact.phone, extension))),
        email=contact.email,
    )


def _is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")


def _is_spanish() -> bool:
    return (get_language() or "en").startswith("es")
