"""`trialogue dose`: the stable document, the exit codes, the sheet that is signed."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from trialogue.cli.main import main
from trialogue.core.protocol.doses import RESERVED_IDS

TRIAL = "NCT06836505"
CHILD = ("--height", "110", "--weight", "18.5")
VECTORS = Path(__file__).parent.parent / "golden" / "vectors"
FAULT_KEYS = {"file", "row", "column", "found", "allowed", "remedy"}


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Ran:
    """What a call answered."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out, parse_constant=lambda name: pytest.fail(name))
        assert all(set(fault) == FAULT_KEYS for fault in found["faults"])
        return found

    @property
    def result(self) -> dict[str, Any]:
        (found,) = self.document["results"]
        return dict(found)


@pytest.fixture
def dose(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str, trial: str = TRIAL) -> Ran:
        try:
            code = main(["dose", trial, *words])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


def test_the_document_has_the_stable_keys_and_unrounded_numbers(dose: Any) -> None:
    ran = dose(*CHILD, "--days", "3", "--json")

    result = ran.result
    surface = math.sqrt(110 * 18.5 / 3600)
    assert ran.code == 0
    assert ran.document["faults"] == []
    assert result["bsa_m2"] == surface
    assert result["fludarabine"]["mg_per_day"] == 25 * surface
    assert result["fludarabine"]["mg_total"] == 25 * surface * 3
    assert result["cyclophosphamide"]["mg_total"] == pytest.approx(1127.7744, abs=5e-5)
    assert result["renal"] == "not checked"
    assert result["window"] == "not checked"
    assert (result["cells"]["min"], result["cells"]["max"]) == (18.5e6, 185e6)
    assert result["volume_ml"] is None
    assert result["reasons"]["volume_ml"] == "no assay of the product was given"


def test_every_key_but_the_drugs_is_reserved(dose: Any) -> None:
    keys = set(dose(*CHILD, "--json").result)

    assert keys - {"fludarabine", "cyclophosphamide"} == RESERVED_IDS


def test_every_null_has_its_reason(dose: Any) -> None:
    result = dose(*CHILD, "--clearance", "20", "--json").result

    assert result["fludarabine"]["mg_per_day"] is None
    assert result["fludarabine"]["reason"].startswith("DO NOT GIVE fludarabine")
    for key in (key for key, value in result.items() if value is None and key != "product"):
        assert result["reasons"][key], key


@pytest.mark.parametrize("row", rows("bsa.csv"), ids=lambda row: row["case"])
@pytest.mark.parametrize("formula", ["mosteller", "dubois", "haycock"])
def test_body_surface_by_each_formula(dose: Any, row: dict[str, str], formula: str) -> None:
    ran = dose(
        "--height", row["height_cm"], "--weight", row["weight_kg"], "--bsa", formula, "--json"
    )

    assert ran.result["bsa_m2"] == pytest.approx(float(row[f"{formula}_m2"]), abs=5e-7)


@pytest.mark.parametrize("row", rows("fludarabine_renal.csv"), ids=lambda row: row["case"])
def test_the_clearance_changes_one_drug_only(dose: Any, row: dict[str, str]) -> None:
    result = dose(*CHILD, "--days", "1", "--clearance", row["crcl_ml_min"], "--json").result

    expected = float(row["dose_mg_m2_from_25"]) * result["bsa_m2"]
    assert result["fludarabine"]["mg_per_day"] == pytest.approx(expected, rel=1e-12)
    assert result["cyclophosphamide"]["mg_per_day"] == pytest.approx(500 * result["bsa_m2"])
    assert result["renal"] == row["action"]


@pytest.mark.parametrize("row", rows("lymphodepletion_window.csv"), ids=lambda row: row["case"])
def test_the_window_by_dates(dose: Any, row: dict[str, str]) -> None:
    dates = ("--start", row["lymphodepletion_first_day"], "--infusion", row["infusion_date"])

    ran = dose(*CHILD, "--days", row["days"], *dates, "--json")

    assert ran.result["window"] == row["expected"]
    assert ran.code == (0 if 1 <= int(row["days"]) <= 3 else 1)


@pytest.mark.parametrize("row", rows("cart_dose.csv"), ids=lambda row: row["case"])
def test_a_row_of_the_vectors_is_an_assay_file(
    dose: Any, row: dict[str, str], tmp_path: Path
) -> None:
    names = [name for name in row if name != "weight_kg"][:7]
    assay = tmp_path / "assay.csv"
    assay.write_text(
        ",".join(names) + "\n" + ",".join(row[name] for name in names) + "\n", encoding="utf-8"
    )

    ran = dose("--height", "110", "--weight", row["weight_kg"], "--assay", str(assay), "--json")

    assert ran.code == 0
    assert ran.result["volume_ml"] == pytest.approx(float(row["volume_for_target_ml"]), abs=5e-7)
    assert ran.result["in_range_2dp"] is (row["in_range_2dp"] == "TRUE")


