"""The site's tests: the shipped trials loaded, and a visitor of either language.

Modules with tables are imported inside the fixtures: Django is set up after this file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from trialogue.core.protocol import Protocol

if TYPE_CHECKING:
    from tests.web.cast import Cast

REFERENCE = "NCT06836505"
SECOND = "TRIALOGUE-DEMO-2"
TODAY = timezone.localdate()
"""The day of the run: pages ask the clock, so the invented people are dated around it."""


@pytest.fixture(scope="session", autouse=True)
def _static_folder() -> None:
    """Make the folder that `trialogue serve` fills; without it WhiteNoise warns."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    """Give each test its own folder: an index there is not rolled back with the database."""
    settings.HOME = tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """Forget the language of the test's last visitor, which the thread would keep."""
    yield
    translation.deactivate()


@pytest.fixture
def reference(db: None) -> Protocol:
    """Load the reference trial."""
    from trialogue.web.trials.actions import load_protocol_of

    return load_protocol_of(REFERENCE).protocol


@pytest.fixture
def second(db: None) -> Protocol:
    """Load the second shipped trial."""
    from trialogue.web.trials.actions import load_protocol_of

    return load_protocol_of(SECOND).protocol


@pytest.fixture
def demo(reference: Protocol, settings: Settings) -> Protocol:
    """Make this copy a demo with an invented centre, and invented people as of TODAY."""
    from trialogue.web.centres.actions import enter_demo_centre
    from trialogue.web.study.actions import invent_people

    settings.DEMO = True
    invent_people(TODAY)
    enter_demo_centre(reference.id)
    return reference


@pytest.fixture
def english() -> Client:
    """Give a visitor whose browser asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def chinese() -> Client:
    """Give a visitor whose browser asks for Simplified Chinese."""
    return Client(headers={"accept-language": "zh-CN,zh;q=0.9"})


@pytest.fixture
def words() -> Callable[[HttpResponseBase], str]:
    """Give a reader of a response's text."""
    return lambda response: response.content.decode()


@pytest.fixture
def cast(db: None, settings: Settings) -> Cast:
    """Give the standing cast, with passwords that are quick to check and no second factor asked."""
    from tests.web.cast import make_cast

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False
    return make_cast()
