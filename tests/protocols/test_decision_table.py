"""NCT06836505 against the clinical decision table: each rule's readings and check points."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.protocols.shipped import trial
from trialogue.core.protocol.criteria import Criterion

TABLE = Path(__file__).parent.parent / "golden" / "vectors" / "criteria_decision_table.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
IDS = {"I6a_ALT": "I6a.alt", "I6a_BILI": "I6a.bilirubin"}
"""Rules whose id in the table is not the criterion's."""
OF_ANCHORS = {"I7a": ("A50",), "I7b": ("A51",), "E7": ("A51",)}
"""Readings about the trial's dates, which the table lists apart (clinical reference 9.2, 9.4)."""
GATES = {"SCR": "screening", "ENR": "enrolment", "LD": "lymphodepletion", "INF": "infusion"}
PROTOCOL = trial("NCT06836505")
each_rule = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule_id"])


def criterion(row: Mapping[str, str]) -> Criterion:
    return PROTOCOL.criterion(IDS.get(row["rule_id"], row["rule_id"]))


def gates_of(wanted: str, criteria: tuple[Criterion, ...], above: tuple[str, ...] = ()):
    """Find the gates of a criterion; a part without any takes its parent's."""
    for one in criteria:
        own = one.gates or above
        if one.id == wanted:
            return own
        if found := gates_of(wanted, one.parts, own):
            return found
    return ()


def test_the_table_has_all_28_rules() -> None:
    assert len(ROWS) == 28


@each_rule
def test_a_rule_names_every_ambiguity_of_the_table_and_no_other(row: Mapping[str, str]) -> None:
    wanted = tuple(re.findall(r"A\d+", row["ambiguity_ids"]))

    assert criterion(row).readings == (*wanted, *OF_ANCHORS.get(row["rule_id"], ()))


@each_rule
def test_every_ambiguity_has_a_reading_in_both_languages(row: Mapping[str, str]) -> None:
    readings = [PROTOCOL.readings[name] for name in criterion(row).readings]

    texts = [text for one in readings for text in (one.ambiguity, one.chosen)]

    assert all(text.en and text.zh for text in texts)


@each_rule
def test_a_rule_is_asked_at_the_gates_of_the_table(row: Mapping[str, str]) -> None:
    wanted = tuple(GATES[name] for name in re.findall(r"SCR|ENR|LD|INF", row["check_at"]))

    assert gates_of(criterion(row).id, PROTOCOL.criteria) == wanted


def test_every_ambiguity_of_the_record_has_its_reading() -> None:
    met_in_the_forms = ["B01", "B02"]

    assert list(PROTOCOL.readings) == [*(f"A{n:02}" for n in range(1, 57)), *met_in_the_forms]
