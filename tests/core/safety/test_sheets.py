"""The sheets of CRS and ICANS, read and graded: the vectors as a nurse would type them."""

from __future__ import annotations

import pytest

from tests.golden.test_bedside_grades import (
    AROUSAL,
    HYPOTENSION,
    HYPOXIA,
    OEDEMA,
    SEIZURE,
    rows,
    shown,
)
from trialogue.core.absent import Absent
from trialogue.core.safety.cytokine_release import grade_crs
from trialogue.core.safety.neurotoxicity import grade_icans
from trialogue.core.safety.sheets import (
    CAPD_ITEMS,
    derive_pain_review,
    has_tian,
    read_crs_sheet,
    read_icans_sheet,
)
from trialogue.standards.astct import CRS, ICANS

YES_NO = {"0": "no", "1": "yes"}


def capd_items(total: int) -> dict[str, str]:
    """Spread a total over the eight items."""
    points = {}
    for name, most in CAPD_ITEMS.items():
        given = min(most, total)
        points[name], total = str(given), total - given
    return points


@pytest.mark.parametrize("row", rows("crs_astct.csv"), ids=lambda row: row["case"])
def test_a_typed_sheet_of_crs_has_the_grade_of_the_vector(row: dict[str, str]) -> None:
    values = {
        "temperature": row["max_temp_c"],
        "temperature.unit": "Cel",
        "treated": YES_NO[row["antipyretic_or_anticytokine_given"]],
        "hypotension": HYPOTENSION[row["hypotension"]].name.lower(),
        "hypoxia": HYPOXIA[row["hypoxia"]].name.lower(),
        "died": "yes" if "death" in row["note"] else "no",
    }

    found = grade_crs(read_crs_sheet(values), CRS)

    assert shown(found) == row["expected_grade"]


@pytest.mark.parametrize("row", rows("icans_astct.csv"), ids=lambda row: row["case"])
def test_a_typed_sheet_of_icans_has_the_grade_of_the_vector(row: dict[str, str]) -> None:
    capd = row["capd"]
    values = {
        "ice": row["ice"],
        "arousal": AROUSAL[row["arousal"]].name.lower(),
        "seizure": SEIZURE[row["seizure"]].name.lower(),
        "weakness": YES_NO[row["deep_focal_motor_weakness"]],
        "oedema": OEDEMA[row["icp_edema"]].name.lower(),
        **(capd_items(int(capd)) if capd else {}),
    }

    found = grade_icans(read_icans_sheet(values, int(row["age_y"])).findings, ICANS)

    assert shown(found) == row["expected_grade"]


@pytest.mark.parametrize("row", rows("ice_score.csv"), ids=lambda row: row["case"])
def test_the_parts_of_ice_add_up_to_the_vector(row: dict[str, str]) -> None:
    orientation = sum(int(row[name]) for name in ("year", "month", "city", "hospital"))
    values = {
        "orientation": str(orientation),
        "naming": row["naming_0_3"],
        "commands": row["command"],
        "writing": row["writing"],
        "attention": row["attention"],
    }

    sheet = read_icans_sheet(values, 16)

    assert sheet.ice == int(row["expected_total"])
    assert sheet.differs == ()


def test_a_part_that_was_not_asked_leaves_the_score_open() -> None:
    sheet = read_icans_sheet({"orientation": "4", "naming": "3", "attention": "9"}, 16)

    assert sheet.ice == Absent(reason="not asked: commands, writing, attention")
    assert sheet.findings.ice is None


def test_a_total_that_is_not_the_sum_is_named() -> None:
    parts = {"orientation": "4", "naming": "3", "commands": "1", "writing": "1", "attention": "1"}

    sheet = read_icans_sheet({**parts, "ice": "9"}, 16)

    assert sheet.ice == 10
    assert sheet.differs == ("ICE",)


@pytest.mark.parametrize(
    ("values", "needed"),
    [
        ({"pain_score": "4", "opioid": "no"}, True),
        ({"pain_score": "3", "opioid": "no"}, False),
        ({"pain_score": "3", "opioid": "yes"}, True),
        ({"pain_score": "3"}, None),
        ({"opioid": "no"}, None),
    ],
)
def test_pain_of_4_or_an_opioid_asks_for_a_look(
    values: dict[str, str], needed: bool | None
) -> None:
    review = derive_pain_review(values)

    assert review is not None
    assert review.needed is needed


def test_a_sheet_without_pain_says_nothing_of_it_and_tian_is_a_type() -> None:
    assert derive_pain_review({"temperature": "38"}) is None
    assert [has_tian({"tian_type": said}) for said in ("type_1", "none", "")] == [
        True, False, False,
    ]  # fmt: skip
