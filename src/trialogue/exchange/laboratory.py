"""Laboratory results from a table, for grading: one row a result, with its range and baseline.

Columns: `subject, test, value, unit, low, high, baseline, baseline_status`; further ones are
carried along. `test` is a term of the standard or a usual name of the test. What cannot be
read is a fault with its row and column; such a row is not graded, and says so. A unit that
is not known stops only a rule that compares amounts. The format: docs/reference/grades.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trialogue.core.facts import Comparator
from trialogue.core.safety.laboratory import Baseline, LaboratoryTerm, Of, Result
from trialogue.core.units import UNITS, UnitError, kind_of
from trialogue.exchange.facts.numbers import read_bound, read_number
from trialogue.exchange.facts.rows import Row, Shape
from trialogue.exchange.facts.sheets import read_bytes, sheet_of
from trialogue.exchange.faults import Fault, Misread, fault_of, listing, quote, suggest
from trialogue.exchange.ucum import read_unit
from trialogue.standards.ctcae import Ctcae, fold

COLUMNS = ("subject", "test", "value", "unit", "low", "high", "baseline", "baseline_status")
SHAPE = Shape(columns=COLUMNS, required=("subject", "test", "value"), key="labs")

STATUSES: Mapping[str, Baseline] = {
    "": Baseline.UNKNOWN,
    **{status.value: status for status in Baseline},
    "n": Baseline.NORMAL,
    "h": Baseline.HIGH,
    "l": Baseline.LOW,
}
"""Accepted spellings of a baseline's status, in lower case."""

