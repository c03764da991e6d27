"""The team, and participants of the reference trial entered through the workspace's own action."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from trialogue.core.forms import Filled
from trialogue.core.protocol import Protocol

if TYPE_CHECKING:
    from tests.web.entries.people import Team
    from trialogue.web.entries.models import Participant

Filler = Callable[..., "Participant"]


@pytest.fixture
def team(reference: Protocol, settings: Settings) -> Team:
    """Give the three, with the reference trial loaded; quick passwords, no second factor."""
    from tests.web.entries.people import make_team

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False
    return make_team()


@pytest.fixture
def fill(team: Team, reference: Protocol) -> Filler:
    """Give a way to make a participant with these entries."""
    from tests.web.entries.people import HERE
    from trialogue.web.entries.actions import make_participant, save_entry
    from trialogue.web.entries.outcomes import Saved
    from trialogue.web.entries.places import Place

    def made(subject: str, entries: Iterable[Filled], centre: str = HERE) -> Participant:
        person = make_participant(
            team.carol, reference.id, centre, subject=subject, protocol_version=reference.version
        )
        for one in entries:
            place = Place(form=one.form, visit=one.visit, occurrence=one.occurrence)
            outcome = save_entry(team.carol, person, place, one.values, base_version=0)
            assert isinstance(outcome, Saved), (place, outcome)
        return person

    return made
