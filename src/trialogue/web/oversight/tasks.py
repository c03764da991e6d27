"""What comes round: the daily mail about waiting tasks."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from trialogue.web.outbox.jobs import periodic
from trialogue.web.oversight.telling import tell_tasks


@periodic("oversight.tell", every=timedelta(hours=1))
def tell() -> dict[str, int]:
    """Tell whoever has tasks how many, once a day."""
    return tell_tasks(timezone.now())
