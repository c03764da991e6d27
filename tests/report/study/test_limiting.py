"""Dose-limiting toxicity and stopping rules of the demo study, checked by hand against ae.csv.

The reference protocol defines neither; the rules here are invented for the tests.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.report.clinical_report.demo import FOLDER, demo
from trialogue.core.absent import Absent
from trialogue.core.safety.limiting import LimitingRule, StoppingBound, StoppingRule
from trialogue.exchange.sdtm import load_study
from trialogue.report.clinical_report import compose_report
from trialogue.report.study import Analysed, analyze_study
from trialogue.report.study.limited import NO_EVENTS
from trialogue.report.study.plan import with_cut_off

CRS = LimitingRule(
    id="crs", words="cytokine release of grade 3 for more than 3 days", grade=3,
    terms=("Cytokine release syndrome",), longer_than_days=3,
)  # fmt: skip
LUNG = LimitingRule(
    id="lung", words="respiratory event of grade 3", grade=3,
    classes=("Respiratory, thoracic and mediastinal disorders",),
)  # fmt: skip
DEFINED = "by the protocol's definition"


def analysed(
    *rules: LimitingRule, stop_at: int = 3, cut_off: date | None = None, folder: Path = FOLDER
) -> Analysed:
    plan = with_cut_off(demo().derived.plan, cut_off)
    stopping = StoppingRule(
        id="halt", words="too many", source="invented",
        bounds=(StoppingBound(treated=6, stop_at=2), StoppingBound(treated=10, stop_at=stop_at)),
    )  # fmt: skip
    safety = replace(
        plan.endpoints.safety, limiting=rules, limiting_source="invented", stopping=(stopping,)
    )
    study, _ = load_study(folder)
    return analyze_study(study, replace(plan, endpoints=replace(plan.endpoints, safety=safety)))


def counts(found: Analysed, *row: str) -> list[object]:
    analysis = found.results.analysis("dose-limiting")
    assert analysis is not None
    numbers = [analysis.find((*row, answer), "n") for answer in ("yes", "no", "unknown")]
    return [one.value if one else None for one in numbers]


def state(found: Analysed) -> tuple[object, object]:
    analysis = found.results.analysis("dose-limiting")
    assert analysis is not None
    row = ("stopping rule", "halt: too many")
    told = [analysis.find(row, name) for name in ("state", "reason")]
    return tuple(one.value if one else None for one in told)


def test_each_rule_is_counted_with_the_investigator_beside_it() -> None:
    found = analysed(CRS, LUNG)

    # 04: CRS of grade 3 from 2025-04-09 to 04-16, 8 days; 10: hypoxia of grade 3, probable
    assert counts(found, DEFINED, f"crs: {CRS.words}") == [1, 9, 0]
    assert counts(found, DEFINED, f"lung: {LUNG.words}") == [1, 9, 0]
    assert counts(found, DEFINED, "any rule") == [2, 8, 0]
    assert counts(found, "by the investigator") == [1, 9, 0]  # ICANS of 04


def test_without_any_record_of_an_event_every_answer_is_unknown_and_no_table_is_missing(
    tmp_path: Path,
) -> None:
    for path in FOLDER.glob("*.csv"):
        if path.name != "ae.csv":
            shutil.copy(path, tmp_path)

    found = analysed(CRS, LUNG, folder=tmp_path)

    listing = found.results.listing("dose-limiting")
    assert counts(found, DEFINED, "any rule") == [0, 0, 10]
    assert counts(found, "by the investigator") == [0, 0, 10]
    assert state(found)[0] == "unknown"
    assert listing is not None
    assert {row[2] for row in listing.rows} == {NO_EVENTS}


def test_the_listing_says_who_and_why_and_where_the_investigator_says_the_opposite() -> None:
    listing = analysed(CRS, LUNG).results.listing("dose-limiting")
    assert listing is not None
    rows = {row[0][-2:]: row[1:] for row in listing.rows}

    told = "CYTOKINE RELEASE SYNDROME (grade 3, 8 days)"
    assert rows["04"] == ("yes", told, "yes", "no", "yes", "")
    assert rows["10"] == ("yes", "HYPOXIA (grade 3, 3 days)", "no", "yes", "no", "yes")
    assert rows["01"] == ("no", "none in the 28 days from the infusion", "no", "no", "no", "")


@pytest.mark.parametrize(("stop_at", "said"), [(2, "reached"), (3, "not reached")])
def test_the_stopping_rule_is_compared_with_those_treated(stop_at: int, said: str) -> None:
    reason = f"2 of 10 treated (0 still open); the trial stops at {stop_at} of 10"

    assert state(analysed(CRS, LUNG, stop_at=stop_at)) == (said, reason)


def test_an_open_window_leaves_the_rule_and_the_stopping_unknown() -> None:
    found = analysed(CRS, stop_at=2, cut_off=date(2025, 10, 1))

    assert counts(found, DEFINED, "any rule") == [1, 8, 1]
    assert state(found)[0] == "unknown"
    listing = found.results.listing("dose-limiting")
    assert listing is not None
    # 10 was infused on 2025-09-15; 15 + 28 days is 13 October
    assert listing.rows[-1][1:3] == (
        "unknown", "observed to 2025-10-01, the window ends on 2025-10-13",
    )  # fmt: skip


def test_a_protocol_that_defines_nothing_gets_no_definition_and_says_so() -> None:
    analysis = demo().results.analysis("dose-limiting")
    assert analysis is not None

    defined, stopping = analysis.find((DEFINED,), "n"), analysis.find(("stopping rule",), "n")
    assert defined is not None
    assert stopping is not None
    assert defined.value == Absent(reason="the protocol does not define dose-limiting toxicity")
    assert stopping.value == Absent(reason="the protocol states no stopping rule")
    assert counts(demo(), "by the investigator") == [1, 9, 0]


def test_the_report_shows_them_under_safety() -> None:
    report = compose_report(analysed(CRS, LUNG, stop_at=2))
    safety = next(section for section in report.sections if section.id == "safety")
    table = next(one for one in safety.blocks if getattr(one, "id", "") == "t-dose-limiting")

    text = [cell for row in table.rows for cell in row.cells]  # type: ignore[union-attr] # a table
    assert "reached" in text
    assert "2 (20.0 %)" in text
