"""INRC 2017: the primary tumour, and soft tissue and bone. All thresholds UNVERIFIED."""

from __future__ import annotations

import pytest

from trialogue.core.response.inrc import MARK, InrcThresholds, Uptake
from trialogue.core.response.inrc_sites import (
    Metastases,
    PrimaryTumour,
    derive_metastases_response,
    derive_primary_response,
)


@pytest.mark.parametrize(
    ("baseline", "nadir", "current", "uptake", "expected"),
    [
        (50.0, 50.0, 8.0, Uptake.NONE, "CR"),
        (50.0, 50.0, 8.0, Uptake.STABLE, "PR"),
        (50.0, 50.0, 10.0, Uptake.NONE, "PR"),
        (50.0, 50.0, 35.0, Uptake.IMPROVED, "PR"),
        (50.0, 50.0, 35.1, Uptake.IMPROVED, "SD"),
        (50.0, 50.0, 35.0, Uptake.WORSE, "SD"),
        (50.0, 50.0, 35.0, Uptake.UNKNOWN, "NE"),
        (50.0, 50.0, 60.0, Uptake.NONE, "SD"),
        (50.0, 50.0, 60.1, Uptake.NONE, "PD"),
        (50.0, 20.0, 24.9, Uptake.NONE, "PR"),
        (50.0, 20.0, 25.0, Uptake.NONE, "PD"),
        (50.0, 50.0, 50.0, Uptake.WORSE, "SD"),
        (50.0, 50.0, None, Uptake.NONE, "NE"),
        (None, None, 20.0, Uptake.NONE, "NE"),
    ],
)
def test_inrc_2017_table_2_primary_tumour(
    baseline: float | None,
    nadir: float | None,
    current: float | None,
    uptake: Uptake,
    expected: str,
) -> None:
    tumour = PrimaryTumour(baseline_mm=baseline, nadir_mm=nadir, current_mm=current, uptake=uptake)

    found = derive_primary_response(tumour)

    assert (found.response, found.unverified) == (expected, (MARK,))


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        (Metastases(), "NI"),
        (Metastases(mibg_baseline=20, mibg_current=0), "CR"),
        (Metastases(mibg_baseline=20, mibg_current=10), "PR"),
        (Metastases(mibg_baseline=20, mibg_current=24), "PD"),
        (Metastases(mibg_baseline=20), "NE"),
        (Metastases(baseline_mm=40, nadir_mm=40, current_mm=28), "PR"),
        (Metastases(baseline_mm=40, nadir_mm=40, current_mm=30), "SD"),
        (Metastases(baseline_mm=40, nadir_mm=20, current_mm=26), "PD"),
        (Metastases(baseline_mm=40, nadir_mm=40), "NE"),
        (Metastases(baseline_mm=40, current_mm=20, mibg_baseline=20, mibg_current=15), "SD"),
        (Metastases(baseline_mm=40, current_mm=20, mibg_baseline=20, mibg_current=0), "PR"),
        (Metastases(baseline_mm=40, current_mm=0, mibg_baseline=9, mibg_current=0), "PR"),
        (Metastases(baseline_mm=40, current_mm=0, cleared=True), "CR"),
        (Metastases(baseline_mm=40, current_mm=20, non_target_stable=False), "SD"),
        (Metastases(fdg_bones_baseline=4, fdg_bones_current=2), "PR"),
        (Metastases(fdg_bones_baseline=4, fdg_bones_current=3), "SD"),
        (Metastases(fdg_bones_baseline=4, fdg_bones_current=0), "CR"),
        (Metastases(non_target_stable=True), "SD"),
        (Metastases(cleared=True, new_lesion=True), "PD"),
    ],
)
def test_inrc_2017_table_3_soft_tissue_and_bone(sites: Metastases, expected: str) -> None:
    assert derive_metastases_response(sites).response == expected


def test_the_mark_goes_only_where_a_person_lifts_it() -> None:
    lifted = InrcThresholds(unverified=False)
    tumour = PrimaryTumour(baseline_mm=50, nadir_mm=50, current_mm=50, uptake=Uptake.STABLE)

    assert derive_primary_response(tumour, lifted).unverified == ()
    assert derive_primary_response(tumour).unverified == (MARK,)
