"""A mailbox of our own, settings that point to it, and an enquiry that can be answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.web.contact.conftest import _patient_visitors, centres, enquiry, people, send
from tests.web.inbound.imap_server import PASSWORD, USER, Mailbox, imap_server
from trialogue.web.config.inbound import InboundMailbox
from trialogue.web.config.mail import Security, Sender

__all__ = ["_patient_visitors", "centres", "enquiry", "people", "send"]


@pytest.fixture
def box(settings: Settings) -> Iterator[Mailbox]:
    """Run a server, and let the site read its mailbox."""
    settings.MAIL_SENDER = Sender(name="Trials", address="trials@hospital.example")
    settings.MAIL_TIMEOUT = 30
    with imap_server() as running:
        settings.INBOUND = mailbox_at(running.port)
        yield running


def mailbox_at(port: int, security: Security = Security.NONE) -> InboundMailbox:
    return InboundMailbox(
        host="localhost",
        port=port,
        security=security,
        user=USER,
        password=PASSWORD,
        folder="Trial answers",
    )
