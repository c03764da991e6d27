"""A save takes its moment once it holds its chains, and whoever reads a trial can wait for it."""

from __future__ import annotations

import threading
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.entries.conftest import AtOnce
from tests.web.entries.people import TRIAL, Team, make_somebody, make_team
from tests.web.entries.trial import make_trial
from trialogue.web.entries import bulk_actions
from trialogue.web.entries.bulk_actions import Write, save_entries
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.waiting import wait_for_saves

LONG = 60
"""Seconds after which a test gives up; nothing waits for them to pass."""


def remark(somebody: Participant) -> Write:
    place = Place(form="remarks")
    return Write(
        participant=somebody, place=place, values={"field0": "x"}, base_version=0, source="import:x"
    )


def test_the_moment_is_taken_after_the_chains_are_held(
    team: Team, somebody: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []

    with CaptureQueriesContext(connection) as asked:

        def now() -> datetime:
            held.append(any("entries_participant" in one["sql"] for one in asked.captured_queries))
            return timezone.now()

        monkeypatch.setattr(bulk_actions, "timezone", SimpleNamespace(now=now))
        save_entries(team.carol, [remark(somebody)])

    assert held == [True]


def test_who_waits_for_saves_waits_for_one_that_holds_a_chain(at_once: AtOnce) -> None:
    def begin() -> tuple[Team, Participant]:
        make_trial()
        team = make_team()
        return team, make_somebody(team.carol)

    [(team, somebody)] = at_once([begin])
    saved, met = threading.Event(), threading.Event()

    def save() -> bool:
        with transaction.atomic():
            save_entries(team.carol, [remark(somebody)])
            saved.set()
            return met.wait(LONG)

    def wait() -> tuple[str, int]:
        """Meet the one who saves, without patience; then wait until they are done."""
        sqlite = connection.vendor == "sqlite"
        told = ""
        try:
            assert saved.wait(LONG)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout=1" if sqlite else "SET lock_timeout='1ms'")
            try:
                wait_for_saves(TRIAL)
            except OperationalError:
                told = "had to wait"
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout=60000" if sqlite else "SET lock_timeout='60s'")
        finally:
            met.set()
        wait_for_saves(TRIAL)
        return told, Entry.objects.count()

    assert at_once([save, wait]) == [True, ("had to wait", 1)]
