"""A folder of SDTM data sets, read whole: tables, findings, and a hash of each file.

Beyond the cells (`cells.py`) what is asked of every table: each row's participant is in DM,
no participant is in DM twice, no record has the number of another (`--SEQ`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from trialogue.exchange.faults import Fault, quote
from trialogue.exchange.sdtm.cells import understand
from trialogue.exchange.sdtm.files import DataFile, find_data_files, read_data_file
from trialogue.exchange.sdtm.raw import ROW
from trialogue.exchange.sdtm.variables import BY_CODE

FILE = "#file"
"""The column that names the file of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """The data sets of a study by their code (`DM`, `AE`), those that are present.

    Each table has the variables of its domain, and `#row` and `#file`, which say where a row
    stands. `hashes` gives the SHA-256 of each file that was read, by its name.
    """

    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)

    def table(self, code: str) -> pl.DataFrame:
        """Give a table; an empty one, with all its variables, where the data set is absent."""
        return self.tables[code] if code in self.tables else empty_table(code)

    @property
    def subjects(self) -> tuple[str, ...]:
        """List the participants, in the order of DM."""
        return tuple(self.table("DM").get_column("USUBJID"))


def empty_table(code: str) -> pl.DataFrame:
    """Make a table of a domain without rows."""
    frame, _ = understand(pl.DataFrame({ROW: []}, schema={ROW: pl.Int64}), BY_CODE[code], "")
    return frame.with_columns(pl.lit("").alias(FILE))


def load_study(folder: Path) -> tuple[Study, tuple[Fault, ...]]:
    """Read every data set of a folder into tables and findings."""
    try:
        files, said = find_data_files(folder)
    except OSError as problem:
        return Study(), (
            Fault(
                file=str(folder),
                found=f"a folder that cannot be read: {problem.strerror or problem}",
                allowed="a folder of SDTM data sets",
                remedy="check the path, and that you may read it",
            ),
        )
    parts: dict[str, list[pl.DataFrame]] = {}
    faults: list[Fault] = list(said)
    hashes: dict[str, str] = {}
    for one in files:
        raw, data = read_data_file(one)
        hashes[one.name] = hashlib.sha256(data).hexdigest()
        faults.extend(raw.faults)
        if raw.frame is not None:
            parts.setdefault(one.domain, []).append(_understood(raw.frame, one, faults))
    tables = {code: pl.concat(frames) for code, frames in parts.items()}
    return assemble(tables, hashes, str(folder), faults)


def _understood(frame: pl.DataFrame, one: DataFile, faults: list[Fault]) -> pl.DataFrame:
    read, found = understand(frame, BY_CODE[one.domain], one.name)
    faults.extend(found)
    return read.with_columns(pl.lit(one.name).alias(FILE))


def assemble(
    tables: dict[str, pl.DataFrame], hashes: dict[str, str], folder: str, faults: list[Fault]
) -> tuple[Study, tuple[Fault, ...]]:
    """Make a study of tables that are understood, each with what is asked of every table."""
    if "DM" not in tables:
        faults.append(
            Fault(
                file=folder,
                column="DM",
                found="no data set DM (demographics) that could be read",
                allowed="dm.csv, dm.parquet, dm.xpt or dm.json",
                remedy="add it: it says who took part",
            )
        )
        return Study(hashes=hashes), tuple(faults)
    tables["DM"] = _once_each(tables["DM"], faults)
    people = tables["DM"].get_column("USUBJID")
    for code, frame in tables.items():
        if code != "DM":
            tables[code] = _of_known_people(frame, people, faults)
            faults.extend(_numbered_twice(code, tables[code]))
    return Study(tables=tables, hashes=hashes), tuple(faults)


def _once_each(people: pl.DataFrame, faults: list[Fault]) -> pl.DataFrame:
    first = people.get_column("USUBJID").is_first_distinct()
    for row, file, subject in people.filter(~first).select(ROW, FILE, "USUBJID").iter_rows():
        faults.append(
            Fault(
                file=file,
                row=row,
                column="USUBJID",
                found=f"the participant {quote(subject)} a second time",
                allowed="one row for each participant in DM",
                remedy="keep one row; the first was used",
            )
        )
    return people.filter(first)


def _of_known_people(frame: pl.DataFrame, people: pl.Series, faults: list[Fault]) -> pl.DataFrame:
    known = frame.get_column("USUBJID").is_in(people.implode())
    for row, file, subject in frame.filter(~known).select(ROW, FILE, "USUBJID").iter_rows():
        faults.append(
            Fault(
                file=file,
                row=row,
                column="USUBJID",
                found=f"the participant {quote(subject)}, who is not in DM",
                allowed="a USUBJID of DM",
                remedy="add the participant to DM, or correct the code; the row was left out",
            )
        )
    return frame.filter(known)


def _numbered_twice(code: str, frame: pl.DataFrame) -> Iterator[Fault]:
    """Name records that carry another one's number; all of them are used."""
    number = f"{code}SEQ"
    if number not in frame.columns:
        return
    numbered = frame.filter(pl.col(number).is_not_null())
    again = ~numbered.select("USUBJID", number).is_duplicated() | (
        numbered.select(pl.struct("USUBJID", number).is_first_distinct()).to_series()
    )
    for row, file, subject, value in (
        numbered.filter(~again).select(ROW, FILE, "USUBJID", number).iter_rows()
    ):
        yield Fault(
            file=file,
            row=row,
            column=number,
            found=f"{value:g} a second time for {quote(subject)}",
            allowed=f"each {number} once for a participant",
            remedy="look whether the row is there twice; it was used",
        )
