"""Waiting for those who are saving, before what stood at a moment is read."""

from __future__ import annotations

from django.db import transaction

from trialogue.web.entries.models import Participant


@transaction.atomic
def wait_for_saves(registry_id: str) -> None:
    """Wait until whoever saves about a trial's participants is done: what is read then is whole.

    Every save takes its moment once it holds its chains. So whoever holds them all once, in the
    same order, finds every entry of a moment before; what comes later has a later one.
    """
    held = Participant.objects.select_for_update(no_key=True).filter(registry_id=registry_id)
    list(held.order_by("pk").values_list("pk", flat=True))
