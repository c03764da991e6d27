"""What other apps say before an entry is kept, and do once it is.

An app appends to these lists in its `AppConfig.ready()`; `actions` asks and tells them all,
within the transaction that holds the participant's chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar

from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place

Guard = Callable[[Participant, Place, Mapping[str, str]], str | None]
"""Gives the reason, in the reader's language, why this place may not be written now, or None.

The values are those that would stand there; empty where the place would be removed.
"""
Follower = Callable[[Entry], None]
"""Told of an entry that was just kept; what it raises undoes the entry."""

SOURCE: ContextVar[str] = ContextVar("source", default="form")
"""Where the values come from while the guards are asked, as the entry's `source` will say."""
Binder = Callable[[Participant, Place, Mapping[str, str]], str]
"""Gives the version of the protocol to which an entry binds the participant, or nothing."""
BINDERS: list[Binder] = []
GUARDS: list[Guard] = []
FOLLOWERS: list[Follower] = []


def reasons_against(
    participant: Participant, place: Place, values: Mapping[str, str], source: str = "form"
) -> tuple[str, ...]:
    """Ask every guard, and list the reasons against."""
    token = SOURCE.set(source)
    try:
        answers = [guard(participant, place, values) for guard in GUARDS]
    finally:
        SOURCE.reset(token)
    return tuple(reason for reason in answers if reason)


def version_bound(participant: Participant, place: Place, values: Mapping[str, str]) -> str:
    """Ask to which version of the protocol this entry binds; nothing: to the one of before."""
    return next(filter(None, (binds(participant, place, values) for binds in BINDERS)), "")
