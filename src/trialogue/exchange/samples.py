"""Samples from a table, for kinetics: one row a sample, grouped into profiles.

Columns: `subject, assay, day, value, unit, lloq`, and `infusion` where somebody had several
(each begins a profile of its own, with its own day 0). Assays are never pooled, nor units.
A row that cannot be read is a fault, and its profile says that it was left out. The format:
docs/reference/kinetics.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trialogue.core.kinetics.samples import BELOW, FARTHEST, Level, Profile, Sample
from trialogue.exchange.facts.numbers import read_number
from trialogue.exchange.facts.rows import Row, Shape
from trialogue.exchange.facts.sheets import read_bytes, sheet_of
from trialogue.exchange.faults import Fault, Misread, fault_of, quote

COLUMNS = ("subject", "assay", "day", "value", "unit", "lloq", "infusion")
SHAPE = Shape(columns=COLUMNS, required=("subject", "assay", "day", "value"), key="samples")

BELOW_WORDS = frozenset(
    {
        "blq", "bloq", "bql", "blloq", "<lloq", "<loq", "<blq", "below lloq", "below loq",
        "below limit of quantification", "not detected", "undetectable", "nd",
        "低于定量下限", "未检出",
    }
)  # fmt: skip
"""How laboratories write "below the limit of quantification", in lower case."""

VALUE = "a number of 0 or more, or BLQ for below the limit of quantification"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProfile:
    """A profile as read. `notes` say what was left out; `refused` why nothing is computed."""

    profile: Profile
    notes: tuple[str, ...] = ()
    refused: str = ""


Profiles = tuple[tuple[ReadProfile, ...], tuple[Fault, ...]]


def load_samples(path: Path | str) -> Profiles:
    """Read a file of samples; that it cannot be opened is a fault too."""
    data, fault = read_bytes(path)
    if data is None:
        return (), (fault,) if fault else ()
    return read_samples(data, str(path))


def read_samples(data: bytes, file: str) -> Profiles:
    """Read CSV, JSON, NDJSON or Parquet into one profile for each subject, assay and infusion."""
    sheet = sheet_of(data, file, SHAPE)
    reader = _Reader(file, list(sheet.faults))
    for row in sheet.rows:
        if isinstance(row, Fault):
            reader.faults.append(row)
        else:
            reader.read(row)
    if not reader.groups and not reader.faults:
        reader.faults.append(
            Fault(
                file=file,
                found="no rows",
                allowed="a row for each sample",
                remedy="check that the export wrote more than the columns' names",
            )
        )
    found = tuple(reader.profiles())
    return found, tuple(reader.faults)


@dataclass(slots=True)
class _Group:
    samples: list[tuple[int, str, Sample]] = field(default_factory=list)
    """Line, unit as written, sample."""
    broken: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)


Key = tuple[str, str, str]


@dataclass(slots=True)
class _Reader:
    file: str
    faults: list[Fault]
    groups: dict[Key, _Group] = field(default_factory=dict)
    line: int = 0

    def complain(self, column: str, found: str, problem: Misread) -> None:
        self.faults.append(
            fault_of(problem, file=self.file, row=self.line, column=column, found=found)
        )

    def read(self, row: Row) -> None:
        """Read one row into its group; whatever is wrong has been complained of."""
        self.line = row.line
        cells = row.cells
        key = (cells.get("subject", ""), cells.get("assay", ""), cells.get("infusion", ""))
        for column, name in zip(("subject", "assay"), key, strict=False):
            if not name:
                self.complain(column, "nothing", Misread(f"a name of the {column}", "write one"))
        if not (key[0] and key[1]):
            return
        group = self.groups.setdefault(key, _Group())
        if not cells.get("value"):
            group.empty.append(row.line)
            return
        before = len(self.faults)
        day = self._day(cells.get("day", ""))
        lloq = self._lloq(cells.get("lloq", ""))
        level, said = self._level(cells["value"])
        if len(self.faults) > before or day is None or level is None:
            group.broken.append(row.line)
            return
        sample = Sample(
            day=day,
            level=level,
            lloq=said if lloq is None else lloq,
            source=f"{Path(self.file).name}:{row.line}",
        )
        group.samples.append((row.line, cells.get("unit", ""), sample))

    def _day(self, written: str) -> float | None:
        try:
            day, comparator = read_number(written)
            if comparator or not -FARTHEST <= day <= FARTHEST:
                raise Misread("days from the infusion", "check the day")
        except Misread as problem:
            allowed = "days from the start of the infusion, such as 0, 7 or 27.5"
            self.complain(
                "day", quote(written) if written else "nothing", Misread(allowed, problem.remedy)
            )
            return None
        return day

    def _lloq(self, written: str) -> float | None:
        if not written:
            return None
        try:
            lloq, comparator = read_number(written)
            if comparator or lloq < 0:
                raise Misread("", "write the number alone")
        except Misread as problem:
            allowed = "the assay's lower limit of quantification, a number of 0 or more"
            self.complain("lloq", quote(written), Misread(allowed, problem.remedy))
            return None
        return lloq

    def _level(self, written: str) -> tuple[Level | None, float | None]:
        """Read a level, and the limit that `<50` tells."""
        if " ".join(written.casefold().split()) in BELOW_WORDS:
            return BELOW, None
        try:
            value, comparator = read_number(written)
            if ">" in comparator:
                raise Misread(VALUE, "write the number that was measured, or leave the row out")
            if value < 0:
                raise Misread(VALUE, "check the sign")
        except Misread as problem:
            self.complain("value", quote(written), Misread(VALUE, problem.remedy))
            return None, None
        return (BELOW, value) if comparator else (value, None)

    def profiles(self) -> Iterator[ReadProfile]:
        """Give the profiles in the order in which they began."""
        for (subject, assay, infusion), group in self.groups.items():
            units = Counter(_folded(unit) for _, unit, _ in group.samples)
            refused = ""
            if len(units) > 1:
                refused = "the samples are in more than one unit"
                self._complain_units(group, units.most_common(1)[0][0])
            yield ReadProfile(
                profile=Profile(
                    subject=subject,
                    assay=assay,
                    infusion=infusion,
                    unit=group.samples[0][1] if group.samples else "",
                    samples=tuple(sample for *_, sample in group.samples),
                ),
                notes=tuple(_notes(group)),
                refused=refused,
            )

    def _complain_units(self, group: _Group, usual: str) -> None:
        kept = next(unit for _, unit, _ in group.samples if _folded(unit) == usual)
        for line, unit, _ in group.samples:
            if _folded(unit) != usual:
                self.line = line
                remedy = "convert it, or give the other unit an assay name of its own"
                allowed = f"{quote(kept)}, as in the other rows of this subject and assay"
                self.complain("unit", quote(unit) if unit else "nothing", Misread(allowed, remedy))


def _folded(unit: str) -> str:
    return "".join(unit.casefold().replace("µ", "u").replace("μ", "u").split())


def _notes(group: _Group) -> Iterator[str]:
    for lines, what in ((group.broken, "cannot be read"), (group.empty, "without a value")):
        if lines:
            listed = ", ".join(str(line) for line in lines[:10])
            more = " …" if len(lines) > 10 else ""
            yield f"left out, {what}: line {listed}{more}"
