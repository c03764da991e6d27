"""Dosing rules are checked at birth, and the error says which and why."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.core.dosing.cases import SOURCE, a_drug, a_regimen
from trialogue.core.protocol.doses import CellDose, DoseWindow, Dosing, RenalBand, RenalTable
from trialogue.core.protocol.words import Text
from trialogue.core.units import Quantity, UnitError


def bands(*edges: float | None) -> tuple[RenalBand, ...]:
    return tuple(
        RenalBand(at_least=low or 0, below=high, factor=1) for low, high in pairwise(edges)
    )


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ((), "must begin at 0"),
        (bands(30, None), "must begin at 0"),
        (bands(0, 30), "no upper end"),
        ((*bands(0, 30), *bands(50, None)), "must join: one ends at 30, the next begins at 50"),
        ((*bands(0, 50), *bands(30, None)), "must join"),
        ((*bands(0, None), *bands(30, None)), "must join"),
    ],
)
def test_a_renal_table_has_no_gap_and_no_overlap(
    table: tuple[RenalBand, ...], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        RenalTable(bands=table, source=SOURCE)


@pytest.mark.parametrize(("low", "high", "factor"), [(30, 30, 1), (0, 30, 1.5), (0, 30, -0.1)])
def test_a_band_is_not_empty_and_its_share_is_a_share(
    low: float, high: float, factor: float
) -> None:
    with pytest.raises(ValueError, match=r"is empty|between 0 and 1"):
        RenalBand(at_least=low, below=high, factor=factor)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"amount": Quantity(5, "mL")}, "is not mg/m2, mg/kg or mg"),
        ({"amount": Quantity(0, "mg")}, "not above 0"),
        ({"times_per_day": 0}, "times_per_day 0 is below 1"),
        ({"id": "cells"}, "a key of the dose result"),
    ],
)
def test_a_drug_says_what_is_wrong_with_it(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        a_drug(**changes)


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(UnitError, match="mg/sq"):
        a_drug(amount=Quantity(5, "mg/sq"))


def test_an_empty_window_is_refused() -> None:
    with pytest.raises(ValueError, match="it is empty"):
        DoseWindow(
            anchor="infusion",
            first_at_most_days_before=1,
            last_at_least_days_before=14,
            source=SOURCE,
        )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"days_min": 0}, "0 to 3 days is no range"),
        ({"days_min": 5}, "5 to 3 days is no range"),
        ({"drugs": ()}, "needs a drug"),
    ],
)
def test_a_regimen_has_days_and_a_drug(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        a_regimen(**changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"unit": "/kg"}, "write the range in"),
        ({"minimum": 0}, "is no dose range"),
        ({"minimum": 11}, "is no dose range"),
    ],
)
def test_a_cell_dose_is_a_range_in_millions_per_kg(changes: dict[str, Any], problem: str) -> None:
    given = {"id": "cells", "label": Text("cells"), "minimum": 1, "maximum": 10, "source": SOURCE}

    with pytest.raises(ValueError, match=problem):
        CellDose(**given | changes)


def test_a_drug_id_stands_once() -> None:
    regimens = (a_regimen(), a_regimen(id="again"))

    with pytest.raises(ValueError, match="unique over all regimens: first, second"):
        Dosing(regimens=regimens)
