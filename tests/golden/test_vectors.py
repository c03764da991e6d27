"""The copied vectors are those that the project was given: see vectors/README.md."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "vectors"
TABLES = sorted(FOLDER.glob("*.csv"))


@pytest.mark.parametrize("copy", TABLES, ids=lambda path: path.name)
def test_every_row_of_a_copied_table_stands_in_the_given_one(copy: Path, shared: Path) -> None:
    given = (shared / "clinical" / "vectors" / copy.name).read_text(encoding="utf-8").splitlines()

    strange = [line for line in copy.read_text("utf-8").splitlines() if line not in given]

    assert strange == []


def test_every_copied_patient_stands_among_the_given_ones(shared: Path) -> None:
    copy = json.loads((FOLDER / "eligibility_vectors.json").read_text("utf-8"))
    given = json.loads((shared / "clinical/vectors/eligibility_vectors.json").read_text("utf-8"))

    strange = [case for case in copy["cases"] if case not in given["cases"]]

    assert (strange, copy["base_patient"]) == ([], given["base_patient"])
