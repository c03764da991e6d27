"""The team of the path's tests, on the reference trial as it is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from trialogue.core.protocol import Protocol

if TYPE_CHECKING:
    from tests.web.study.path import Team
    from trialogue.web.entries.models import Participant


@pytest.fixture
def team(reference: Protocol, settings: Settings) -> Team:
    """Give the people of two centres; quick passwords, no second factor asked."""
    from tests.web.study.path import make_team

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False
    return make_team()


@pytest.fixture
def child(team: Team) -> Participant:
    """Give a participant of whom nothing is entered."""
    from tests.web.study.path import make_child

    return make_child(team)


@pytest.fixture
def screened(team: Team, child: Participant) -> Participant:
    """Give a child of eight who fits everything that is due before enrolment."""
    from tests.web.study.path import fill_screening

    fill_screening(team, child)
    return child
