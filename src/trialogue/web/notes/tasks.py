"""The periodic job of this app: expired shares leave the database within the hour."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from trialogue.web.notes.actions import purge
from trialogue.web.outbox.jobs import periodic


@periodic("notes.purge", every=timedelta(minutes=30))
def purge_expired() -> dict[str, int]:
    """Remove expired shares and forgotten failures."""
    return purge(timezone.now())
