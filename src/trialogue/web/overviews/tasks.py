"""The worker's part: drafts by the language model, one at a time."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from trialogue.web.outbox.jobs import periodic
from trialogue.web.overviews.actions import answer_request
from trialogue.web.overviews.models import Request


@periodic("overviews.write", every=timedelta(minutes=1))
def write() -> dict[str, int]:
    """Answer the oldest open request. Mail waits meanwhile, so there is one in each round."""
    request = Request.objects.filter(closed_at=None).order_by("pk").first()
    if request is None or settings.LANGUAGE_MODEL is None:
        return {"written": 0}
    row = answer_request(request, settings.LANGUAGE_MODEL, timezone.localdate())
    return {"written": int(row is not None), "failed": int(row is None)}
