"""Read the assay of a cell product: a CSV table or JSON, one product a row.

Columns: docs/how-to/write-an-assay-file.md. Fractions are 0 to 1; a percentage is refused
with the remedy, never guessed. A row with a fault gives no assay, the other rows do.
Source of the meaning: clinical reference 1.5.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from trialogue.core.dosing.cells import Assay
from trialogue.core.dosing.rounding import show_exact
from trialogue.core.protocol.doses import BodyLimits
from trialogue.exchange.assay_rows import RawRow, read_rows
from trialogue.exchange.faults import Fault, listing, quote, suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the assay file. `low` and `high` bound a number, both ends allowed."""

    name: str
    kind: Literal["text", "fraction", "number"]
    required: bool = False
    low: float = 0.0
    high: float = math.inf
    above_low: bool = False
    """The lower bound itself is refused."""
    unit: str = ""
    choices: tuple[str, ...] = ()
    remedy: str = ""


MOST_PER_KG = 1000.0
MOST_ML = 5000.0

COLUMNS: tuple[Column, ...] = (
    Column(name="product", kind="text"),
    Column(
        name="total_cells_per_ml",
        kind="number",
        required=True,
        unit="cells per mL",
        remedy="write the number of cells in one mL, as in 5e6",
    ),
    Column(name="viability", kind="fraction", required=True),
    Column(name="cd3_fraction", kind="fraction"),
    Column(name="car_fraction", kind="fraction", required=True),
    Column(name="denominator", kind="text", choices=("viable_cd3", "viable")),
    Column(name="measured", kind="text", choices=("post_thaw", "pre_freeze")),
    Column(name="recovery", kind="fraction"),
    Column(
        name="target_1e6_per_kg",
        kind="number",
        high=MOST_PER_KG,
        above_low=True,
        unit="million cells per kg",
        remedy="write it in millions per kg: 1 for 1 × 10⁶/kg",
    ),
    Column(
        name="administered_volume_ml",
        kind="number",
        high=MOST_ML,
        above_low=True,
        unit="mL",
        remedy="write the volume in mL",
    ),
    Column(name="weight_kg", kind="number", unit="kg", remedy="write the weight in kg"),
)
OTHER_NAMES: Mapping[str, str] = {
    "case": "product",
    "bag": "product",
    "lot": "product",
    "conc_total_cells_per_ml": "total_cells_per_ml",
    "car_fraction_of_viable_cd3": "car_fraction",
    "car_fraction_of_viable": "car_fraction",
    "target_per_kg": "target_1e6_per_kg",
}
"""Names that laboratories also use; those of the CAR share say their denominator too."""