_COUNTS = (
    "g/l",
    "gi/l",
    "giga/l",
    "gpt/l",
    "thou/ul",
    "thousand/ul",
    "1000/ul",
    "k/cumm",
    "tsd/ul",
)
SPELLINGS: Mapping[str, Mapping[str, str]] = {
    "cell concentration": dict.fromkeys(_COUNTS, "10*9/L") | {"/cumm": "/uL"},
    "sodium": {"meq/l": "mmol/L"},
    "potassium": {"meq/l": "mmol/L"},
}
"""Spellings that mean this only for cells (giga per litre) or for one analyte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabRow:
    """A row as read: what it says, the term that it is graded by, and what stands against it.

    `refused` says why nothing can be graded here; `term` None with it where no term fits.
    `further` are columns that are carried along.
    """

    row: int
    subject: str
    test: str
    unit_written: str
    status_written: str
    result: Result
    term: LaboratoryTerm | None = None
    refused: str = ""
    further: Mapping[str, str] = field(default_factory=dict)


Labs = tuple[tuple[LabRow, ...], tuple[Fault, ...]]


def load_labs(path: Path | str, standard: Ctcae) -> Labs:
    """Read a file of laboratory results; that it cannot be opened is a fault too."""
    data, fault = read_bytes(path)
    if data is None:
        return (), (fault,) if fault else ()
    return read_labs(data, str(path), standard)


def read_labs(data: bytes, file: str, standard: Ctcae) -> Labs:
    """Read CSV, JSON, NDJSON or Parquet into rows to grade by one version of a standard."""
    sheet = sheet_of(data, file, SHAPE)
    faults = list(sheet.faults)
    found: list[LabRow] = []
    for row in sheet.rows:
        if isinstance(row, Fault):
            faults.append(row)
        else:
            reader = _RowReader(file, row, standard)
            found.append(reader.read())
            faults += reader.faults
    if not found and not faults:
        faults.append(
            Fault(
                file=file,
                found="no rows",
                allowed="a row for each laboratory result",
                remedy="check that the export wrote more than the columns' names",
            )
        )
    return tuple(found), tuple(faults)


@dataclass(slots=True)
class _RowReader:
    file: str
    row: Row
    standard: Ctcae
    faults: list[Fault] = field(default_factory=list)

    def cell(self, column: str) -> str:
        return self.row.cells.get(column, "")

    def complain(self, column: str, found: str, problem: Misread) -> None:
        self.faults.append(
            fault_of(problem, file=self.file, row=self.row.line, column=column, found=found)
        )

    def read(self) -> LabRow:
        """Read one row; whatever is wrong has been complained of."""
        if not self.cell("subject"):
            self.complain("subject", "nothing", Misread("the person's code", "write one"))
        term, no_term = self._term()
        value, comparator = self._value()
        numbers = {name: self._number(name) for name in ("low", "high", "baseline")}
        status = self._status()
        unit = self._unit(term)
        self._check_range(numbers["low"], numbers["high"])
        self._check_multiplied(term, numbers["baseline"])
        wrong = [fault.column for fault in self.faults if fault.column not in ("subject", "unit")]
        refused = no_term or ""
        if wrong:
            refused = f"{' and '.join(dict.fromkeys(wrong))} cannot be read: see the faults"
        elif any(fault.column == "unit" for fault in self.faults) and _needs_unit(term, unit):
            refused = "the unit cannot be used: see the faults"
        return LabRow(
            row=self.row.line,
            subject=self.cell("subject"),
            test=self.cell("test"),
            unit_written=self.cell("unit"),
            status_written=self.cell("baseline_status"),
            result=Result(value=value, comparator=comparator, unit=unit, status=status, **numbers),
            term=term,
            refused=refused,
            further={
                name: text for name, text in self.row.cells.items() if name and name not in COLUMNS
            },
        )

    def _term(self) -> tuple[LaboratoryTerm | None, str]:
        """Find the term of the test, or say why this version has none."""
        test = self.cell("test")
        term = self.standard.find(test)
        if term is not None:
            return term, ""
        if said := self.standard.gone.get(fold(test)):
            return None, said
        names = [term.name for term in self.standard.terms]
        every = [*names, *(name for term in self.standard.terms for name in term.names)]
        remedy = suggest(fold(test), every, f"write a laboratory term of {self.standard.name}")
        self.complain("test", quote(test) if test else "nothing", Misread(listing(names), remedy))
        return None, ""

    def _value(self) -> tuple[float | None, Comparator]:
        written = self.cell("value")
        if not written:
            return None, ""
        try:
            value, comparator = read_number(written)
            _check_sign(value)
        except Misread as problem:
            self.complain("value", quote(written), problem)
            return None, ""
        return value, comparator

    def _number(self, column: str) -> float | None:
        written = self.cell(column)
        if not written:
            return None
        try:
            value = read_bound(written)
            _check_sign(value)
        except Misread as problem:
            self.complain(column, quote(written), problem)
            return None
        return value

    def _status(self) -> Baseline:
        written = self.cell("baseline_status")
        found = STATUSES.get(written.casefold())
        if found is None:
            allowed = listing(status.value for status in Baseline)
            self.complain("baseline_status", quote(written), Misread(allowed, "write one of these"))
        return found or Baseline.UNKNOWN

    def _unit(self, term: LaboratoryTerm | None) -> str | None:
        written = self.cell("unit")
        if not written:
            return "1" if term is not None and term.kinds == ("ratio",) else None
        try:
            code = read_laboratory_unit(written, term)
        except UnitError:
            known = [code for code in UNITS if term is None or kind_of(code) in term.kinds]
            remedy = suggest(written, known, "write one of these")
            self.complain("unit", quote(written), Misread(listing(known), remedy))
            return None
        if term is not None and kind_of(code) not in term.kinds:
            known = [code for code in UNITS if kind_of(code) in term.kinds]
            allowed = f"for {term.name}: {listing(known)}"
            self.complain("unit", quote(written), Misread(allowed, "check the test and its unit"))
        return code

    def _check_range(self, low: float | None, high: float | None) -> None:
        if high == 0:
            self.complain("high", "0", Misread("a number above 0", "leave it empty if unknown"))
        elif low is not None and high is not None and low > high:
            misread = Misread(f"{self.cell('low')} or more", "were low and high exchanged?")
            self.complain("high", quote(self.cell("high")), misread)

    def _check_multiplied(self, term: LaboratoryTerm | None, baseline: float | None) -> None:
        """Refuse a baseline of 0 where it is multiplied: everything would lie beyond it."""
        if baseline != 0 or term is None:
            return
        if any(limit.of is Of.BASELINE for edge in term.edges for limit in edge.limits):
            misread = Misread("a number above 0", "leave it empty if unknown")
            self.complain("baseline", "0", misread)


def _check_sign(value: float) -> None:
    if value < 0:
        raise Misread("a number of 0 or more", "check the sign")


def _needs_unit(term: LaboratoryTerm | None, unit: str | None) -> bool:
    """Tell whether a unit that is not known, or of another kind, stops the grading."""
    return term is None or term.has_amounts or unit is not None


def read_laboratory_unit(written: str, term: LaboratoryTerm | None) -> str:
    """Read a unit as laboratories write it for a term. Raises UnitError for one not known."""
    folded = written.casefold().replace("µ", "u").replace("μ", "u").replace(" ", "")
    if term is not None:
        for subject in (*term.kinds, term.analyte):
            if code := SPELLINGS.get(subject, {}).get(folded):
                return code
    return read_unit(written)
