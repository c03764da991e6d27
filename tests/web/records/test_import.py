"""Importing records: append-only, idempotent, the newest state in force, nothing dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from tests.exchange.ctgov.studies import studies
from tests.web.records.states import dated, imported
from trialogue.exchange.ctgov import RecordReader, read_study
from trialogue.web.records import actions
from trialogue.web.records.actions import import_records
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import (
    record_in_force,
    records_of,
    states_in_force,
    status_history,
    versions_of,
)

pytestmark = pytest.mark.django_db
ID = "NCT00000001"


def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    one = dated(ID, "2025-08-26")

    counts = imported(tmp_path, one)

    assert counts == (1, 1, 0, 0)
    assert record_in_force(ID) == read_study(one)[0]
    assert record_in_force(ID.lower()) == record_in_force(ID)
    assert record_in_force("NCT00000002") is None


def test_a_second_import_of_the_same_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, *studies(3))

    counts = imported(tmp_path, *studies(3))

    assert counts == (3, 0, 0, 3)
    assert RecordVersion.objects.count() == 3


def test_a_changed_record_is_updated_and_its_history_kept(tmp_path: Path) -> None:
    imported(tmp_path, dated(ID, "2024-01-01", "NOT_YET_RECRUITING"))
    imported(tmp_path, dated(ID, "2024-06-01", "RECRUITING"))
    imported(tmp_path, dated(ID, "2024-07-01", "RECRUITING", identificationModule__acronym="X"))

    counts = imported(tmp_path, dated(ID, "2025-01-01", "COMPLETED"))

    assert counts == (1, 0, 1, 0)
    assert [(one.status, one.posted) for one in status_history(ID)] == [
        ("NOT_YET_RECRUITING", "2024-01-01"),
        ("RECRUITING", "2024-06-01"),
        ("COMPLETED", "2025-01-01"),
    ]
    assert len(versions_of(ID)) == 4


def test_an_older_state_goes_into_the_history_and_not_into_force(tmp_path: Path) -> None:
    imported(tmp_path, dated(ID, "2025-01-01", "COMPLETED"))

    first = imported(tmp_path, dated(ID, "2024-01-01", "RECRUITING"))
    again = imported(tmp_path, dated(ID, "2024-01-01", "RECRUITING"))

    assert first == again == (1, 0, 0, 1)
    assert [one.status for one in status_history(ID)] == ["RECRUITING", "COMPLETED"]
    assert [one.status for one in records_of(states_in_force())] == ["COMPLETED"]


def test_a_change_without_a_date_is_taken_for_the_newer_one(tmp_path: Path) -> None:
    imported(tmp_path, dated(ID, "2025-01-01", "RECRUITING"))

    counts = imported(tmp_path, dated(ID, "", "COMPLETED"))

    assert counts == (1, 0, 1, 0)
    assert [one.status for one in records_of(states_in_force())] == ["COMPLETED"]


def test_one_file_may_hold_several_states_of_a_record(tmp_path: Path) -> None:
    states = [dated(ID, "2025-01-01"), dated(ID, "2025-02-01", "SUSPENDED"), dated(ID, "")]

    counts = imported(tmp_path, *states, dated(ID, "2025-02-01", "SUSPENDED"))

    assert counts == (4, 1, 3, 0)
    assert [one.status for one in records_of(states_in_force())] == ["SUSPENDED"]


def test_a_broken_record_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    file = tmp_path / "mixed.json"
    counts = imported(tmp_path, *studies(2), text='{"protocolSection": {}}\n{"protocolSection": ')

    done = import_records(RecordReader([tmp_path / "studies.ndjson"]))

    assert counts == (4, 2, 0, 0)
    assert (done.unchanged, len(done.faults)) == (2, 2)
    assert not file.exists()


def test_all_400_records_of_the_sample_go_in_and_come_back_the_same(shared: Path) -> None:
    sample = shared / "registry" / "studies_v2_sample.json"
    reader = [one.record for one in RecordReader([sample]) if hasattr(one, "record")]

    done = import_records(RecordReader([sample]))

    assert (done.read, done.added, done.faults) == (400, 400, [])
    assert list(records_of(states_in_force())) == reader


def test_batches_of_any_size_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    heard: list[int] = []
    imported(tmp_path, *studies(7))

    done = import_records(
        RecordReader([tmp_path / "studies.ndjson"]), lambda so_far: heard.append(so_far.unchanged)
    )

    assert heard == [3, 6]
    assert (done.read, done.unchanged) == (7, 7)


def test_a_batch_takes_as_many_queries_for_three_records_as_for_one(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    records = [read_study(one)[0] for one in studies(4)]
    extra = 1 if connection.vendor == "postgresql" else 0

    with django_assert_num_queries(4 + extra):
        actions.store_records(records[:1])
    with django_assert_num_queries(4 + extra):
        actions.store_records(records[1:])


def test_a_state_that_this_release_cannot_read_is_left_out_and_replaced(tmp_path: Path) -> None:
    record = read_study(dated(ID, "2025-01-01"))[0]
    RecordVersion.objects.create(
        registry_id=ID, posted="2025-01-01", digest=record.version.digest, record={"format": 0}
    )
    assert list(records_of(states_in_force())) == []

    counts = imported(tmp_path, dated(ID, "2025-01-01"))

    assert counts == (1, 0, 1, 0)
    assert record_in_force(ID) == record


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_recordversion SET posted = 'x'",
        "DELETE FROM records_recordversion WHERE registry_id = 'NCT00000001'",
        pytest.param(
            "TRUNCATE records_recordversion", marks=pytest.mark.engine("postgresql")
        ),
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_what_was_imported(tmp_path: Path, statement: str) -> None:
    imported(tmp_path, *studies(1))

    with (
        pytest.raises(DatabaseError, match="what was imported is kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert RecordVersion.objects.count() == 1
