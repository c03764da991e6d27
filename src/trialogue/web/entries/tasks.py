"""What comes round: drafts that nobody came back to are swept."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from trialogue.web.entries.actions import sweep_drafts
from trialogue.web.outbox.jobs import periodic


@periodic("entries.drafts", every=timedelta(hours=6))
def sweep() -> dict[str, int]:
    """Remove the drafts that were last changed too long ago."""
    oldest = timezone.now() - timedelta(days=settings.DRAFT_KEPT_DAYS)
    return {"drafts": sweep_drafts(oldest)}