_IMPLIED = {"car_fraction_of_viable_cd3": "viable_cd3", "car_fraction_of_viable": "viable"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssayRow:
    """One row: its line (in JSON: which product), and its assay, None where it has faults."""

    row: int
    assay: Assay | None
    faults: tuple[Fault, ...] = ()


Assays = tuple[tuple[AssayRow, ...], tuple[Fault, ...]]


def load_assays(path: Path, limits: BodyLimits, weight_kg: float | None) -> Assays:
    """Read an assay file; see `parse_assays`. A file that cannot be read is a fault."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        fault = Fault(
            file=str(path),
            found=f"a file that cannot be read: {getattr(problem, 'strerror', None) or problem}",
            allowed="an assay file, CSV or JSON",
            remedy="check that it is there and that you may read it",
        )
        return (), (fault,)
    return parse_assays(data, str(path), limits, weight_kg)


def parse_assays(data: bytes, file: str, limits: BodyLimits, weight_kg: float | None) -> Assays:
    """Turn any bytes into rows and faults; faults of a row stand in the row and in the list.

    `weight_kg` is the weight of the dose sheet: a row that names another is refused, since
    one sheet has one weight (reading A41).
    """
    raw, faults = read_rows(data, file)
    names = {name for row in raw for name in row.cells}
    unknown = tuple(_unknown_column(file, name) for name in sorted(names) if not _known(name))
    rows = tuple(_row(file, row, limits, weight_kg) for row in raw)
    return rows, (*faults, *unknown, *(fault for row in rows for fault in row.faults))


def _known(name: str) -> bool:
    return name in OTHER_NAMES or any(column.name == name for column in COLUMNS)


def _unknown_column(file: str, name: str) -> Fault:
    names = [column.name for column in COLUMNS]
    return Fault(
        file=file,
        row=1,
        column=name,
        found=f"an unknown column {quote(name)}",
        allowed=listing(names),
        remedy=suggest(name, [*names, *OTHER_NAMES], "take the column out"),
    )


def _row(file: str, raw: RawRow, limits: BodyLimits, weight_kg: float | None) -> AssayRow:
    reader = _Reader(file, raw)
    numbers = {
        column.name: reader.number(_bounded(column, limits))
        for column in COLUMNS
        if column.kind != "text"
    }
    denominator = reader.choice("denominator", reader.implied or "viable_cd3")
    measured = reader.choice("measured", "post_thaw")
    reader.compare(numbers, denominator, measured, weight_kg)
    if reader.faults:
        return AssayRow(row=raw.row, assay=None, faults=tuple(reader.faults))
    assay = Assay(
        product=reader.text("product"),
        total_cells_per_ml=numbers["total_cells_per_ml"] or 0.0,
        viability=numbers["viability"] or 0.0,
        cd3_fraction=numbers["cd3_fraction"],
        car_fraction=numbers["car_fraction"] or 0.0,
        denominator="viable" if denominator == "viable" else "viable_cd3",
        recovery=numbers["recovery"] if measured == "pre_freeze" else None,
        target_per_kg=numbers["target_1e6_per_kg"],
        administered_volume_ml=numbers["administered_volume_ml"],
    )
    return AssayRow(row=raw.row, assay=assay)


def _bounded(column: Column, limits: BodyLimits) -> tuple[Column, float, float]:
    if column.name == "total_cells_per_ml":
        return column, *limits.cells_per_ml
    if column.name == "weight_kg":
        return column, *limits.weight_kg
    return column, column.low, 1.0 if column.kind == "fraction" else column.high


_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


class _Reader:
    """Reads one row, collecting every fault of it."""

    def __init__(self, file: str, raw: RawRow) -> None:
        self.file, self.row = file, raw.row
        self.faults: list[Fault] = []
        self.implied = ""
        self.cells: dict[str, str] = {}
        self.written: dict[str, str] = {}
        for name, text in raw.cells.items():
            self._take(name, text.strip())

    def _take(self, name: str, text: str) -> None:
        target = OTHER_NAMES.get(name, name)
        if target in self.cells and text and self.cells[target]:
            also = self.written[target]
            self.fault(name, text, f"one of {also} and {name}", "leave one of the two empty")
            return
        if text or target not in self.cells:
            self.cells[target], self.written[target] = text, name
        if text and name in _IMPLIED:
            self.implied = _IMPLIED[name]

    def fault(self, column: str, found: str, allowed: str, remedy: str) -> None:
        """Note one fault of this row."""
        self.faults.append(
            Fault(
                file=self.file,
                row=self.row,
                column=column,
                found=found,
                allowed=allowed,
                remedy=remedy,
            )
        )

    def text(self, name: str) -> str:
        """Give a cell's text without control characters, empty where there is none."""
        return "".join(sign for sign in self.cells.get(name, "") if sign.isprintable())

    def choice(self, name: str, default: str) -> str:
        """Give a cell's choice, the default where it is empty; a fault for another word."""
        column = next(column for column in COLUMNS if column.name == name)
        found = self.text(name) or default
        if found not in column.choices:
            remedy = suggest(found, column.choices, f"write one of: {listing(column.choices)}")
            self.fault(name, quote(found), listing(column.choices), remedy)
        elif name == "denominator" and self.implied and found != self.implied:
            remedy = f"the column {self.written['car_fraction']} says {self.implied}"
            self.fault(name, quote(found), self.implied, remedy)
        return found

    def number(self, bounded: tuple[Column, float, float]) -> float | None:
        """Give a cell's number, None where it is empty or wrong; each wrong one is a fault."""
        column, low, high = bounded
        text = self.text(column.name)
        name = self.written.get(column.name, column.name)
        allowed = _allowed(column, low, high)
        if not text:
            if column.required:
                self.fault(name, "nothing", allowed, column.remedy or "write 0.90 for 90 %")
            return None
        value = float(text) if _NUMBER.fullmatch(text) else math.nan
        below = value <= low if column.above_low else value < low
        if math.isfinite(value) and not below and value <= high:
            return value
        self.fault(name, quote(text), allowed, _remedy(column, text, value))
        return None

    def compare(
        self,
        numbers: Mapping[str, float | None],
        denominator: str,
        measured: str,
        weight_kg: float | None,
    ) -> None:
        """Check what two cells say together."""
        if denominator == "viable_cd3" and not self.text("cd3_fraction"):
            self.fault(
                "cd3_fraction",
                "nothing",
                "0 to 1, since the CAR share is of viable CD3+ cells",
                "write the CD3+ share of viable cells, or denominator viable",
            )
        if measured == "pre_freeze" and not self.text("recovery"):
            self.fault(
                "recovery",
                "nothing",
                "0 to 1, since the values are from before freezing",
                "write the validated recovery after thawing, or measure after thawing",
            )
        if measured == "post_thaw" and self.text("recovery"):
            self.fault(
                "recovery",
                quote(self.text("recovery")),
                "nothing, since the values are from after thawing",
                "leave it empty, or write measured pre_freeze",
            )
        weight = numbers["weight_kg"]
        if weight is not None and weight_kg is not None and weight != weight_kg:
            self.fault(
                "weight_kg",
                show_exact(weight),
                f"{show_exact(weight_kg)}, the weight of this dose sheet",
                "one sheet has one weight: make one for each, or take the column out",
            )


def _allowed(column: Column, low: float, high: float) -> str:
    least = f"above {show_exact(low)}" if column.above_low else show_exact(low)
    span = least if math.isinf(high) else f"{least} to {show_exact(high)}"
    return f"{span} {column.unit}".strip()


def _remedy(column: Column, text: str, value: float) -> str:
    """Name the likely slip: a percentage, a decimal comma, separators, another scale."""
    bare = text.removesuffix("%").strip()
    if column.kind == "fraction" and _NUMBER.fullmatch(bare):
        percent = float(bare)
        if (text.endswith("%") or value > 1) and 0 <= percent <= 100:
            return f"a percentage? Write {percent / 100:.4g}" + ("0" if _short(percent) else "")
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", text):
        return f"a decimal comma? Write {text.replace(',', '.')}"
    if re.fullmatch(r"[0-9]{1,3}([, ][0-9]{3})+", text):
        return f"write it without separators: {re.sub('[, ]', '', text)}"
    if column.kind == "fraction":
        return "write a fraction from 0 to 1, as in 0.90"
    return column.remedy


def _short(percent: float) -> bool:
    """Tell whether a percentage is a multiple of ten, so that 90 is written 0.90."""
    return percent % 10 == 0 and 0 < percent < 100
