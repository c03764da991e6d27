"""Loading trials: append-only, a new version supersedes, the database itself refuses changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from trialogue.core.protocol import Protocol
from trialogue.exchange.protocols import find_protocol
from trialogue.web.trials.actions import load_protocol_of, store_protocol
from trialogue.web.trials.models import LoadedProtocol
from trialogue.web.trials.queries import loaded_protocol, loaded_protocols
from trialogue.web.trials.reading import ProtocolFaults


def _source() -> bytes:
    path, _ = find_protocol("NCT06836505")
    assert path is not None
    return path.read_bytes()


def test_what_is_kept_is_the_very_file_with_its_hash(reference: Protocol) -> None:
    row = LoadedProtocol.objects.get()

    assert bytes(row.source) == _source()
    assert row.sha256 == hashlib.sha256(_source()).hexdigest()
    assert (row.registry_id, row.version) == (reference.id, reference.version)


def test_the_same_file_is_not_loaded_twice(reference: Protocol) -> None:
    again = load_protocol_of(reference.id)

    assert again.outcome == "unchanged"
    assert LoadedProtocol.objects.count() == 1


def test_a_changed_file_supersedes_and_the_earlier_one_stays(reference: Protocol) -> None:
    changed = _source().replace(b"status: recruiting", b"status: suspended", 1)

    loading = store_protocol(changed, "changed")

    assert loading.outcome == "updated"
    assert loaded_protocol(reference.id) == loading.protocol
    assert [one.status for one in loaded_protocols()] == ["suspended"]
    assert LoadedProtocol.objects.count() == 2


def test_a_file_with_faults_is_refused_with_all_of_them(db: None) -> None:
    with pytest.raises(ProtocolFaults) as problem:
        store_protocol(b"id: X\nstatus: nonsense\n", "broken.yaml")

    assert len(problem.value.faults) > 1
    assert not LoadedProtocol.objects.exists()


@pytest.mark.engine("sqlite")
def test_sqlite_refuses_the_insert_that_replaces(reference: Protocol) -> None:
    with (
        pytest.raises(DatabaseError, match="what was loaded is kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT OR REPLACE INTO trials_loadedprotocol SELECT * FROM trials_loadedprotocol"
        )

    assert LoadedProtocol.objects.get().version == reference.version


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trials_loadedprotocol SET version = 'x'",
        "UPDATE trials_loadedprotocol SET sha256 = 'x' WHERE registry_id = 'NCT06836505'",
        "DELETE FROM trials_loadedprotocol",
    ],
)
def test_the_database_refuses_to_change_what_was_loaded(
    reference: Protocol, statement: str
) -> None:
    with (
        pytest.raises(DatabaseError, match="what was loaded is kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert LoadedProtocol.objects.get().version == reference.version


@pytest.mark.engine("postgresql")
def test_postgresql_refuses_to_empty_the_table(reference: Protocol) -> None:
    with (
        pytest.raises(DatabaseError, match="what was loaded is kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE trials_loadedprotocol")


def test_django_itself_cannot_change_it_either(reference: Protocol) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        LoadedProtocol.objects.update(version="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        LoadedProtocol.objects.all().delete()


def test_a_file_that_this_release_cannot_read_takes_nothing_else_down(
    reference: Protocol, english: Client
) -> None:
    LoadedProtocol.objects.create(
        registry_id="OLD-1", version="1", source_name="old", source=b"id: [", sha256="0" * 64
    )

    assert loaded_protocols() == [reference]
    assert english.get("/").status_code == 200
    assert english.get("/trials/OLD-1/").status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_as_many_queries_for_three_trials_as_for_one(
    db: None,
    how_many: int,
    english: Client,
    tmp_path: Path,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.HOME = tmp_path  # an index of its own
    for number in range(how_many):
        store_protocol(
            _source().replace(b"id: NCT06836505", f"id: NCT0000000{number}".encode()), "x"
        )
    english.get("/")

    with django_assert_num_queries(8):
        page = english.get("/")

    assert page.content.decode().count("NCT0000000") == how_many * 2
