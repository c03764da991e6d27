"""What comes round: reading the inbound mailbox, where one is set."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from trialogue.web.inbound.rounds import read_inbound
from trialogue.web.outbox.jobs import periodic


@periodic("inbound.read", every=timedelta(minutes=2))
def read() -> dict[str, int]:
    """Take in replies and bounces."""
    return read_inbound(settings.INBOUND) if settings.INBOUND is not None else {}
