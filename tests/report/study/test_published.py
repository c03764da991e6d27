"""The public study beside what is published of it: every convention of the named default."""

from __future__ import annotations

import csv
import gzip
from datetime import date, timedelta
from functools import cache

import pytest

from trialogue.exchange.sdtm import load_study
from trialogue.report.datasets import build_data_sets
from trialogue.report.study import analyze_study, default_plan

RANK = {"CR": 1, "PR": 2, "SD": 3, "NON-CR/NON-PD": 4, "PD": 5, "NE": 6}


@cache
def made(folder):
    study, faults = load_study(folder)
    assert faults == ()
    analysed = analyze_study(study, default_plan())
    return {one.name: one.frame for one in build_data_sets(analysed.derived)}


def published(folder, name):
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def pilot(shared):
    return shared / "studies" / "onco_pilot"


def test_adverse_events_begin_on_the_days_of_the_published_adae(pilot):
    """Source: pharmaverseadam 1.3, `adae` (1191 rows), made with admiral."""
    theirs = {(row["USUBJID"], float(row["AESEQ"])): row for row in published(pilot, "adae")}
    ours = {
        (row["USUBJID"], row["AESEQ"]): row for row in made(pilot)["ADAE"].iter_rows(named=True)
    }

    assert ours.keys() == theirs.keys()
    for key, row in ours.items():
        for name in ("ASTDT", "AENDT", "ASTDTF", "AENDTF"):
            assert str(row[name] or "") == theirs[key][name], (key, name)
    different = [
        key for key, row in ours.items() if (row["TRTEMFL"] or "") != theirs[key]["TRTEMFL"]
    ]
    assert len(different) == 4  # they began more than 30 days after the last dose


def _assessments(pilot, zero):
    by_day = {}
    for row in published(pilot, "rs_onco"):
        who, said = row["USUBJID"], row["RSSTRESC"]
        if row["RSEVAL"] != "INVESTIGATOR" or row["RSTESTCD"] != "OVRLRESP" or said not in RANK:
            continue
        day = date.fromisoformat(row["RSDTC"])
        if who in zero and day >= zero[who]:
            worst = by_day.setdefault(who, {})
            worst[day] = max(said, worst.get(day, said), key=RANK.__getitem__)
    return {who: sorted(days.items()) for who, days in by_day.items()}


def _is_confirmed(used, place, wanted):
    """Follow the published rule word by word (admiralonco, `cbor_cr` and `cbor_pr`)."""
    day, said = used[place]
    if said != wanted:
        return False
    good = {"CR"} if wanted == "CR" else {"CR", "PR"}
    between = []
    for later, then in used[place + 1 :]:
        between.append(then)
        if then in good and later >= day + timedelta(days=28):
            break
    else:
        return False
    fits = all(one in {*good, "NE"} for one in between) and between.count("NE") <= 1
    turned = "CR" in between and "PR" in between[between.index("CR") :]
    return fits and not turned


def _best(seen, zero, *, confirmed):
    progressed = [day for day, said in seen if said == "PD"]
    used = [one for one in seen if not progressed or one[0] <= progressed[0]]
    late = [one for one in used if one[0] >= zero + timedelta(days=42)]
    for wanted in ("CR", "PR"):
        for place, (day, said) in enumerate(used):
            fits = _is_confirmed(used, place, wanted) if confirmed else said == wanted
            if fits:
                return wanted, day
    for wanted, among, words in (
        ("SD", late, {"CR", "PR", "SD"}),
        ("NON-CR/NON-PD", late, {"NON-CR/NON-PD"}),
        ("PD", used, {"PD"}),
        ("NE", used, set(RANK)),
    ):
        for day, said in among:
            if said in words:
                return wanted, day
    return "MISSING", None


def test_best_responses_are_those_of_the_published_rules_written_out_again(pilot):
    zero = {
        row["USUBJID"]: date.fromisoformat(row["TRTSDT"])
        for row in published(pilot, "adsl")
        if row["TRTSDT"]
    }
    seen = _assessments(pilot, zero)

    rows = {
        (row["USUBJID"], row["PARAMCD"]): (row["AVALC"], row["ADT"])
        for row in made(pilot)["ADRS"].iter_rows(named=True)
        if row["PARAMCD"] in ("BOR", "CBOR")
    }

    for who, start in zero.items():
        for code, confirmed in (("BOR", False), ("CBOR", True)):
            assert rows[who, code] == _best(seen.get(who, []), start, confirmed=confirmed), who


def test_survival_times_are_those_of_the_published_rules_written_out_again(pilot):
    people = {row["USUBJID"]: row for row in published(pilot, "adsl") if row["TRTSDT"]}
    zero = {who: date.fromisoformat(row["TRTSDT"]) for who, row in people.items()}
    seen = _assessments(pilot, zero)
    expected = {}
    for who, row in people.items():
        start = zero[who]
        died = date.fromisoformat(row["DTHDT"]) if row["DTHDT"] else None
        alive = max(date.fromisoformat(row["LSTALVDT"]), start)
        expected[who, "OS"] = (0, died) if died else (1, alive)
        events = [day for day, said in seen.get(who, []) if said == "PD"][:1]
        events += [died] if died else []
        last = max((day for day, _ in seen.get(who, [])), default=start)
        expected[who, "PFS"] = (0, min(events)) if events else (1, last)

    ours = {
        (row["USUBJID"], row["PARAMCD"]): row for row in made(pilot)["ADTTE"].iter_rows(named=True)
    }

    for (who, code), (censored, end) in expected.items():
        row = ours[who, code]
        assert (row["CNSR"], row["ADT"]) == (censored, end), (who, code)
        assert row["AVAL"] == (end - zero[who]).days + 1
