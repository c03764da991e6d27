"""A number that is absent says why, and is never taken for zero or false."""

from __future__ import annotations

import pytest

from trialogue.core.absent import Absent, reason_of


def test_it_gives_its_reason() -> None:
    assert reason_of(Absent(reason="no sample after the peak")) == "no sample after the peak"


@pytest.mark.parametrize("value", [0, 0.0, "", None, 1.5])
def test_a_value_that_is_there_has_no_reason(value: object) -> None:
    assert reason_of(value) == ""


def test_it_is_not_folded_to_a_bool() -> None:
    with pytest.raises(TypeError, match="isinstance"):
        bool(Absent(reason="not recorded"))


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(reason: str) -> None:
    with pytest.raises(ValueError, match="say why"):
        Absent(reason=reason)
