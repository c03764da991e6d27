"""The demo study, checked by hand: what each course gives, and the numbers that follow.

The courses stand in protocols/NCT06836505/demo/script/courses.py; days are counted from
infusion (the reference protocol counts elapsed days).
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache

import pytest

from tests.repository import REPOSITORY
from trialogue.core.absent import Absent
from trialogue.core.endpoints.rules import Endpoint, RuleSet
from trialogue.core.intervals import compute_clopper_pearson
from trialogue.core.response.inrc import MARK
from trialogue.core.safety import Period
from trialogue.exchange.protocols import load_trial
from trialogue.exchange.sdtm import load_study
from trialogue.report.datasets import build_data_sets
from trialogue.report.study import analyze_study, plan_of_protocol
from trialogue.report.study.results_json import results_document

DEMO = REPOSITORY / "protocols" / "NCT06836505" / "demo"


@cache
def analysed():
    protocol, faults = load_trial("NCT06836505")
    assert faults == ()
    study, found = load_study(DEMO)
    assert found == ()
    return analyze_study(study, plan_of_protocol(protocol))


def number(analysis, row, statistic, group="all"):
    found = analysed().results.analysis(analysis)
    assert found is not None
    one = found.find(row, statistic, group)
    assert one is not None, (row, statistic, found.rows)
    return one


def test_the_script_gives_the_files_that_are_committed(tmp_path):
    before = {path.name: path.read_bytes() for path in DEMO.glob("*.csv")}
    made = tmp_path / "demo" / "script"
    made.mkdir(parents=True)
    for path in (DEMO / "script").glob("*.py"):
        (made / path.name).write_bytes(path.read_bytes())

    subprocess.run([sys.executable, str(made / "make.py")], check=True)

    assert {path.name: path.read_bytes() for path in (tmp_path / "demo").glob("*.csv")} == before


def test_the_data_of_the_demo_study_have_no_fault():
    assert analysed().faults == ()


BEST = {
    "01": ("CR", "CR"),  # PR PR CR CR CR CR
    "02": ("SD", "PR"),  # PR SD PR PD: one SD between is not tolerated by default
    "03": ("MR", "MR"),  # SD SD MR SD SD
    "04": ("PR", "PR"),  # PR PR PR PD
    "05": ("PD", "PD"),  # PD
    "06": ("SD", "SD"),  # SD SD SD, lost
    "07": ("CR", "CR"),  # PR CR CR CR CR CR
    "08": ("PD", "PD"),  # SD on day 28 is too early, PD on day 60
    "09": ("PR", "PR"),  # PR PR, two missed, PD
    "10": ("PR", "PR"),  # PR PR NE PD
}


@pytest.mark.parametrize("id", BEST)
def test_the_best_response_of_each_course(id):
    derived, subject = analysed().derived, f"TRIALOGUE-DEMO-1-{id}"

    assert (derived.best[subject].response, derived.unconfirmed[subject].response) == BEST[id]


TIMES = {
    # OS, PFS by FDA, PFS by EMA, EFS, EFS by COG, TTP, DOR by FDA; days, E event, C censored
    "01": "521C 365C 365C 521C 521C 365C 337C",
    "02": "480C 180E 180E 180E 180E 180E -",
    "03": "300C 270C 270C 300C 300C 270C -",
    "04": "400C 180E 180E 180E 180E 180E 152E",
    "05": "150E 28E 28E 28E 28E 28E -",
    "06": "104C 90C 90C 104C 104C 90C -",
    "07": "440C 365C 365C 223E 223E 365C 337C",
    "08": "290C 60E 60E 60E 60E 60E -",
    "09": "390C 60C 270E 270E 270E 60C 32C",
    "10": "285C 60C 180E 100E 180E 60C 32C",
}


def _shown(outcome):
    return "-" if isinstance(outcome, Absent) else f"{outcome.days}{'E' if outcome.event else 'C'}"


@pytest.mark.parametrize("id", TIMES)
def test_the_times_of_each_course(id):
    times, place = analysed().derived.times, list(TIMES).index(id)
    wanted = [
        (Endpoint.OS, RuleSet.FDA),
        (Endpoint.PFS, RuleSet.FDA),
        (Endpoint.PFS, RuleSet.EMA),
        (Endpoint.EFS, RuleSet.FDA),
        (Endpoint.EFS_COG, RuleSet.FDA),
        (Endpoint.TTP, RuleSet.FDA),
        (Endpoint.DOR, RuleSet.FDA),
    ]

    assert " ".join(_shown(times[key][place]) for key in wanted) == TIMES[id]


def test_the_response_rate_is_five_of_ten_with_its_exact_limits():
    rate = number("response", ("objective response rate, confirmed",), "share")
    exact = compute_clopper_pearson(5, 10)

    assert (rate.value, rate.of) == (0.5, 10)
    assert (rate.bounds.lower, rate.bounds.upper) == (exact.lower, exact.upper)
    assert round(exact.lower, 6) == 0.187086  # BetaInv(0.025; 5, 6)
    assert number("response", ("objective response rate, unconfirmed",), "n").value == 6


@pytest.mark.parametrize(("group", "count", "of"), [("neuroblastoma", 3, 5), ("dsrct", 2, 5)])
def test_the_response_rate_by_disease(group, count, of):
    found = number("response", ("objective response rate, confirmed",), "n", group)

    assert (found.value, found.of) == (count, of)


def test_responses_of_neuroblastoma_carry_the_mark_of_what_nobody_checked():
    found = analysed().results

    for id in ("response", "pfs", "dor"):
        assert found.analysis(id).unverified == (MARK,)
    assert found.analysis("os").unverified == ()


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (("in DM",), 11),
        (("screen failure",), 1),
        (("treated",), 10),
        (("died",), 1),
        (("discontinued", "lost to follow-up"), 1),
        (("discontinued", "death"), 1),
        (("completed",), 5),
    ],
)
def test_disposition(row, value):
    assert number("disposition", row, "n").value == value


def test_the_youngest_is_14_months_and_the_oldest_50_years():
    youngest, oldest = (number("demography", ("age",), name).value for name in ("min", "max"))

    assert (round(youngest * 12, 6), oldest) == (14, 50)
    # 1.1667, 3, 5, 8, 12, 16, 19, 24, 30, 50: the middle of 12 and 16
    assert number("demography", ("age",), "median").value == 14


def test_one_dose_lies_outside_the_range_and_one_product_comes_from_a_donor():
    outside = ("doses outside the protocol's range", "1 to 10")

    assert number("exposure", outside, "n").value == 1
    assert number("exposure", ("source of the cells", "allogeneic"), "n").value == 1


@pytest.mark.parametrize(
    ("row", "statistic", "value"),
    [
        (("IMMUNE SYSTEM DISORDERS", "CYTOKINE RELEASE SYNDROME", "all causes"), "n", 8),
        (("IMMUNE SYSTEM DISORDERS", "CYTOKINE RELEASE SYNDROME", "all causes"), "grade 3", 1),
        (("IMMUNE SYSTEM DISORDERS", "CYTOKINE RELEASE SYNDROME", "all causes"), "grade 2", 4),
        # 01 and 10 have two each, a day apart: a gap of more than one day, so two episodes
        (("IMMUNE SYSTEM DISORDERS", "CYTOKINE RELEASE SYNDROME", "all causes"), "episodes", 10),
        (("NERVOUS SYSTEM DISORDERS", "HEADACHE", "all causes"), "n", 1),
    ],
)
def test_adverse_events_by_term_and_worst_grade(row, statistic, value):
    assert number("ae-terms", row, statistic).value == value


def test_how_long_cytokine_release_took_and_how_often_it_came():
    row = ("IMMUNE SYSTEM DISORDERS", "CYTOKINE RELEASE SYNDROME", "all causes")

    # days 5 2 3 5 8 2 5 5 3 2, ends included; the middle of 3 and 5
    assert number("ae-terms", row, "median duration").value == 4
    # first on days 2 3 4 2 5 1 3 2; without one, 06 and 08 at risk to days 104 and 74
    days = sum(day + 1 for day in (2, 3, 4, 2, 5, 1, 3, 2, 104, 74))
    assert number("ae-terms", row, "rate").value == pytest.approx(8 / (days / 365.25 / 100))


def test_the_dose_limiting_toxicity_is_counted_in_the_protocols_window():
    row = ("dose-limiting by the investigator", "day 0 to 28")

    assert number("ae-overview", row, "n").value == 1


def test_markers_rise_over_what_they_were_before_the_infusion():
    fold = number("markers", ("Interleukin 6", "peak over baseline"), "max")

    assert fold.value > 40  # CRS 3: 1 + 60 x exp(-((5 - 4.5) / 3)^2), give or take the dice


def test_neutropenia_before_the_infusion_is_listed_apart():
    row = ("INVESTIGATIONS", "NEUTROPHIL COUNT DECREASED", "all causes")

    assert number("ae-terms-lymphodepletion", row, "n").value == 10
    assert number("ae-terms-lymphodepletion", row, "grade 4").value == 9


def test_what_is_not_related_is_left_out_beside_all_causes():
    found = analysed().results.analysis("ae-terms")

    row = ("NERVOUS SYSTEM DISORDERS", "HEADACHE", "related")
    assert found.find(row, "n").value == 0


def test_an_event_after_a_new_therapy_is_not_treatment_emergent():
    sepsis = next(one for one in analysed().derived.dated if one.event.term == "SEPSIS")

    assert sepsis.period is Period.AFTER_NEW_THERAPY


def test_a_start_known_to_the_month_of_the_infusion_is_the_infusion_and_flagged():
    pain = next(one for one in analysed().derived.dated if one.event.term == "ABDOMINAL PAIN")

    assert (str(pain.event.start), str(pain.start.day)) == ("2025-05", "2025-05-26")
    assert pain.start.flag == "IMPUTED_INFUSION_DATE(same month)"


def test_where_the_cells_were_never_found_each_number_says_so():
    profile = next(
        one
        for one in analysed().derived.kinetics
        if one.profile.subject.endswith("08") and one.profile.assay.startswith("CARVCN")
    )

    assert profile.cmax == 0
    assert profile.persistence_days == 0
    assert isinstance(profile.half_life_days, Absent)


def test_every_number_stands_alone_with_what_it_rests_on():
    results = analysed().results
    document = results_document(results, (), datetime(2026, 1, 1, tzinfo=UTC))

    ids = [one["id"] for one in document["results"]]
    assert len(set(ids)) == len(ids)
    for one in document["results"]:
        assert one["method"]
        assert one["population"]
        assert one["parameters"]["conventions"] == "NCT06836505, protocol version 1"
        assert one["inputs"] == results.digest
        assert (one["value"] is None) == ("reason" in one)
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_shares_are_their_counts_over_their_wholes():
    for analysis, one in analysed().results.numbers():
        if one.statistic == "share" and not isinstance(one.value, Absent):
            count = analysis.find(one.row, "n", one.group)
            assert one.value == pytest.approx(count.value / one.of)


def test_every_data_set_is_told_apart_by_its_keys():
    for data in build_data_sets(analysed().derived):
        keys = data.frame.select(data.keys)
        assert keys.height == keys.unique().height, data.name
