"""The reference documents name what the code has."""

from __future__ import annotations

import pytest

from tests.repository import REPOSITORY
from trialogue.core.units import UNITS
from trialogue.exchange import lints
from trialogue.exchange.facts.rows import COLUMNS
from trialogue.exchange.facts.spelling import SPELLINGS

REFERENCE = REPOSITORY / "docs" / "reference"
FACTS = (REFERENCE / "facts-file.md").read_text(encoding="utf-8")
FAULTS = (REFERENCE / "faults.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", UNITS)
def test_every_unit_is_in_the_reference(code: str) -> None:
    assert f"`{code}`" in FACTS


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_in_the_reference(column: str) -> None:
    assert f"`{column}`" in FACTS


@pytest.mark.parametrize("choice", SPELLINGS)
def test_every_accepted_spelling_is_in_the_reference(choice: str) -> None:
    plain = [said for said in SPELLINGS[choice] if said != "\u2212"]

    assert [said for said in plain if said not in FACTS] == []


@pytest.mark.parametrize(
    "lint", sorted({one.__module__ for one in (*lints.UNUSABLE, *lints.OTHERS)})
)
def test_every_subject_of_lints_is_in_the_reference(lint: str) -> None:
    assert f"| `{lint.rpartition('.')[2]}` |" in FAULTS
