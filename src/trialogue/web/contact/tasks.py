"""What comes round: reminders, and forgetting what was kept long enough."""

from __future__ import annotations

from datetime import timedelta

from trialogue.web.contact.forgetting import forget_old
from trialogue.web.contact.reminders import run_reminders
from trialogue.web.outbox.jobs import periodic


@periodic("contact.remind", every=timedelta(minutes=10))
def remind() -> dict[str, int]:
    """Remind silent centres, tell their leads, tell the senders."""
    return run_reminders()


@periodic("contact.forget", every=timedelta(hours=6))
def forget() -> dict[str, int]:
    """Anonymise what was kept long enough."""
    return {"enquiries": forget_old()}
