"""A record as a document of the index: which of its words stand in which field."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import Any

from trialogue.core.record import OPEN_STATUSES, Point, Record
from trialogue.registry.cards import Card, card_of, write_card
from trialogue.registry.centres import Centre, counting
from trialogue.registry.concepts import turn_around
from trialogue.registry.names import canonical_country
from trialogue.registry.places import Spot
from trialogue.registry.spelling import CHINESE, clean_text, fold_spelling
from trialogue.registry.thesaurus import Stem

VERSION = 1
"""Raise it whenever `document_of` or the engine's schema changes: the index is then made anew."""

OPENNESS = {"RECRUITING": 1.25, "AVAILABLE": 1.25, "NOT_YET_RECRUITING": 1.1}
"""How much more a match counts in a trial that one may ask to join, now or soon."""

NO_LIMIT = 1e9
SEPARATOR = "\x1f"

BOUND = "|"
"""Parts texts that are folded in one go."""

_ALPHABET = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HYPHEN = re.compile("[-‐-―]")
_HYPHENATED = re.compile(rf"\w+(?:{_HYPHEN.pattern}\w+)+")


def document_of(record: Record, also: tuple[str, ...], stem: Stem) -> dict[str, Any]:
    """Make the document of a record. `also` are further texts, such as a Chinese title."""
    card = card_of(record, also)
    candidates = counting(card.centres)
    return {
        **_words(record, card),
        "condition": [whole_condition(text, stem) for text in record.conditions],
        "id": record.id,
        "ids": [one.upper() for one in (record.id, *card.other_ids)],
        "order": order_key(record.id),
        "freshness": _freshness(record),
        "openness": 2 ** OPENNESS.get(record.status, 1.0) - 2,
        "status": record.status,
        "sex": record.sex or "ALL",
        "phase": list(record.phases),
        "youngest": record.youngest_months,
        "oldest_end": NO_LIMIT if record.oldest_end_months is None else record.oldest_end_months,
        "centre": sorted({term for centre in card.centres for term in _centre_terms(centre)}),
        "spot": sorted({spot_term(spot) for spot in _spots(card.centres)}),
        "point": sorted({point_term(spot.lat, spot.lon) for spot in _spots(candidates)}),
        "placed": any(centre.site.point for centre in candidates),
        "recruits": any(centre.recruits for centre in card.centres),
        "card": base64.b64encode(write_card(card)).decode("ascii"),
    }


def whole_condition(text: str, stem: Stem) -> str:
    """Write a whole condition as one term, in stems."""
    folded = turn_around(fold_spelling(clean_text(text)))
    return " ".join(part for word in re.findall(r"[^\W_]+", folded) for part in stem(word))


def chinese_text(text: str) -> str:
    """Write a text as the field of Chinese holds it: signs and letters only, in lower case."""
    return re.sub(r"[\W_]+", "", text).lower()


def point_term(lat: float, lon: float) -> str:
    """Write coordinates as one term."""
    return f"{lat!r},{lon!r}"


def read_point(term: str) -> Point:
    """Read what `point_term` wrote."""
    lat, lon = term.split(",")
    return Point(lat=float(lat), lon=float(lon))


def spot_term(spot: Spot) -> str:
    """Write a spot as one term."""
    return SEPARATOR.join(
        (spot.city, spot.state, spot.country, point_term(spot.lat, spot.lon)),
    )


def read_spot(term: str) -> Spot:
    """Read what `spot_term` wrote."""
    city, state, country, point = term.split(SEPARATOR)
    at = read_point(point)
    return Spot(city, state, country, at.lat, at.lon)


def centre_term(country: str, status: str) -> str:
    """Write "a centre there, with that status" as one term; either may be empty for any."""
    return canonical_country(country) + SEPARATOR + status if country else SEPARATOR + status


def order_key(id: str) -> int:
    """Turn the first twelve signs of an id into a number that sorts as the id does."""
    key = 0
    for sign in id.upper()[:12].ljust(12, "-"):
        key = key * len(_ALPHABET) + max(_ALPHABET.find(sign), 0)
    return key


def _words(record: Record, card: Card) -> dict[str, Any]:
    headings = [mesh.term for mesh in record.mesh_conditions]
    names = [*_turned([*card.conditions, *headings])]
    names += [card.title, card.acronym, record.official_title]
    drugs = [mesh.term for mesh in (*record.mesh_interventions, *record.mesh_broader)]
    about = [*_turned([*card.keywords, *card.interventions, *drugs]), record.summary]
    about += [card.sponsor, *card.arms, *card.also]
    fields = {
        "name": _folded(names),
        "about": _folded(about),
        "criteria": _folded(card.criteria),
    }
    texts = [text for field in fields.values() for text in field]
    return {
        "name": fields["name"],
        "about": [*fields["about"], _joined(texts)],
        "criteria": fields["criteria"],
        "exclusion": _folded(card.exclusions),
        "words": [*fields["name"], *fields["about"]],
        "chinese": [chinese_text(text) for text in texts if CHINESE.search(text)],
    }


def _folded(texts: Iterable[str]) -> list[str]:
    """Write texts in one spelling, each once; several in one go, since most are short."""
    whole = BOUND.join(text.replace(BOUND, " ") for text in dict.fromkeys(texts) if text)
    return [text for text in fold_spelling(clean_text(whole)).split(BOUND) if text]


def _turned(texts: Iterable[str]) -> Iterable[str]:
    """Give each text, and the usual order of an inverted one: `Leukemia, Myeloid, Acute`."""
    for text in texts:
        yield text
        parts = text.split(", ")
        if 1 < len(parts) < 5:
            yield " ".join(reversed(parts))
        turned = turn_around(text)
        if turned != text:
            yield turned


def _joined(texts: Iterable[str]) -> str:
    """Write hyphenated words in one as well, so that `B7H3` finds `B7-H3`."""
    words = {word for text in texts for word in text.split() if _HYPHEN.search(word, 1)}
    found = {part for word in words for part in _HYPHENATED.findall(word) if len(part) < 25}
    return " ".join(sorted(_HYPHEN.sub("", part) for part in found))


def _spots(centres: Iterable[Centre]) -> Iterable[Spot]:
    for centre in centres:
        site = centre.site
        if site.point is not None:
            city, state, country = (
                text.replace(SEPARATOR, " ") for text in (site.city, site.state, site.country)
            )
            yield Spot(city, state, country, site.point.lat, site.point.lon)


def _centre_terms(centre: Centre) -> tuple[str, ...]:
    country = centre.site.country
    if not country:
        return (centre_term("", centre.status),)
    return (
        centre_term(country, centre.status),
        centre_term(country, ""),
        centre_term("", centre.status),
    )


def _freshness(record: Record) -> int:
    """Order trials when nothing was typed: those that recruit first, then the last changed."""
    digits = re.sub(r"\D", "", record.version.posted)[:8].ljust(8, "0")
    return (record.status in OPEN_STATUSES) * 10**8 + int(digits)
