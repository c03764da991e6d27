"""The people who watch over what was entered, and a participant with one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

if TYPE_CHECKING:
    from tests.web.oversight.crew import Crew
    from trialogue.web.entries.models import Participant


@pytest.fixture
def crew(db: None, settings: Settings) -> Crew:
    """Give them, and the trial; quick passwords, no second factor."""
    from tests.web.entries.trial import make_trial
    from tests.web.oversight.crew import make_crew

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False
    make_trial()
    return make_crew()


@pytest.fixture
def somebody(crew: Crew) -> Participant:
    """Give a participant in Guangzhou, with blood values at month 1."""
    from tests.web.entries.people import make_somebody
    from tests.web.oversight.crew import SEEN, save

    found = make_somebody(crew.carol)
    save(crew.carol, found, SEEN)
    return found
