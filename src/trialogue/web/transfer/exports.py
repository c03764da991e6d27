"""Which exports there are, and of which centres somebody may take data."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from trialogue.web.entries.models import Participant
from trialogue.web.transfer.models import Export


def centres_within(registry_id: str, reach: Collection[str] | None) -> tuple[str, ...]:
    """List the centres with participants of which data may be taken; `reach` None: all."""
    rows = Participant.objects.filter(registry_id=registry_id).exclude(centre="")
    if reach is not None:
        rows = rows.filter(centre__in=reach)
    return tuple(rows.order_by("centre").values_list("centre", flat=True).distinct())


def exports_within(registry_id: str, reach: Collection[str] | None) -> QuerySet[Export]:
    """Select the exports, the newest first: all, or those of one of these centres alone."""
    rows = Export.objects.filter(registry_id=registry_id).select_related("made_by")
    if reach is not None:
        rows = rows.filter(centres__in=reach).exclude(centres="")
    return rows.order_by("-pk")
