"""Other spellings of countries and cities, in English and Chinese; Spanish names.

No gazetteer: where a city lies comes from the registry's own sites, see `places`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from trialogue.registry.spelling import CHINESE, fold_name
from trialogue.registry.table import Group, shipped_groups


@cache
def load_countries() -> tuple[Group, ...]:
    """Read the countries; the leader of each group is the name that we show."""
    return shipped_groups("names/countries.txt")


@cache
def load_cities() -> tuple[Group, ...]:
    """Read other names of cities."""
    return shipped_groups("names/cities.txt")


@cache
def _by_spelling(table: str) -> MappingProxyType[str, Group]:
    groups = load_countries() if table == "countries" else load_cities()
    return MappingProxyType({fold_name(text): group for group in groups for text in group.texts})


@lru_cache(4096)
def canonical_country(text: str) -> str:
    """Name a country as we show it: `Korea, Republic of` is `South Korea`.

    A name that our table does not have stays as it is.
    """
    group = _by_spelling("countries").get(fold_name(text))
    return group.leader if group else text.strip()


def known_country(text: str) -> str:
    """Name the country that is spelled so; empty where our table has none."""
    group = _by_spelling("countries").get(fold_name(text))
    return group.leader if group else ""


def other_names(city: str) -> tuple[str, ...]:
    """List all names of a city that our table knows; none where it is not in it."""
    group = _by_spelling("cities").get(fold_name(city))
    return group.texts if group else ()


def chinese_name(name: str) -> str:
    """Give the Chinese name of a country or city; empty where our tables have none."""
    spelled = fold_name(name)
    for table in ("cities", "countries"):
        group = _by_spelling(table).get(spelled)
        for text in group.texts if group else ():
            if CHINESE.match(text):
                return text
    return ""


@cache
def _spanish() -> MappingProxyType[str, str]:
    text = files("trialogue.registry").joinpath("names/spanish.txt").read_text(encoding="utf-8")
    rows = (line.split(" | ") for line in text.splitlines() if line and not line.startswith("#"))
    return MappingProxyType({fold_name(english): spanish for english, spanish in rows})


def spanish_name(name: str) -> str:
    """Give the Spanish name of a country or disease; empty where our table has none."""
    return _spanish().get(fold_name(name), "")
