"""Values as they read in a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from trialogue.core.protocol.criteria import Span
from trialogue.core.protocol.words import Text
from trialogue.core.units import Quantity
from trialogue.exchange.shown import Showable, show, show_unit


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (Quantity(25, "mg/m2"), "25 mg/m²", "25 mg/m²"),
        (Quantity(60, "mL/min/{1.73_m2}"), "60 mL/min/1.73 m²", "60 mL/min/1.73 m²"),
        (Quantity(10, "10*6/kg"), "10 × 10⁶/kg", "10 × 10⁶/kg"),
        (Quantity(1.5, "10*9/L"), "1.5 × 10⁹/L", "1.5 × 10⁹/L"),
        (Quantity(12, "mg/m2/d"), "12 mg/m²/day", "12 mg/m²/天"),
        (Quantity(50, "{score}"), "50", "50"),
        (Quantity(95, "%"), "95%", "95%"),
        (Quantity(500, "[IU]/mL"), "500 IU/mL", "500 IU/mL"),
        (Quantity(34.2, "umol/L"), "34.2 µmol/L", "34.2 µmol/L"),
        (Quantity(38, "Cel"), "38 °C", "38 °C"),
        (Quantity(12, "wk"), "12 weeks", "12 周"),
        (Span(2, "wk"), "2 weeks", "2 周"),
        (Span(1, "wk"), "1 week", "1 周"),
        (Span(72, "h"), "72 hours", "72 小时"),
        (Span(6, "mo"), "6 months", "6 个月"),
        (Span(3, "a"), "3 years", "3 年"),
        (5, "5", "5"),
        (2.0, "2", "2"),
        (0.55, "0.55", "0.55"),
        (date(2026, 1, 31), "2026-01-31", "2026-01-31"),
        (Text("one", "一"), "one", "一"),
        ("NB", "NB", "NB"),
    ],
)
def test_a_value_reads_as_people_write_it_in_each_language(
    value: Showable, en: str, zh: str
) -> None:
    assert (show(value), show(value, "zh")) == (en, zh)


def test_a_unit_alone_reads_as_people_write_it() -> None:
    assert [show_unit("10*6/kg"), show_unit("wk", "zh")] == ["× 10⁶/kg", "周"]
