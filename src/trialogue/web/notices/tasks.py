"""The jobs of news, which the worker runs as they come round."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from trialogue.web.notices.actions import purge_unconfirmed
from trialogue.web.notices.gathering import gather
from trialogue.web.notices.sending import send_due
from trialogue.web.outbox.jobs import periodic


@periodic("notices.gather", every=timedelta(minutes=15), lease=timedelta(hours=1))
def gather_news() -> dict[str, int]:
    """Find what changed and who waits for it."""
    return gather(timezone.localdate())


@periodic("notices.send", every=timedelta(hours=1), lease=timedelta(hours=1))
def send_news() -> dict[str, int]:
    """Put the digests that are due into the outbox."""
    return send_due(timezone.now())


@periodic("notices.purge", every=timedelta(hours=6))
def purge() -> dict[str, int]:
    """Delete what nobody confirmed."""
    return {"unconfirmed": purge_unconfirmed(timezone.now())}
