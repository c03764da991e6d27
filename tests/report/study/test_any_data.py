"""Whatever stands in the cells of a study, an analysis ends with results and findings."""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repository import REPOSITORY
from trialogue.exchange.adam.transport import write_xpt
from trialogue.exchange.sdtm import load_study
from trialogue.report.datasets import build_data_sets
from trialogue.report.study import analyze_study, default_plan
from trialogue.report.study.results_json import write_results

DEMO = REPOSITORY / "protocols" / "NCT06836505" / "demo"
ODD = (
    *("", "NA", "2025", "2025-03", "2025---05", "9999-12-31", "1900-01-01", "2024-02-29/2025-02"),
    *("-5", "0", "0.5", "6", "1e308", "1e-320", "nan", "inf", "-", "x" * 250, "神经母细胞瘤" * 60),
    *("CR", "PD", "NE", "NOT DONE", "Y", "N", "TARGET", "NEW", "BLQ", "<3", "ABSENT", "BASELINE"),
    *("LYMPHODEPLETION", "LYMPH NODE", "DEATH", "SCREEN FAILURE", "SCRNFAIL"),
)


@settings(max_examples=3)
@given(seed=st.integers(0, 10**6), spoilt=st.sampled_from((1, 20, 200)))
def test_odd_cells_anywhere_give_results_and_findings(tmp_path_factory, seed, spoilt):
    dice, folder = random.Random(seed), tmp_path_factory.mktemp("odd")  # noqa: S311 - no secret
    for path in sorted(DEMO.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for _ in range(dice.choice((0, spoilt))):
            row = rows[dice.randrange(1, len(rows))]
            row[dice.randrange(2, len(row))] = dice.choice(ODD)
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    study, faults = load_study(folder)
    analysed = analyze_study(study, default_plan())

    made = datetime(2026, 1, 1, tzinfo=UTC)
    assert write_results(analysed.results, (*faults, *analysed.faults), made)
    for data in build_data_sets(analysed.derived):
        assert b"".join(write_xpt(data)[0])
