"""What waits, what failed, and which addresses refuse mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from trialogue.web.outbox.actions import digest_of
from trialogue.web.outbox.models import Letter, RefusedAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryState:
    """How delivery stands; `oldest` is when the oldest waiting letter was made, None without."""

    waiting: int
    failed: int
    oldest: datetime | None


def delivery_state() -> DeliveryState:
    """Count what waits and what failed. One query."""
    waiting = Q(state=Letter.State.WAITING)
    found = Letter.objects.order_by().aggregate(
        waiting=Count("pk", filter=waiting),
        failed=Count("pk", filter=Q(state=Letter.State.FAILED)),
        oldest=Min("made_at", filter=waiting),
    )
    return DeliveryState(waiting=found["waiting"], failed=found["failed"], oldest=found["oldest"])


def undelivered() -> QuerySet[Letter]:
    """Select the letters that failed for good or were tried in vain so far, the newest first."""
    stuck = Q(state=Letter.State.FAILED) | Q(state=Letter.State.WAITING, tries__gt=0)
    return Letter.objects.filter(stuck, is_forgotten=False).order_by("-pk")


def letters_about(about: str) -> QuerySet[Letter]:
    """Select the letters about something, in the order in which they were made."""
    return Letter.objects.filter(about=about).order_by("pk")


def refuses(address: str) -> bool:
    """Tell whether a server has refused an address for good."""
    return RefusedAddress.objects.filter(digest=digest_of(address)).exists()
