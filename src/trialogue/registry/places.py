"""Cities by name: which there are, where they lie, and what was meant by a misspelled one.

The only source is the registry's own sites. Spellings at the very same coordinates are one
city (`Guangzhou`, `Guanzhou`), and so is one spelling at coordinates close to each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from trialogue.core.record import Point
from trialogue.registry.geo import compute_distance_km
from trialogue.registry.names import (
    canonical_country,
    chinese_name,
    known_country,
    other_names,
)
from trialogue.registry.spelling import CHINESE, compute_edits, fold_name

SAME_CITY_KM = 30.0
"""One spelling at two coordinates nearer than this is one city; farther apart it is two."""

MOST_SUGGESTIONS = 6

_SUFFIX = re.compile(r" (city|shi|si|ku|cedex( \d+)?)$")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A city, state and country as a site of the registry has them, with coordinates."""

    city: str
    state: str
    country: str
    lat: float
    lon: float

    @property
    def point(self) -> Point:
        """Give the coordinates."""
        return Point(lat=self.lat, lon=self.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city with sites. `name` is the commonest spelling, `country` the one that we show.

    `spellings` holds every spelling of the registry; `weight` is how often it occurs there.
    """

    name: str
    state: str
    country: str
    point: Point
    spellings: tuple[str, ...]
    weight: int

    @property
    def label(self) -> str:
        """Write `Cambridge, Massachusetts, United States`, without a state named like the city."""
        state = "" if fold_name(self.state).startswith(fold_name(self.name)) else self.state
        return ", ".join(dict.fromkeys(part for part in (self.name, state, self.country) if part))

    @property
    def chinese(self) -> str:
        """Give the city's Chinese name, empty where our table has none."""
        return chinese_name(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """What a typed place may mean.

    - `found`: one city, in `place`; `choices` holds others of that name.
    - `area`: a country or a state; `choices` holds its cities.
    - `unknown`: no city of the registry; `choices` holds the nearest spellings, `country`
      and `cities` the country that was named with it (else that of the nearest spelling)
      and its cities.
    """

    kind: Literal["found", "area", "unknown"]
    typed: str
    place: Place | None = None
    choices: tuple[Place, ...] = ()
    country: str = ""
    cities: tuple[Place, ...] = ()


class Places:
    """The cities of a set of sites. Made from spots with how often each occurs."""

    def __init__(self, spots: Mapping[Spot, int]) -> None:
        self._all = _merge(spots)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._by_state: dict[str, list[Place]] = defaultdict(list)
        self._by_country: dict[str, list[Place]] = defaultdict(list)
        for place in self._all:
            for name in _names(place):
                self._by_name[name].append(place)
            if place.state:
                self._by_state[fold_name(place.state)].append(place)
            self._by_country[place.country].append(place)
        self.names = frozenset(
            {*self._by_name, *self._by_state, *map(fold_name, self._by_country)} - {""}
        )
        """All folded names of cities, in every language that we know, of states and countries."""
        self.chinese_names = tuple(
            sorted((name for name in self.names if CHINESE.match(name)), key=len, reverse=True)
        )
        """Those of them that are Chinese, longest first."""
        # Cities of one name: the one with most sites first.
        for several in self._by_name.values():
            several.sort(key=lambda place: (-place.weight, place.label))

    def __len__(self) -> int:
        """Count the cities."""
        return len(self._all)

    @property
    def countries(self) -> tuple[str, ...]:
        """List the countries that have a city here, by alphabet."""
        return tuple(sorted(self._by_country))

    def in_country(self, country: str) -> tuple[Place, ...]:
        """List the cities of a country by alphabet; the country in any spelling."""
        return _alphabetical(self._by_country.get(canonical_country(country), ()))

    def find(self, typed: str) -> PlaceAnswer:
        """Find the city that was typed, alone or followed by its state or country.

        Never raises: whatever cannot be found is answered with the nearest spellings.
        """
        cities, within = self._read(typed)
        if cities:
            return PlaceAnswer(kind="found", typed=typed, place=cities[0], choices=cities[1:])
        area = self._area(typed)
        if area:
            country = known_country(typed)
            return PlaceAnswer(kind="area", typed=typed, country=country, choices=area)
        return self._unknown(typed, within)

    def _read(self, typed: str) -> tuple[tuple[Place, ...], str]:
        """Take `City`, then its state, its country or both; give the cities and the country."""
        exact = self._named(typed)
        if exact:
            return tuple(exact), ""
        words = [word.strip() for word in typed.replace("，", ",").split(",")]
        for cut in range(len(words) - 1, 0, -1):
            named, behind = self._named(", ".join(words[:cut])), words[cut:]
            inside = [one for one in named if all(_lies_in(one, area) for area in behind)]
            if inside:
                return tuple(inside), ""
        return (), known_country(words[-1]) if len(words) > 1 else ""

    def _named(self, city: str) -> list[Place]:
        name = fold_name(city)
        return self._by_name.get(name) or self._by_name.get(name.removesuffix("市"), [])

    def _area(self, typed: str) -> tuple[Place, ...]:
        inside = self._by_country.get(canonical_country(typed)) or self._by_state.get(
            fold_name(typed)
        )
        return _alphabetical(inside or ())

    def _unknown(self, typed: str, country: str) -> PlaceAnswer:
        city = fold_name(typed.replace("，", ",").split(",")[0])[:60]
        near = self._nearest(city, country)
        country = country or (near[0].country if near else "")
        return PlaceAnswer(
            kind="unknown",
            typed=typed,
            choices=near,
            country=country,
            cities=self.in_country(country) if country else (),
        )

    def _nearest(self, city: str, country: str) -> tuple[Place, ...]:
        most = len(city) // 3 if CHINESE.match(city) else max(1, len(city) // 3)
        ranked = []
        for name, places in self._by_name.items():
            edits = compute_edits(city, name, most) if city else most + 1
            if edits <= most:
                ranked += [(edits, one) for one in places if country in ("", one.country)]
        ranked.sort(key=lambda one: (one[0], -one[1].weight, one[1].label))
        return tuple(dict.fromkeys(place for _, place in ranked))[:MOST_SUGGESTIONS]


def places_of(spots: Iterable[Spot]) -> Places:
    """Make places from sites, one spot for each site that has coordinates."""
    return Places(Counter(spots))


def _lies_in(place: Place, area: str) -> bool:
    return known_country(area) == place.country or fold_name(area) == fold_name(place.state)


def _names(place: Place) -> set[str]:
    names = {fold_name(spelling) for spelling in place.spellings}
    for spelling in place.spellings:
        names |= {fold_name(other) for other in other_names(spelling)}
    return names - {""}


def _alphabetical(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: (fold_name(place.name), place.label)))


def _merge(spots: Mapping[Spot, int]) -> tuple[Place, ...]:
    """Join the spots that are one city."""
    at_point: dict[tuple[str, float, float], list[Spot]] = defaultdict(list)
    for spot in sorted(spots):
        at_point[canonical_country(spot.country), spot.lat, spot.lon].append(spot)
    by_name: dict[tuple[str, str], list[list[Spot]]] = defaultdict(list)
    for (country, _, _), here in at_point.items():
        key = country, _stem(_commonest(here, spots).city)
        for cluster in by_name[key]:
            if compute_distance_km(cluster[0].point, here[0].point) <= SAME_CITY_KM:
                cluster += here
                break
        else:
            by_name[key].append(list(here))
    return tuple(
        _place(cluster, country, spots)
        for (country, _), clusters in by_name.items()
        for cluster in clusters
    )


def _stem(city: str) -> str:
    """Give the name by which spellings of one city are joined where they lie close together."""
    names = other_names(city)
    return _SUFFIX.sub("", fold_name(names[0] if names else city))


def _commonest(spots: Iterable[Spot], weights: Mapping[Spot, int]) -> Spot:
    return min(spots, key=lambda spot: (-weights[spot], spot))


def _place(cluster: list[Spot], country: str, weights: Mapping[Spot, int]) -> Place:
    cities: Counter[str] = Counter()
    points: Counter[Point] = Counter()
    states: Counter[str] = Counter()
    for spot in cluster:
        cities[spot.city] += weights[spot]
        points[spot.point] += weights[spot]
        states[spot.state] += weights[spot] * bool(spot.state)
    spellings = tuple(sorted(cities, key=lambda city: (-cities[city], city)))
    return Place(
        name=spellings[0],
        state=min(states, key=lambda state: (-states[state], state)),
        country=country,
        point=min(points, key=lambda point: (-points[point], point.lat, point.lon)),
        spellings=spellings,
        weight=sum(weights[spot] for spot in cluster),
    )
