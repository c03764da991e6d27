"""The team and a participant; and a database of one's own for what needs many at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django import DjangoDbBlocker, Settings

if TYPE_CHECKING:
    from tests.web.entries.people import Team
    from trialogue.web.entries.models import Participant

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


@pytest.fixture
def team(db: None, settings: Settings) -> Team:
    """Give the three, and the trial; quick passwords, no second factor."""
    from tests.web.entries.people import make_team
    from tests.web.entries.trial import make_trial

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False
    make_trial()
    return make_team()


@pytest.fixture
def somebody(team: Team) -> Participant:
    """Give a participant in Guangzhou."""
    from tests.web.entries.people import make_somebody

    return make_somebody(team.carol)


@pytest.fixture
def at_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[AtOnce]:
    """Give a way to run functions at once, each on a connection of its own.

    They meet in a copy of the empty database: append-only rows can be taken away with their
    database only, and a test's own transaction would hide them from the others.
    """
    from django.db import connection, connections

    def run(functions: Sequence[Callable[[], Any]]) -> list[Any]:
        results: list[Any] = [None] * len(functions)
        start = threading.Barrier(len(functions))

        def one(number: int) -> None:
            start.wait()
            try:
                results[number] = functions[number]()
            except Exception as problem:  # noqa: BLE001 - given to the test, which asserts on it
                results[number] = problem
            finally:
                connections["default"].close()

        threads = [threading.Thread(target=one, args=(each,)) for each in range(len(functions))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    given = connections.databases["default"]
    name, copy = given["NAME"], str(tmp_path / "copy.sqlite3")
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            # Before the copy has its name in the settings: whoever connects by it makes the file.
            connection.cursor().execute("VACUUM INTO %s", [copy])
        else:
            copy = f"{name}_copy"
            connection.close()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        given["NAME"] = copy
        try:
            yield run
        finally:
            if connection.vendor == "postgresql":
                with connection._nodb_cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{copy}"')
            given["NAME"] = name
