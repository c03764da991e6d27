"""What the owner of a link may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trialogue.web.notes.bodies import link_of
from trialogue.web.notes.models import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Until when a link holds, and when it was opened."""

    expires_at: datetime
    opened: tuple[datetime, ...]


def standing_of(trial: str, owner: bytes, now: datetime) -> Standing | None:
    """Tell the owner about their link; None where it is unknown, expired or revoked."""
    found = Share.objects.filter(link=link_of(owner), trial=trial, expires_at__gt=now).first()
    if found is None:
        return None
    times = tuple(found.openings.values_list("at", flat=True))
    return Standing(expires_at=found.expires_at, opened=times)