@pytest.mark.parametrize(
    ("words", "column", "remedy"),
    [
        (("--height", "1.10", "--weight", "18.5"), "--height", "In centimetres that is 110"),
        (("--height", "110", "--weight", "2000"), "--weight", "In kilograms that is 2"),
        (("--height", "110", "--weight", "185"), "--weight", "is the weight 18.5 kg?"),
        (("--height", "110", "--weight", "185"), "--height", "height and weight exchanged?"),
        (("--height", "175", "--weight", "7"), "--weight", "is the weight 70 kg?"),
        (("--height", "110", "--weight", "18,5"), "--weight", "write 18.5"),
        (("--height", "tall", "--weight", "18.5"), "--height", "as in 110"),
        (("--height", "nan", "--weight", "18.5"), "--height", "as in 110"),
        (("--weight", "18.5"), "--height", "add --height"),
        (("--height", "110"), "--weight", "add --weight"),
        ((*CHILD, "--start", "2026-01-25"), "--infusion", "add --infusion DATE"),
        ((*CHILD, "--infusion", "2026-01-31"), "--start", "add --start DATE"),
        ((*CHILD, "--start", "25.1.2026", "--infusion", "2026-01-31"), "--start", "2026-01-31"),
        ((*CHILD, "--start", "2026-02-30", "--infusion", "2026-03-31"), "--start", "2026-01-31"),
        ((*CHILD, "--start", "2026-01", "--infusion", "2026-03-31"), "--start", "2026-01-31"),
        ((*CHILD, "--start", "0026-01-25", "--infusion", "2026-01-31"), "--start", "the year"),
        ((*CHILD, "--days", "0"), "--days", "as in 3"),
        ((*CHILD, "--days", "2.5"), "--days", "as in 3"),
        ((*CHILD, "--days", "999999"), "--days", "treatment days"),
        ((*CHILD, "--clearance", "-1"), "--clearance", "mL/min"),
        ((*CHILD, "--clearance", "inf"), "--clearance", "as in 95"),
        ((*CHILD, "--assay", "no-such-file.csv"), "--assay", "no such file"),
        ((*CHILD, "--arm", "b"), "--arm", ""),
    ],
)
def test_wrong_use_names_the_option_and_the_remedy(
    dose: Any, words: tuple[str, ...], column: str, remedy: str
) -> None:
    ran = dose(*words, "--json")

    assert ran.code == 2
    assert ran.document["results"] == []
    assert column in [fault["column"] for fault in ran.document["faults"]]
    assert any(remedy in fault["remedy"] for fault in ran.document["faults"])
    assert "Traceback" not in ran.err


def test_all_wrong_options_are_said_at_once(dose: Any) -> None:
    ran = dose("--height", "x", "--weight", "y", "--days", "z", "--json")

    assert [fault["column"] for fault in ran.document["faults"]] == [
        "--height",
        "--weight",
        "--days",
    ]


def test_an_unknown_trial_is_wrong_use(dose: Any) -> None:
    ran = dose(*CHILD, "--json", trial="NCT0683650")

    assert ran.code == 2
    assert "NCT06836505" in ran.document["faults"][0]["remedy"]


def test_a_bad_row_of_the_assay_leaves_the_rest(dose: Any, tmp_path: Path) -> None:
    assay = tmp_path / "assay.csv"
    assay.write_text(
        "total_cells_per_ml,viability,cd3_fraction,car_fraction,target_1e6_per_kg\n"
        "5e6,90,0.98,0.4,1\n5e6,0.9,0.98,0.4,1\n",
        encoding="utf-8",
    )

    ran = dose("--height", "86", "--weight", "12", "--assay", str(assay), "--json")

    bad, good = ran.document["results"]
    (fault,) = ran.document["faults"]
    assert ran.code == 1
    assert bad["volume_ml"] is None
    assert bad["reasons"]["volume_ml"]
    assert bad["fludarabine"]["mg_per_day"] == good["fludarabine"]["mg_per_day"]
    assert good["volume_ml"] == pytest.approx(6.802721, abs=5e-7)
    assert (fault["row"], fault["column"], fault["remedy"]) == (
        2,
        "viability",
        "a percentage? Write 0.90",
    )


def test_days_outside_the_protocol_refuse_the_doses(dose: Any) -> None:
    ran = dose(*CHILD, "--days", "4", "--json")

    (fault,) = ran.document["faults"]
    assert ran.code == 1
    assert ran.result["fludarabine"]["mg_total"] is None
    assert ran.result["cells"]["min"] == 18.5e6
    assert fault["allowed"] == "1 to 3 days"


@pytest.mark.parametrize(
    "line",
    [
        "!! KIDNEY FUNCTION NOT CHECKED.",
        "√(110 × 18.5 / 3600)",
        "18.80 mg a day",
        "source: Mosteller, N Engl J Med 1987;317:1098",
        "A37",
        "A41",
        "[UNVERIFIED]",
        "TO BE CHECKED BY A SECOND PERSON",
        "Checked by (second person): ____",
        "Not a medical device.",
    ],
)
def test_the_sheet_shows(dose: Any, line: str) -> None:
    ran = dose(*CHILD, "--days", "3")

    assert ran.code == 0
    assert line in ran.out


def test_the_sheet_is_no_wider_than_a_page(dose: Any) -> None:
    words = ("--days", "3", "--start", "2026-01-25", "--infusion", "2026-01-31")

    for language in ("en", "zh"):
        out = dose(*CHILD, *words, "--language", language).out
        assert max(len(line) for line in out.splitlines()) <= 84


def test_the_sheet_speaks_chinese(dose: Any) -> None:
    out = dose(*CHILD, "--language", "zh").out

    assert "未核查肾功能" in out
    assert "配制之前须由第二人核对" in out
