"""What other apps say before an entry is kept, and do once it is.

An app appends to these lists in its `AppConfig.ready()`; `actions` asks and tells them all,
within the transaction that holds the participant's chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place

Guard = Callable[[Participant, Place, Mapping[str, str]], str | None]
"""Gives the reason, in the reader's language, why this place may not be written now, or None.

The values are those that would stand there; empty where the place would be removed.
"""
Follower = Callable[[Entry], None]
"""Told of an entry that was just kept; what it raises undoes the entry."""

GUARDS: list[Guard] = []
FOLLOWERS: list[Follower] = []


def reasons_against(
    participant: Participant, place: Place, values: Mapping[str, str]
) -> tuple[str, ...]:
    """Ask every guard, and list the reasons against."""
    answers = (guard(participant, place, values) for guard in GUARDS)
    return tuple(reason for reason in answers if reason)
