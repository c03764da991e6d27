"""A record that is kept comes back the same, and one that was tampered with does not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.ctgov.studies import bare, study
from trialogue.core.record import Record
from trialogue.exchange.ctgov import read_study, record_from_json, record_to_json


def record(made: dict[str, Any]) -> Record:
    return read_study(made)[0]


@pytest.mark.parametrize(
    "made",
    [
        study(),
        bare(),
        study(eligibilityModule__healthyVolunteers=True, hasResults=True),
        study(eligibilityModule__healthyVolunteers=...),
        study(statusModule__startDateStruct__date="some day"),
        study(contactsLocationsModule__locations=[{"geoPoint": {"lat": 1, "lon": -2}}]),
        study(armsInterventionsModule__armGroups=[{}]),
    ],
    ids=["full", "bare", "true", "not said", "no date", "whole degrees", "an empty arm"],
)
def test_a_record_comes_back_the_same_through_json(made: dict[str, Any]) -> None:
    kept = json.dumps(record_to_json(record(made)))

    assert record_from_json(json.loads(kept)) == record(made)


def test_what_a_record_does_not_say_is_not_written() -> None:
    written = record_to_json(record(bare()))

    assert set(written) == {"format", "id", "version"}


def test_the_same_record_is_written_the_same() -> None:
    first, second = (json.dumps(record_to_json(record(study()))) for _ in range(2))

    assert first == second


KEPT = record_to_json(record(study()))


@pytest.mark.parametrize(
    "changed",
    [
        None,
        [],
        {},
        {**KEPT, "format": 0},
        {key: value for key, value in KEPT.items() if key != "id"},
        {**KEPT, "id": 7},
        {**KEPT, "phases": "PHASE1"} | {"phases": [1]},
        {**KEPT, "status": None},
        {**KEPT, "sites": [7]},
        {**KEPT, "sites": [{"point": {"lat": 99.0, "lon": 0.0}}]},
        {**KEPT, "minimum_age": "grown up"},
        {**KEPT, "invented": 1},
        {**KEPT, "dates": {"start": {"kind": "ACTUAL"}}},
    ],
)
def test_what_was_changed_outside_is_refused_with_a_remedy(changed: Any) -> None:
    with pytest.raises(ValueError, match="import the study again"):
        record_from_json(changed)


@given(st.text(), st.lists(st.text()), st.floats(-90, 90), st.integers(0, 2**31 - 1))
def test_any_words_and_numbers_come_back(
    words: str, many: list[str], degrees: float, count: int
) -> None:
    made = study(
        descriptionModule__briefSummary=words,
        conditionsModule__keywords=many,
        contactsLocationsModule__locations=[{"geoPoint": {"lat": degrees, "lon": degrees}}],
        designModule__enrollmentInfo__count=count,
    )

    kept = json.dumps(record_to_json(record(made)))

    assert record_from_json(json.loads(kept)) == record(made)
