"""The results of an analysis: numbers first, looks second.

One object holds every number with what it rests on; tables, figures, `results.json` and pages
are looks of it. A number belongs to an *analysis*, which names its population, its method and
its parameters; it has a place in a table (`group`, `row`, `statistic`) and a value, or the
reason why there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import polars as pl

from trialogue.core.absent import Absent
from trialogue.core.intervals import Interval, Proportion, Rate

Cells = tuple[str, ...]
"""A row of a listing."""

Value = int | float | str | Absent

ALL = "all"
"""The group of everybody in a population."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Confidence limits, either of which may not exist, with their level and method."""

    lower: float | Absent
    upper: float | Absent
    level: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number. `row` names it from the outside in, such as organ class, then term.

    `of` is what a count is counted of. `bounds` are there where limits were computed; what
    could not be is Absent and carries its reason.
    """

    group: str = ALL
    row: tuple[str, ...]
    statistic: str
    value: Value
    unit: str = ""
    of: int | None = None
    bounds: Bounds | None = None


def bounds_of(interval: Interval | Absent) -> Bounds | None:
    """Give the limits of an exact interval; None where there is none (the value says why)."""
    if isinstance(interval, Absent):
        return None
    return Bounds(
        lower=interval.lower, upper=interval.upper, level=interval.level, method=interval.method
    )


def count(row: tuple[str, ...], value: int, of: int, group: str = ALL) -> tuple[Number, ...]:
    """Make a count and its share of a whole."""
    share: Value = value / of if of else Absent(reason="nobody in this group")
    return (
        Number(group=group, row=row, statistic="n", value=value, unit="participants", of=of),
        Number(group=group, row=row, statistic="share", value=share, of=of),
    )


def share(row: tuple[str, ...], found: Proportion, group: str = ALL) -> tuple[Number, ...]:
    """Make a count and its share with the exact interval."""
    return (
        Number(
            group=group,
            row=row,
            statistic="n",
            value=found.count,
            unit="participants",
            of=found.total,
        ),
        Number(
            group=group,
            row=row,
            statistic="share",
            value=found.share,
            of=found.total,
            bounds=bounds_of(found.interval),
        ),
    )


def rate(row: tuple[str, ...], found: Rate, unit: str, group: str = ALL) -> Number:
    """Make a rate with its exact interval."""
    return Number(
        group=group,
        row=row,
        statistic="rate",
        value=found.rate,
        unit=unit,
        bounds=bounds_of(found.interval),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The numbers of one table, with what must be known to read them.

    `sizes` is the number of participants of each group. `unverified` are the marks of rules
    that nobody has checked yet; they stand under every look of these numbers.
    """

    id: str
    title: str
    population: str
    sizes: Mapping[str, int]
    method: str
    parameters: Mapping[str, str | int | float | bool]
    numbers: tuple[Number, ...]
    unverified: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """List the groups in their order."""
        return tuple(self.sizes)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """List the rows in the order in which they first come up."""
        return tuple(dict.fromkeys(number.row for number in self.numbers))

    def find(self, row: tuple[str, ...], statistic: str, group: str = ALL) -> Number | None:
        """Find one number by its place; None where it is not in the table."""
        return next(
            (
                number
                for number in self.numbers
                if (number.row, number.statistic, number.group) == (row, statistic, group)
            ),
            None,
        )

    def id_of(self, number: Number) -> str:
        """Name a number: its analysis, group, row and statistic."""
        return "/".join((self.id, number.group, *number.row, number.statistic))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What stands behind numbers, participant by participant: headings and rows of text.

    `frame` holds the cells: a study of 100,000 participants has millions. `is_printed` is false
    where the rows are only written to their file, since another listing tells them in groups.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    frame: pl.DataFrame
    notes: tuple[str, ...] = ()
    is_printed: bool = True

    @property
    def size(self) -> int:
        """Count the rows."""
        return self.frame.height

    @property
    def rows(self) -> tuple[Cells, ...]:
        """Give all rows at once."""
        return tuple(self.each())

    def each(self, most: int | None = None) -> Iterator[Cells]:
        """Give one row after the other, at most so many."""
        for portion in self.frame.head(most if most is not None else self.size).iter_slices():
            yield from portion.rows()


PORTION = 20_000
"""So many rows of a listing are packed at a time."""


def list_rows(
    *,
    id: str,
    title: str,
    columns: tuple[str, ...],
    rows: Iterable[Cells],
    notes: tuple[str, ...] = (),
    is_printed: bool = True,
) -> Listing:
    """Make a listing of its rows, each with a cell of text for every column."""
    schema = {str(place): pl.String for place in range(len(columns))}
    parts, left = [pl.DataFrame(schema=schema)], iter(rows)
    while portion := list(islice(left, PORTION)):
        parts.append(pl.DataFrame(portion, schema=schema, orient="row"))
    return Listing(
        id=id,
        title=title,
        columns=columns,
        frame=pl.concat(parts, rechunk=False),
        notes=notes,
        is_printed=is_printed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything an analysis found.

    `conventions` names the rules of the whole analysis: the protocol's, or the named default.
    `inputs` are the SHA-256 of the files read, `digest` that of all of them together.
    """

    study: str
    title: str
    conventions: str
    cut_off: str
    parameters: Mapping[str, str | int | float | bool]
    inputs: Mapping[str, str]
    digest: str
    analyses: tuple[Analysis, ...]
    listings: tuple[Listing, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def analysis(self, id: str) -> Analysis | None:
        """Find an analysis; None where the data for it are not there."""
        return next((one for one in self.analyses if one.id == id), None)

    def listing(self, id: str) -> Listing | None:
        """Find a listing."""
        return next((one for one in self.listings if one.id == id), None)

    def numbers(self) -> Iterator[tuple[Analysis, Number]]:
        """Go through every number with its analysis."""
        for analysis in self.analyses:
            for number in analysis.numbers:
                yield analysis, number
