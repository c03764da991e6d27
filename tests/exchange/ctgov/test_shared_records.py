"""Real records, read from the shared input and kept out of the project; skipped without it."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from trialogue.core.record import Record
from trialogue.core.record.status import SEXES, STATUSES
from trialogue.exchange.ctgov import (
    Loaded,
    RecordReader,
    Skipped,
    read_criteria,
    record_from_json,
    record_to_json,
)
from trialogue.exchange.ctgov.criteria_lines import undo_escapes


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    """Give the file of 400 records."""
    place = shared / "registry" / "studies_v2_sample.json"
    if not place.is_file():
        pytest.skip(f"no registry sample at {place}; set TRIALOGUE_SHARED")
    return place


@pytest.fixture(scope="module")
def records(sample: Path) -> tuple[Record, ...]:
    """Read the 400 records once."""
    return tuple(one.record for one in RecordReader([sample]) if isinstance(one, Loaded))


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def test_all_400_records_are_read_without_a_fault_or_a_hint(sample: Path) -> None:
    reader = RecordReader([sample])

    steps = list(reader)

    assert (reader.read, reader.loaded, reader.skipped) == (400, 400, 0)
    assert [one for one in steps if not isinstance(one, Loaded) or one.hints] == []


def test_no_id_and_no_digest_occurs_twice(records: tuple[Record, ...]) -> None:
    assert len({record.id for record in records}) == 400
    assert len({record.version.digest for record in records}) == 400


def test_every_centre_is_there_with_the_coordinates_that_it_has(
    records: tuple[Record, ...],
) -> None:
    sites = [site for record in records for site in record.sites]

    assert (len(sites), sum(site.point is not None for site in sites)) == (2_697, 2_624)


def test_every_record_says_what_a_card_shows(records: tuple[Record, ...]) -> None:
    assert all(record.brief_title and record.conditions and record.sponsor for record in records)
    assert {record.status for record in records} <= set(STATUSES)
    assert {record.sex for record in records} <= set(SEXES)


def test_ages_are_read_or_open(records: tuple[Record, ...]) -> None:
    open_below = sum(record.minimum_age is None for record in records)
    open_above = sum(record.maximum_age is None for record in records)

    assert (open_below, open_above) == (17, 170)


def test_every_date_is_understood(records: tuple[Record, ...]) -> None:
    for record in records:
        dates = (record.dates.start, record.dates.completion, record.dates.last_updated)
        assert all(date is not None and date.when is not None for date in dates)


def test_every_record_comes_back_the_same_from_its_store(records: tuple[Record, ...]) -> None:
    for record in records:
        assert record_from_json(json.loads(json.dumps(record_to_json(record)))) == record


def test_no_word_of_an_eligibility_text_is_lost(records: tuple[Record, ...]) -> None:
    for record in records:
        words = " ".join(read_criteria(record.criteria).words())
        assert letters(words) == letters(undo_escapes(record.criteria)), record.id


def test_no_escape_is_left_in_an_eligibility_text(records: tuple[Record, ...]) -> None:
    words = [word for one in records for word in read_criteria(one.criteria).words()]

    assert [word for word in words if re.search(r"\\[<>*\[\]^&~.)-]", word)] == []


def test_nearly_every_eligibility_text_is_divided(records: tuple[Record, ...]) -> None:
    kinds = Counter(
        frozenset(section.kind for section in read_criteria(record.criteria).sections)
        - {"other"}
        for record in records
    )  # fmt: skip

    assert kinds == {
        frozenset({"inclusion", "exclusion"}): 394,
        frozenset({"inclusion"}): 2,
        frozenset({"exclusion"}): 2,
        frozenset(): 2,
    }


@pytest.fixture(scope="module")
def judged(shared: Path) -> Path:
    """Give the records of the matching task, which are flat and not in the shape of the API."""
    place = shared / "matching" / "trials.jsonl.gz"
    if not place.is_file():
        pytest.skip(f"no judged trials at {place}; set TRIALOGUE_SHARED")
    return place


def test_records_of_another_shape_are_named_one_by_one(judged: Path) -> None:
    reader = RecordReader([judged])

    skipped = [one.fault for one in reader if isinstance(one, Skipped)]

    assert (reader.read, reader.loaded, reader.skipped) == (3_929, 0, 3_929)
    assert all("NCT" in fault.found and "protocolSection" in fault.allowed for fault in skipped)


def test_no_word_of_an_old_eligibility_text_is_lost(judged: Path) -> None:
    with gzip.open(judged, "rt", encoding="utf-8") as lines:
        texts = [text for line in lines if (text := json.loads(line)["criteria"])]

    assert len(texts) > 900
    for text in texts:
        assert letters(" ".join(read_criteria(text).words())) == letters(undo_escapes(text))
