"""An analysis as a table of a clinical study report, and a listing as it stands.

Rows are named from the outside in; what rows have in common heads them. Columns are the
groups with their sizes, everybody last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trialogue.core.absent import Absent
from trialogue.report.clinical_report.cells import NONE, lines_of, percent, plain
from trialogue.report.document import Column, Note, ReportTable, Row
from trialogue.report.study.results import ALL, Analysis, Listing, Number

PARAMETERS_TOLD_ONCE = frozenset({"conventions"})
Path = tuple[str, ...]
"""A row's name from the outside in."""

EPISODES = {
    "episodes": "episodes",
    "going on": "going on",
    "median duration": "median days",
    "rate": "rate per 100 person-years",
}
"""What is told of the episodes of a term, and its heading."""
PARTICIPANT = "participant"
"""The column of a listing that names a participant by code."""
MOST_LISTED = 10_000
"""So many rows of a listing are shown in the report."""

GRADES = ("grade 1", "grade 2", "grade 3", "grade 4", "grade 5", "grade missing")


def table_of(analysis: Analysis, labels: Mapping[str, str]) -> ReportTable:
    """Put an analysis into a table; `labels` names groups as people read them."""
    if analysis.id.startswith("ae-terms") and len(analysis.groups) == 1:
        return _grades_table(analysis)
    groups = analysis.groups
    return ReportTable(
        id=f"t-{analysis.id}",
        title=analysis.title,
        columns=(
            Column(label="", is_number=False),
            *(Column(label=_head(analysis, group, labels)) for group in groups),
        ),
        rows=tuple(_rows(analysis)),
        notes=notes_of(analysis),
    )


def _head(analysis: Analysis, group: str, labels: Mapping[str, str]) -> str:
    name = "Everybody" if group == ALL else labels.get(group, group)
    return f"{name} (N = {analysis.sizes[group]:,})"


def sentence_case(words: str) -> str:
    """Begin with a capital, and leave the rest: CTCAE terms and abbreviations stay."""
    return words[:1].upper() + words[1:]


def _rows(analysis: Analysis) -> Iterator[Row]:
    empty = [""] * len(analysis.groups)
    before: Path = ()
    found = _by_row(analysis)
    for row in in_order(found):
        for depth in range(len(row) - 1):
            outer = row[: depth + 1]
            if before[: depth + 1] != outer and outer not in found:
                name = sentence_case(outer[-1])
                yield Row(cells=(name, *empty), level=depth, is_group=depth == 0)
        before = row
        yield from _lines(analysis.groups, row, found[row])


def _by_row(analysis: Analysis) -> dict[Path, dict[str, dict[str, Number]]]:
    """Index the numbers by row, group and statistic."""
    found: dict[Path, dict[str, dict[str, Number]]] = {}
    for number in analysis.numbers:
        groups = found.setdefault(number.row, {})
        groups.setdefault(number.group, {})[number.statistic] = number
    return found


def in_order(rows: Iterable[Path]) -> list[Path]:
    """Put rows that share an outer name together, each where that name first comes up."""
    places: dict[Path, int] = {}
    for row in rows:
        for depth in range(len(row)):
            places.setdefault(row[: depth + 1], len(places))

    def place(row: Path) -> tuple[int, ...]:
        return tuple(places[row[: depth + 1]] for depth in range(len(row)))

    return sorted(dict.fromkeys(rows), key=place)


def _lines(
    groups: Sequence[str], row: Path, found: Mapping[str, Mapping[str, Number]]
) -> Iterator[Row]:
    level = len(row) - 1
    by_group = {group: lines_of(found.get(group, {})) for group in groups}
    names = list(dict.fromkeys(name for lines in by_group.values() for name, _ in lines))
    name = sentence_case(_told(row[-1], found))
    if names == [""]:
        yield Row(cells=(name, *_cells(by_group, "")), level=level)
        return
    yield Row(cells=(name, *[""] * len(by_group)), level=level, is_group=level == 0)
    for one in names:
        words = one or "participants"
        yield Row(cells=(words, *_cells(by_group, one)), level=level + 1)


