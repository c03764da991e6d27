"""What the index is asked: words, filters, where from, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trialogue.core.record import Point

Sort = Literal["relevance", "distance"]

OLDEST_YEARS = 150
MOST_RESULTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeSpan:
    """An age as far as it is known, in months: at least `from_months`, less than `below_months`.

    A child of 4 is [48, 60). Raises ValueError for an empty span or a negative age.
    """

    from_months: float
    below_months: float

    def __post_init__(self) -> None:
        if not 0 <= self.from_months < self.below_months:
            raise ValueError(
                f"no age: from {self.from_months} to below {self.below_months} months; "
                "give 0 or more, and a later end"
            )


def age_in_years(years: int) -> AgeSpan:
    """Make the span of one age in completed years. Raises ValueError beyond 0 to 150."""
    _check_age(years, OLDEST_YEARS, "years")
    return AgeSpan(from_months=years * 12, below_months=years * 12 + 12)


def age_in_months(months: int) -> AgeSpan:
    """Make the span of one age in completed months. Raises ValueError beyond 0 to 1800."""
    _check_age(months, OLDEST_YEARS * 12, "months")
    return AgeSpan(from_months=months, below_months=months + 1)


def _check_age(given: int, most: int, unit: str) -> None:
    if not 0 <= given <= most:
        raise ValueError(f"age {given} {unit}: allowed are 0 to {most}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question to the index. An empty set or None does not filter.

    - `words` may hold anything; nothing typed there raises. `"in quotes"` is taken literally.
    - `statuses`, `phases`, `sex`, `centre_statuses` are the registry's own words; a sex also
      finds trials for all, and those whose record does not say.
    - `age` finds the trials that may admit somebody of that age; an open bound admits.
    - `countries` in any spelling. With `centre_statuses`, one centre must meet both.
    - `near` is where from; `within_km` keeps the trials whose nearest centre that counts (see
      `centres`) is at most so far. Those without coordinates cannot be told, and are left out
      by `within_km`; `Found.without_place` counts them.
    - `sort` by distance: trials that recruit somewhere first, nearest first; then those that
      recruit nowhere; then those without coordinates.

    Raises ValueError that names what does not fit together.
    """

    words: str = ""
    statuses: frozenset[str] = frozenset()
    age: AgeSpan | None = None
    sex: str = ""
    phases: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    centre_statuses: frozenset[str] = frozenset()
    near: Point | None = None
    within_km: float | None = None
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0

    def __post_init__(self) -> None:
        if self.sex not in ("", "FEMALE", "MALE"):
            raise ValueError(f"sex {self.sex!r}: allowed are FEMALE, MALE, or empty for all")
        if self.near is None and (self.within_km is not None or self.sort == "distance"):
            raise ValueError("a distance was asked for, but not from where; give near=Point(…)")
        if self.within_km is not None and not self.within_km >= 0:
            raise ValueError(f"within {self.within_km} km: allowed are 0 and more")
        if self.limit < 1 or self.offset < 0 or self.limit + self.offset > MOST_RESULTS:
            raise ValueError(
                f"limit {self.limit}, offset {self.offset}: allowed are a limit from 1, an offset "
                f"from 0, and {MOST_RESULTS} together; narrow the search instead"
            )
