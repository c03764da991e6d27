"""SDTM rows turned into entries: the demo study goes in and out, and every answer stays."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from trialogue.core.forms import Enrolled, Filled, check_entry, rows_of_entries
from trialogue.core.protocol import Protocol
from trialogue.exchange.protocols import find_protocol, load_trial
from trialogue.exchange.sdtm import Study, load_study
from trialogue.exchange.sdtm.from_rows import merge_rows, study_of_rows
from trialogue.exchange.sdtm.into_entries import Row, entries_of_rows
from trialogue.report.study import analyze_study, plan_of_protocol
from trialogue.report.study.results_json import write_results

TRIAL, ON = "NCT06836505", date(2026, 11, 25)
ARMS = ("GD2/B7-H3 CAR-T", "CAR-T cell therapy")
"""The arm as the data sets call it, and as the protocol does."""
LABELS = {"10^6 cells/kg": "10^6/kg", "cells/uL": "/uL", "cells/uL x days": "/uL x days"}
"""Units that the forms write in other words; the numbers are the same."""
NOT_ASKED = "ethnicity"
"""Stands in the data sets, and no form asks for it."""


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    found, _ = load_trial(TRIAL)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def folder() -> Path:
    path, _ = find_protocol(TRIAL)
    assert path is not None
    return path.parent / "demo"


@pytest.fixture(scope="module")
def people(folder: Path) -> Mapping[str, Mapping[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["USUBJID"]][path.stem.upper()].append(row)
    return found


def cleaned(protocol: Protocol, entry: Filled) -> tuple[Filled, tuple[str, ...]]:
    checked = check_entry(protocol.forms[entry.form], entry.values, protocol, ON)
    kept = Filled(
        form=entry.form,
        visit=entry.visit,
        occurrence=entry.occurrence,
        values=dict(checked.values),
    )
    return kept, tuple(f"{entry.form}.{fault.field}: {fault.found.en}" for fault in checked.faults)


def answers(protocol: Protocol, study: Study) -> dict[str, dict[str, Any]]:
    analysed = analyze_study(study, plan_of_protocol(protocol))
    made = datetime(2026, 11, 25, tzinfo=UTC)
    said = json.loads(write_results(analysed.results, analysed.faults, made))
    found = {}
    for one in said["results"]:
        number = one["id"].replace(ARMS[0], "ARM").replace(ARMS[1], "ARM")
        left = {name: value for name, value in one.items() if name not in ("id", "group", "inputs")}
        found[number] = left | {"unit": LABELS.get(left.get("unit", ""), left.get("unit", ""))}
    return found


def test_every_answer_of_the_demo_study_survives_the_forms(
    protocol: Protocol, folder: Path, people: Mapping[str, Mapping[str, list[Row]]]
) -> None:
    out, faults, leftovers = [], [], []
    for rows in people.values():
        taken, dm = entries_of_rows(protocol, rows), rows["DM"][0]
        leftovers += taken.leftovers
        entries = [cleaned(protocol, entry) for entry in taken.entries]
        faults += [fault for _, said in entries for fault in said]
        who = Enrolled(
            study=dm["STUDYID"], subject=dm["SUBJID"], centre=dm["SITEID"], country=dm["COUNTRY"]
        )
        out.append(rows_of_entries(protocol, who, [entry for entry, _ in entries]))
    study, said = study_of_rows(merge_rows(out))
    shipped, _ = load_study(folder)

    before, after = answers(protocol, shipped), answers(protocol, study)

    assert leftovers == []
    assert faults == ["screen_failure.reason: “ALT above 5 x ULN”"]
    assert said == ()
    asked = {key for key in before if NOT_ASKED not in key}
    assert asked == set(after)
    assert {key for key in asked if before[key] != after[key]} == set()
    assert len(asked) > 1500


def test_what_no_form_takes_is_named(protocol: Protocol) -> None:
    rows = {"LB": [{"LBTESTCD": "KRYPTON", "LBORRES": "1"}], "QS": [{"QSTESTCD": "X"}]}

    taken = entries_of_rows(protocol, rows)

    assert taken.entries == ()
    assert [(one.domain, one.row, one.why) for one in taken.leftovers] == [
        ("LB", 1, "the protocol has no form of LB for 'KRYPTON'"),
        ("QS", 1, "the protocol has no form of QS for 'X'"),
    ]


def test_results_of_one_day_are_one_entry_and_of_another_day_another(protocol: Protocol) -> None:
    def result(test: str, value: str, day: str) -> Row:
        return {"LBTESTCD": test, "LBORRES": value, "LBORRESU": "U/L", "LBDTC": day}

    rows = [
        result("ALT", "41", "2026-01-02"),
        result("AST", "33", "2026-01-02"),
        result("ALT", "44", "2026-01-09"),
    ]

    taken = entries_of_rows(protocol, {"LB": rows})

    values = [
        (one.visit, one.values["taken"], one.values.get("alt"), one.values.get("ast"))
        for one in taken.entries
    ]
    assert values == [
        ("unscheduled-1", "2026-01-02", "41", "33"),
        ("unscheduled-2", "2026-01-09", "44", None),
    ]


def test_a_dose_of_every_day_becomes_one_entry_a_day(protocol: Protocol) -> None:
    dose = {
        "EXTRT": "FLUDARABINE",
        "EXCAT": "LYMPHODEPLETION",
        "EXDOSE": "17.6",
        "EXDOSU": "mg",
        "EXDOSFRQ": "QD",
        "EXSTDTC": "2025-01-05",
        "EXENDTC": "2025-01-07",
    }

    taken = entries_of_rows(protocol, {"EX": [dose]})

    given = [(one.form, one.values["started"], one.values["dose"]) for one in taken.entries]
    assert given == [
        ("lymphodepletion_dose", day, "17.6") for day in ("2025-01-05", "2025-01-06", "2025-01-07")
    ]


def test_below_quantification_stays_below(protocol: Protocol) -> None:
    sample = {
        "PCTESTCD": "CARVCN",
        "PCSTRESC": "BLQ",
        "PCSTRESU": "copies/ug DNA",
        "PCLLOQ": "50.0",
        "PCSPEC": "BLOOD",
        "PCDTC": "2025-01-10T08:00",
    }

    [entry] = entries_of_rows(protocol, {"PC": [sample]}).entries

    assert (entry.form, entry.values["copies"], entry.values["limit"]) == (
        "cells_pcr",
        "<50.0",
        "50.0",
    )
