"""Names of diseases, drugs and places in other languages, as far as this copy knows them.

They come from the trial's own protocol, from the tables of places, and from the leading names
of the search's synonyms, which mean the very same; lay words beside them may be broader.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.words import Text
from trialogue.core.record import Record
from trialogue.registry.names import canonical_country, chinese_name, spanish_name
from trialogue.registry.spelling import CHINESE
from trialogue.registry.synonyms import load_synonyms
from trialogue.report.overview import Names, Source, read_source
from trialogue.report.overview.source.facts import said_name
from trialogue.web.trials.known import KnownTrial


def source_of(trial: KnownTrial) -> Source:
    """Take a trial's record apart, with the names that this copy knows in other languages."""
    return read_source(trial.record, names_for(trial))


def names_for(trial: KnownTrial) -> Names:
    """Give the names in other languages of what a record names; what has none stays as it is."""
    chinese = {**_from_tables(trial.record), **dict(_from_protocol(trial.protocol, "zh"))}
    spanish = {**_spanish(trial.record), **dict(_spanish_of_protocol(trial.protocol))}
    return {"zh-Hans": chinese, "es": spanish}


def _spanish(record: Record) -> dict[str, str]:
    """Read our table: diseases, and countries as we name them."""
    found = {name.casefold(): spanish_name(name) for name in map(said_name, record.conditions)}
    for site in record.sites:
        country = canonical_country(site.country)
        found[site.country.casefold()] = spanish_name(country) or country
    return {name: spanish for name, spanish in found.items() if spanish}


def _spanish_of_protocol(protocol: Protocol | None) -> Iterator[tuple[str, str]]:
    """Give the protocol's names; common nouns begin small, as they stand within a sentence."""
    places = {one.en.casefold() for one in _places_of(protocol)} if protocol else set()
    for name, said in _from_protocol(protocol, "es"):
        is_common = name not in places and said[1:2].islower()
        yield name, f"{said[0].lower()}{said[1:]}" if is_common else said


def _from_tables(record: Record) -> dict[str, str]:
    diseases = _diseases()
    names = [said_name(one) for one in record.conditions]
    found = {one.casefold(): diseases.get(one.casefold(), "") for one in names}
    for site in record.sites:
        for place in (site.country, site.city):
            found.setdefault(place.casefold(), chinese_name(place))
    return {name: chinese for name, chinese in found.items() if chinese}


@cache
def _diseases() -> dict[str, str]:
    """Read the leading name of each group of synonyms, and its first Chinese name."""
    return {
        group.leader.casefold(): next(text for text in group.texts if CHINESE.match(text))
        for group in load_synonyms()
        if not group.is_soft and any(CHINESE.match(text) for text in group.texts)
    }


def _from_protocol(protocol: Protocol | None, language: str) -> Iterator[tuple[str, str]]:
    for text in _texts(protocol) if protocol is not None else ():
        said = text.say(language)
        if said != text.en:
            yield text.en.casefold(), said


def _texts(protocol: Protocol) -> Iterator[Text]:
    yield from (one.label for one in protocol.conditions)
    if protocol.dosing.cells is not None:
        yield protocol.dosing.cells.label
    yield from (drug.label for regimen in protocol.dosing.regimens for drug in regimen.drugs)
    yield from _places_of(protocol)


def _places_of(protocol: Protocol) -> Iterator[Text]:
    yield protocol.sponsor.name
    for centre in protocol.centres:
        yield from (centre.city, centre.country)
