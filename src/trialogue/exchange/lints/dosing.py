"""Lints: the doses say what the record's own words say, each number with its unit.

Only what words state is compared: `within 14 days` states the first day of a window and
says nothing of the last. Spans of time are compared in days, cells in 10*6/kg.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from trialogue.core.protocol.doses import AMOUNT_KINDS, CellDose, DoseWindow, Drug, Regimen
from trialogue.core.units import Quantity, at_most, convert, kind_of, show_number
from trialogue.exchange.faults import quote
from trialogue.exchange.lints.dose_words import (
    StatedSpan,
    cells_in,
    days_in,
    folded,
    numbers_in,
    window_in,
)
from trialogue.exchange.lints.finding import Finding, Findings, Subject

PER_TIME = re.compile(r"\s*(?:/|\bper\b)\s*(?:d|day|dose)\b", re.IGNORECASE)
"""`25 mg/m² per day` states an amount of 25 mg/m²; `per` is a field of its own."""
PER = re.compile(r"\s*/\s*|\s+per\s+", re.IGNORECASE)
REMEDY = "correct it, or quote the words that have it"


def check_dose_quotes(subject: Subject) -> Findings:
    """Find quotes of drugs and windows that are not in their regimen's sentence."""
    for path, regimen in _regimens(subject):
        quotes = [(f"{path}.window.words", regimen.window.words)] if regimen.window else []
        quotes += [(f"{path}.drugs[{n}].words", d.words) for n, d in enumerate(regimen.drugs)]
        for place, words in quotes:
            if regimen.words and words and folded(words) not in folded(regimen.words):
                yield Finding(
                    path=place,
                    found=quote(words),
                    allowed=f"a part of {quote(regimen.words, 200)}",
                    remedy=f"copy the words from `words` of {regimen.id}, letter by letter",
                )


def check_amounts(subject: Subject) -> Findings:
    """Find amounts whose number, or whose unit, is not the one in the drug's words."""
    for path, regimen in _regimens(subject):
        for n, drug in enumerate(regimen.drugs):
            if drug.words and not _is_stated(drug):
                yield Finding(
                    path=f"{path}.drugs[{n}].amount",
                    found=str(drug.amount),
                    allowed=f"the number and the unit of its words {quote(drug.words)}",
                    remedy="correct the amount, or quote the words that have it",
                )


def _is_stated(drug: Drug) -> bool:
    written = numbers_in(PER.sub("/", PER_TIME.sub("", drug.words)))
    doses = [Quantity(number, unit) for number, unit in written if unit and _is_dose(unit)]
    if not doses:
        return drug.amount.value in {number for number, _ in written}
    return any(_same_amount(drug.amount, dose) for dose in doses)


def _is_dose(unit: str) -> bool:
    return kind_of(unit) in AMOUNT_KINDS


def _same_amount(amount: Quantity, written: Quantity) -> bool:
    if kind_of(amount.unit) != kind_of(written.unit):
        return False
    return _equal(convert(written.value, written.unit, amount.unit), amount.value)


def check_days(subject: Subject) -> Findings:
    """Find numbers of treatment days that are not those of the regimen's words."""
    for path, regimen in _regimens(subject):
        window = folded(regimen.window.words) if regimen.window else ""
        words = folded(regimen.words)
        stated = days_in(words.replace(window, " ") if window else words)
        own = {"days_min": regimen.days_min, "days_max": regimen.days_max}
        yield from _against(path, own, stated, regimen.words)


def check_window_days(subject: Subject) -> Findings:
    """Find days of a window that are not those of its own words."""
    for path, regimen in _regimens(subject):
        window: DoseWindow | None = regimen.window
        if window is None or not window.words:
            continue
        own = {
            "last_at_least_days_before": window.last_at_least_days_before,
            "first_at_most_days_before": window.first_at_most_days_before,
        }
        yield from _against(f"{path}.window", own, window_in(window.words), window.words)


def check_cells(subject: Subject) -> Findings:
    """Find ends of the cell dose that are not those of its words, or are of another unit."""
    cells: CellDose | None = subject.protocol.dosing.cells
    if cells is None or subject.is_faulty("dosing.cells"):
        return
    stated = cells_in(cells.words)
    if stated.unit not in ("", cells.unit):
        yield Finding(
            path="dosing.cells.unit",
            found=cells.unit,
            allowed=f"the unit of its words {quote(cells.words, 120)}",
            remedy=REMEDY,
        )
        return
    own = {"minimum": cells.minimum, "maximum": cells.maximum}
    yield from _against("dosing.cells", own, stated.spans, cells.words, f" {cells.unit}")


def _regimens(subject: Subject) -> Iterable[tuple[str, Regimen]]:
    named = enumerate(subject.protocol.dosing.regimens)
    listed = ((f"dosing.regimens[{number}]", regimen) for number, regimen in named)
    return (one for one in listed if not subject.is_faulty(one[0]))


def _against(
    path: str, own: Mapping[str, float], stated: tuple[StatedSpan, ...], words: str, unit: str = ""
) -> Findings:
    """Compare the lower and the upper end (in this order) with those that words state."""
    for (field, value), ends in zip(own.items(), zip(*stated, strict=True), strict=False):
        known = [end for end in ends if end is not None]
        if known and not any(_equal(value, end) for end in known):
            said = " or ".join(show_number(end) for end in dict.fromkeys(known))
            yield Finding(
                path=f"{path}.{field}",
                found=f"{show_number(value)}{unit}",
                allowed=f"{said}{unit}, as its words say: {quote(words, 120)}",
                remedy=REMEDY,
            )


def _equal(one: float, other: float) -> bool:
    return at_most(one, other) and at_most(other, one)


LINTS = (check_dose_quotes, check_amounts, check_days, check_window_days, check_cells)
