"""A mail server of our own, and settings that point to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from tests.web.outbox.smtp_server import Server, smtp_server
from trialogue.web.config.mail import MailServer, Security, Sender

if TYPE_CHECKING:
    from trialogue.web.outbox.mail import Mail
    from trialogue.web.outbox.transport import Smtp

SENDER = Sender(name="儿童医院 Trials", address="trials@hospital.example")


@pytest.fixture
def server() -> Iterator[Server]:
    """Run a server that takes everything."""
    with smtp_server() as running:
        yield running


@pytest.fixture
def transport(settings: Settings, server: Server) -> Iterator[Smtp]:
    """Give the way to that server."""
    settings.MAIL_SENDER = SENDER
    settings.MAIL_TIMEOUT = 30
    from trialogue.web.outbox.worker import make_transport

    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=server.port, security=Security.NONE)
    made = make_transport()
    yield made
    made.close()


@pytest.fixture
def mail() -> Callable[..., Mail]:
    """Give a maker of mails."""
    from trialogue.web.outbox.mail import Mail

    def make(**changes: object) -> Mail:
        given = {
            "key": "enquiry:1:copy",
            "kind": "enquiry.copy",
            "to": "mei@example.org",
            "subject": "Your message",
            "text": "We have your message.\n",
        }
        return Mail(**{**given, **changes})

    return make
