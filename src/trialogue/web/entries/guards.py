"""What other apps say before an entry is kept, and do once it is.

An app appends to these lists in its `AppConfig.ready()`; `actions` asks and tells them all,
within the transaction that holds the participant's chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place

Guard = Callable[[Participant, Place, Mapping[str, str]], str | None]
"""Gives the reason, in the reader's language, why this place may not be written now, or None.

The values are those that would stand there; empty where the place would be removed.
"""
Follower = Callable[[Entry], None]
"""Told of an entry that was just kept; what it raises undoes the entry."""

Binder = Callable[[Participant, Place, Mapping[str, str]], str]
"""Gives the version of the protocol to which an entry binds the participant, or nothing."""
BINDERS: list[Binder] = []
GUARDS: list[Guard] = []
FOLLOWERS: list[Follower] = []

GUARDS_FOR_MANY: dict[Guard, Callable[[Sequence[Participant]], Guard]] = {}
BINDERS_FOR_MANY: dict[Binder, Callable[[Sequence[Participant]], Binder]] = {}
FOLLOWERS_FOR_MANY: dict[Follower, Callable[[Sequence[Entry]], None]] = {}
"""Of those that ask the database: how to ask about many participants of one trial at once. Who
stands in a list and not here is asked place by place."""


def reasons_against(
    participant: Participant, place: Place, values: Mapping[str, str]
) -> tuple[str, ...]:
    """Ask every guard, and list the reasons against; none is told by which way the values come."""
    answers = [guard(participant, place, values) for guard in GUARDS]
    return tuple(reason for reason in answers if reason)


def version_bound(participant: Participant, place: Place, values: Mapping[str, str]) -> str:
    """Ask to which version of the protocol this entry binds; nothing: to the one of before."""
    return next(filter(None, (binds(participant, place, values) for binds in BINDERS)), "")


def guard_for_many(
    people: Sequence[Participant],
) -> Callable[[Participant, Place, Mapping[str, str]], tuple[str, ...]]:
    """Make a way to list the reasons against many writes; what it needs is read now."""
    guards = [GUARDS_FOR_MANY[one](people) if one in GUARDS_FOR_MANY else one for one in GUARDS]

    def against(
        participant: Participant, place: Place, values: Mapping[str, str]
    ) -> tuple[str, ...]:
        answers = [guard(participant, place, values) for guard in guards]
        return tuple(reason for reason in answers if reason)

    return against


def bind_for_many(people: Sequence[Participant]) -> Binder:
    """Make a way to ask to which version each of many writes binds; nothing: the one of before."""
    binders = [BINDERS_FOR_MANY[one](people) if one in BINDERS_FOR_MANY else one for one in BINDERS]

    def bind(participant: Participant, place: Place, values: Mapping[str, str]) -> str:
        return next(filter(None, (binds(participant, place, values) for binds in binders)), "")

    return bind


def follow_many(entries: Sequence[Entry]) -> None:
    """Tell every follower of entries that were just kept."""
    for follower in FOLLOWERS:
        if follower in FOLLOWERS_FOR_MANY:
            FOLLOWERS_FOR_MANY[follower](entries)
            continue
        for entry in entries:
            follower(entry)
