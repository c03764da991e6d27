"""Counting tries: also of those that come at the same moment, none slips through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from trialogue.web.accounts import throttle
from trialogue.web.accounts.models import Attempt

CROWD = 16
Got = TypeVar("Got")


def at_once(act: Callable[[int], Got]) -> list[Got]:
    """Let many do something at the same moment, each on a connection of its own."""
    gate = Barrier(CROWD)

    def one(number: int) -> Got:
        gate.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


@pytest.fixture
def swept() -> Iterator[None]:
    """Remove what the crowd's own connections have committed."""
    yield

    def sweep() -> None:
        Attempt.objects.all().delete()
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(sweep).result()


@pytest.mark.engine("postgresql")
@pytest.mark.parametrize(
    ("kind", "most"), [(throttle.ACCOUNT, 5), (throttle.CODE, 5), (throttle.MAIL, 3)]
)
def test_of_tries_at_the_same_moment_only_so_many_are_made(
    kind: str, most: int, db: None, swept: None
) -> None:
    now = timezone.now()

    made = at_once(
        lambda number: throttle.begin_try([(kind, "same"), (kind, f"own {number}")], now)
    )

    assert Counter(one.wait_until is None for one in made) == {True: most, False: CROWD - most}


@pytest.mark.engine("postgresql")
def test_passwords_guessed_at_the_same_moment_are_counted_one_by_one(
    db: None, swept: None, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def guess(number: int) -> bool:
        client = Client(headers={"accept-language": "en"})
        page = client.post(
            "/staff/sign-in/", {"email": "nobody@hospital.example", "password": str(number)}
        )
        return "Too many tries" in page.content.decode()

    assert Counter(at_once(guess)) == {False: 5, True: CROWD - 5}


def test_a_right_try_is_not_counted_and_a_refused_one_neither(db: None) -> None:
    now, subject = timezone.now(), (throttle.MAIL, "somebody")

    for _ in range(5):
        throttle.take_back(throttle.begin_try([subject], now))
    made = [throttle.begin_try([subject, (throttle.MAIL, str(n))], now) for n in range(5)]

    assert [one.wait_until for one in made] == [None] * 3 + [now + timedelta(hours=1)] * 2
    assert Attempt.objects.count() == 6
