"""A trial with two open centres, their coordinators, and a form that can be filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from trialogue.core.protocol import Protocol

if TYPE_CHECKING:
    from tests.web.contact.people import People
    from trialogue.web.contact.models import Enquiry

Send = Callable[..., HttpResponseBase]


@pytest.fixture
def centres(reference: Protocol) -> None:
    """Enter an open centre in Guangzhou, one in Berlin, and a closed one in Lyon."""
    from tests.web.contact.people import BERLIN, GUANGZHOU, LYON, make_centre

    for centre in (GUANGZHOU, BERLIN, LYON):
        make_centre(centre)


@pytest.fixture
def people(centres: None, settings: Settings) -> People:
    """Give the coordinators of both centres, and the lead of the trial."""
    from tests.web.contact.people import make_people

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False
    return make_people()


@pytest.fixture(autouse=True)
def _patient_visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a form come back at once; the tests of the time trap set it anew."""
    from trialogue.web.contact import stamp

    monkeypatch.setattr(stamp, "FASTEST", 0.0)


@pytest.fixture
def send(people: People, english: Client) -> Send:
    """Give a sender of the form: fields may be changed, the stamp is taken from the page."""
    from tests.web.contact.people import filled_in, stamp_of

    def sent(client: Client | None = None, **changes: Any) -> HttpResponseBase:
        visitor = client or english
        stamp = changes.pop("stamp", None) or stamp_of(visitor)
        return visitor.post("/trials/NCT06836505/contact/", filled_in(stamp=stamp, **changes))

    return sent


@pytest.fixture
def enquiry(send: Send) -> Enquiry:
    """Give an enquiry of a mother to the centre in Guangzhou."""
    from trialogue.web.contact.models import Enquiry

    page = send()
    assert page.status_code == 302, page.content.decode()
    return Enquiry.objects.get()