def _told(name: str, found: Mapping[str, Mapping[str, Number]]) -> str:
    """Put the unit behind the name of a row of measured values."""
    units = (
        statistics[one].unit
        for statistics in found.values()
        for one in ("mean", "days")
        if one in statistics
    )
    unit = next(units, "")
    return f"{name}, {unit}" if unit and unit not in name else name


def _cells(by_group: Mapping[str, list[tuple[str, str]]], name: str) -> tuple[str, ...]:
    return tuple(dict(lines).get(name, NONE) for lines in by_group.values())


def _grades_table(analysis: Analysis) -> ReportTable:
    """Put adverse events by class and term into columns by worst grade, related ones beside."""
    grades = [one for one in GRADES if any(number.statistic == one for number in analysis.numbers)]
    found: dict[tuple[str, ...], dict[str, Number]] = {}
    for number in analysis.numbers:
        found.setdefault(number.row, {})[number.statistic] = number
    rows = []
    for row in dict.fromkeys(number.row[:-1] for number in analysis.numbers):
        every, related = found[(*row, "all causes")], found.get((*row, "related"), {})
        cells = (
            sentence_case(row[-1]),
            _counted(every),
            *(plain(every[one].value) if one in every else "0" for one in grades),
            _counted(related),
            *(_known(every.get(one)) for one in EPISODES),
        )
        rows.append(Row(cells=cells, level=len(row) - 1))
    return ReportTable(
        id=f"t-{analysis.id}",
        title=f"{analysis.title} (N = {analysis.sizes[ALL]:,})",
        columns=(
            Column(label="Class and term", is_number=False),
            Column(label="Any grade, n (%)"),
            *(Column(label=sentence_case(one)) for one in grades),
            Column(label="Related, n (%)"),
            *(Column(label=sentence_case(label)) for label in EPISODES.values()),
        ),
        rows=tuple(rows),
        notes=notes_of(analysis),
    )


def _known(number: Number | None) -> str:
    """Write a number; a sign where there is none, since the column is narrow."""
    if number is None or isinstance(number.value, Absent):
        return NONE
    return plain(number.value)


def _counted(found: Mapping[str, Number]) -> str:
    if "n" not in found or "share" not in found:
        return NONE
    return f"{plain(found['n'].value)} ({percent(found['share'].value)})"


def notes_of(analysis: Analysis) -> tuple[Note, ...]:
    """Say below a table what it rests on: population, method, parameters, marks."""
    parameters = "; ".join(
        f"{name.replace('_', ' ')}: {_parameter(value)}"
        for name, value in analysis.parameters.items()
        if name not in PARAMETERS_TOLD_ONCE and str(value)
    )
    notes = [
        Note(text=f"Population: {analysis.population}."),
        Note(text=f"Method: {analysis.method}."),
    ]
    if parameters:
        notes.append(Note(text=f"Parameters: {parameters}."))
    notes.append(Note(text=f"Conventions: {analysis.parameters.get('conventions', 'not named')}."))
    notes += [Note(text=sentence_case(one) + ".") for one in analysis.notes]
    notes += [Note(text=mark, is_unverified=True) for mark in analysis.unverified]
    return tuple(notes)


def _parameter(value: str | int | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def listing_table(listing: Listing) -> ReportTable:
    """Put a listing into a table, every cell as it stands; a long one's first rows.

    A browser does not open a page of millions of rows; the listing's file has all of them.
    """
    notes = [Note(text=note) for note in listing.notes]
    if listing.size > MOST_LISTED:
        place = f"tables/{listing_id(listing)}.csv"
        notes.insert(
            0, Note(text=f"The first {MOST_LISTED:,} of {listing.size:,} rows; all: {place}.")
        )
    return ReportTable(
        id=listing_id(listing),
        title=listing.title,
        columns=tuple(
            Column(label=sentence_case(name), is_number=False, is_person=name == PARTICIPANT)
            for name in listing.columns
        ),
        rows=tuple(Row(cells=row) for row in listing.each(MOST_LISTED)),
        notes=tuple(notes),
    )


def listing_id(listing: Listing) -> str:
    """Name a listing as a table of the report and as a file."""
    return f"l-{listing.id}"
