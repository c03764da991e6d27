"""Silence: the centre is reminded, then its lead is told, then the sender learns whom else to ask.

Each step comes once for each turn of the sender, after so many working days of waiting; see
the settings `ENQUIRY_REMIND_DAYS`, `ENQUIRY_LEAD_DAYS`, `ENQUIRY_ELSEWHERE_DAYS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from trialogue.web.contact import letters
from trialogue.web.contact.models import Enquiry
from trialogue.web.contact.routing import leads_of, others_to_ask, readers_of
from trialogue.web.contact.working_days import overdue_before

Step = Callable[[Enquiry], object]


def remind_centre(enquiry: Enquiry) -> None:
    """Remind the centre's people, or its address where it has none here."""
    if enquiry.sent_to:
        letters.write_to_centre(enquiry, "reminder")
    else:
        letters.write_to_staff(enquiry, readers_of(enquiry), "reminder")


def tell_lead(enquiry: Enquiry) -> None:
    """Tell the lead of the coordinators."""
    letters.write_to_staff(enquiry, leads_of(enquiry), "lead")


def tell_sender(enquiry: Enquiry) -> None:
    """Tell the sender whom else to ask; the status page says it too."""
    letters.write_whom_else(enquiry, others_to_ask(enquiry))


def run_reminders(now: datetime | None = None) -> dict[str, int]:
    """Take the step that is due of every enquiry that waits; gives the counts."""
    at = now or timezone.now()
    steps: tuple[tuple[str, int, Step], ...] = (
        ("reminded_at", settings.ENQUIRY_REMIND_DAYS, remind_centre),
        ("lead_told_at", settings.ENQUIRY_LEAD_DAYS, tell_lead),
        ("sender_told_at", settings.ENQUIRY_ELSEWHERE_DAYS, tell_sender),
    )
    return {field.removesuffix("_at"): _take(field, days, step, at) for field, days, step in steps}


def _take(field: str, days: int, step: Step, now: datetime) -> int:
    """Take one step for all who wait long enough, each in a transaction of its own."""
    waiting = Enquiry.objects.filter(
        waits_since__lt=overdue_before(days, now), forgotten_at=None, **{field: None}
    )
    count = 0
    for pk in waiting.values_list("pk", flat=True).order_by("waits_since"):
        with transaction.atomic():
            enquiry = waiting.filter(pk=pk).select_for_update().first()
            if enquiry is None:  # answered, or told by another worker, in between
                continue
            step(enquiry)
            setattr(enquiry, field, now)
            enquiry.save(update_fields=[field])
            count += 1
    return count
