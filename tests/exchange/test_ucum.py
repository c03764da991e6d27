"""Units as people write them, and the code that each means."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.core.units import UNITS
from trialogue.exchange.ucum import UnknownUnit, read_unit

WRITTEN = [
    ("umol/L", "umol/L"), ("µmol/l", "umol/L"), ("μmol/L", "umol/L"), ("UMOL/L", "umol/L"),
    ("mg/dl", "mg/dL"), ("MG/DL", "mg/dL"), ("mg / dL", "mg/dL"), ("mg per dL", "mg/dL"),
    ("U/l", "U/L"), ("u/L", "U/L"), ("units/L", "U/L"),
    ("10^9/L", "10*9/L"), ("10*9/L", "10*9/L"), ("×10⁹/L", "10*9/L"), ("x10^9/L", "10*9/L"),
    ("10⁹/L", "10*9/L"), ("10e9/L", "10*9/L"), ("1e9/L", "10*9/L"), ("10^9 / l", "10*9/L"),
    ("10**9/L", "10*9/L"), ("K/uL", "10*3/uL"), ("K/µL", "10*3/uL"), ("10^3/uL", "10*3/uL"),
    ("cells/uL", "/uL"), ("10^6/kg", "10*6/kg"), ("× 10⁶/kg", "10*6/kg"),
    ("10^6 cells/kg", "10*6/kg"),
    ("IU/mL", "[IU]/mL"), ("iu/ml", "[IU]/mL"), ("[IU]/mL", "[IU]/mL"),
    ("copies/mL", "{copies}/mL"),
    ("%", "%"), ("％", "%"), ("percent", "%"), ("{score}", "{score}"), ("score", "{score}"),
    ("", "1"), ("1", "1"),
    ("mg/day", "mg/d"), ("mg/24h", "mg/d"), ("mg per day", "mg/d"), ("mg/天", "mg/d"),
    ("mg/m²", "mg/m2"), ("mg/m^2", "mg/m2"), ("mg/m²/day", "mg/m2/d"), ("mg/m2/d", "mg/m2/d"),
    ("m²", "m2"), ("m^2", "m2"), ("kg", "kg"), ("KG", "kg"), ("cm", "cm"), ("mcg/day", "ug/d"),
    ("weeks", "wk"), ("week", "wk"), ("周", "wk"), ("months", "mo"), ("个月", "mo"),
    ("years", "a"), ("yrs", "a"), ("岁", "a"), ("days", "d"), ("hours", "h"), ("h", "h"),
    ("°C", "Cel"), ("℃", "Cel"), ("C", "Cel"), ("mmHg", "mm[Hg]"), ("mm Hg", "mm[Hg]"),
]  # fmt: skip

INDEXED = [
    "mL/min/{1.73_m2}", "mL/min/1.73m2", "mL/min/1.73 m²", "mL/min/1.73_m2", "mL/min/1.73.m2",
    "mL/min/1.73m^2", "ml/min/1.73 m2", "mL/min/1,73m2", "mL/min/(1.73m²)", "mL/min/1.73 m^2",
    "ML/MIN/1.73M2", "mL/min/1.73*m2", "mL / min / 1.73 m²", "mL/min per 1.73 m2",
]  # fmt: skip


@pytest.mark.parametrize(("written", "code"), WRITTEN)
def test_a_unit_is_read_as_people_and_laboratories_write_it(written: str, code: str) -> None:
    assert read_unit(written) == code


@pytest.mark.parametrize("written", INDEXED)
def test_every_spelling_of_the_indexed_clearance_means_it_and_never_73_m2(written: str) -> None:
    assert read_unit(written) == "mL/min/{1.73_m2}"


def test_plain_clearance_stays_plain() -> None:
    assert read_unit("ml/min") == "mL/min"


@pytest.mark.parametrize("code", UNITS)
def test_every_code_of_the_table_is_read_as_itself(code: str) -> None:
    assert read_unit(code) == code


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("mgg/dL", "mg/dL"),
        ("umoll/L", "umol/L"),
        ("furlong", ""),
        ("mL/min/1.73", "mL/min/{1.73_m2}"),
    ],
)
def test_an_unknown_unit_names_the_nearest_code(written: str, near: str) -> None:
    with pytest.raises(UnknownUnit) as caught:
        read_unit(written)

    assert caught.value.near == near


@given(st.text(max_size=80))
def test_any_text_is_a_code_of_the_table_or_an_unknown_unit(text: str) -> None:
    with contextlib.suppress(UnknownUnit):
        assert read_unit(text) in UNITS
