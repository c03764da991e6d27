"""The outbox's own periodic job: words of letters are forgotten some time after delivery."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from trialogue.web.outbox.actions import forget_older_than
from trialogue.web.outbox.jobs import periodic


@periodic("outbox.forget", every=timedelta(hours=6))
def forget() -> dict[str, int]:
    """Empty the letters that were done with longer ago than the setting allows."""
    return {"forgotten": forget_older_than(timedelta(days=settings.MAIL_KEPT_DAYS))}
