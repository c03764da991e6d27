"""What changed between two states of a record, as far as it matters to somebody who waits.

A change is data (its kind, and what was and is); who writes to a person puts it into words of
that person's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trialogue.core.record import Point, Record
from trialogue.exchange.ctgov import read_criteria
from trialogue.registry.centres import Centre, centres_of, find_nearest

ChangeKind = Literal[
    "appeared",
    "opened",
    "closed",
    "centres",
    "nearer",
    "ages",
    "sex",
    "inclusion",
    "exclusion",
    "reading",
]
COMING_STATUSES = frozenset({"NOT_YET_RECRUITING"})
"""Not open yet, but somebody who waits wants to know that it comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of a change in another language than English."""

    language: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed. `was` and `now` are as the registry, or the protocol, writes them.

    - `appeared`: the record is new and open, or will be; `now` is its status.
    - `opened`, `closed`: one may ask to join since, or no more; the statuses.
    - `centres`: centres that recruit since; `now` names them.
    - `nearer`: the nearest centre that recruits is nearer than before; the distances in km.
    - `ages`, `sex`: who may join; the limits as written, empty for none.
    - `inclusion`, `exclusion`: entries that went are in `was`, those that came in `now`.
    - `reading`: rules whose words are the same and which are judged in another way; in `now`.

    `said` holds the same in other languages, where a protocol says them.
    """

    kind: ChangeKind
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


def compare_records(before: Record | None, after: Record) -> tuple[Change, ...]:
    """Compare two states of a record; `before` is None where it is new."""
    if before is None:
        is_news = after.is_open or after.status in COMING_STATUSES
        return (Change(kind="appeared", now=(after.status,)),) if is_news else ()
    return tuple(_compare(before, after))


def _compare(before: Record, after: Record) -> Iterator[Change]:
    if before.is_open != after.is_open:
        kind: ChangeKind = "opened" if after.is_open else "closed"
        yield Change(kind=kind, was=(before.status,), now=(after.status,))
    known = {_name(one) for one in centres_of(before) if one.recruits}
    opened = [_name(one) for one in centres_of(after) if one.recruits]
    fresh = tuple(dict.fromkeys(name for name in opened if name not in known))
    if fresh and after.is_open:
        yield Change(kind="centres", now=fresh)
    if _ages(before) != _ages(after):
        yield Change(kind="ages", was=_ages(before), now=_ages(after))
    if (before.sex or "ALL") != (after.sex or "ALL"):
        yield Change(kind="sex", was=(before.sex or "ALL",), now=(after.sex or "ALL",))
    yield from _compare_criteria(before, after)


def compare_distance(before: Record | None, after: Record, place: Point) -> Change | None:
    """Tell whether the nearest centre that recruits came nearer; None where it did not.

    A centre without coordinates cannot be told to be nearer.
    """
    now = _distance(after, place)
    was = _distance(before, place) if before else None
    if now is None or before is None or (was is not None and now >= was - 1):
        return None
    return Change(kind="nearer", was=() if was is None else (f"{was:.0f}",), now=(f"{now:.0f}",))


def _distance(record: Record, place: Point) -> float | None:
    nearest = find_nearest(centres_of(record), place)
    return nearest.distance_km if nearest and nearest.recruits else None


def _name(centre: Centre) -> str:
    site = centre.site
    return ", ".join(part for part in (site.facility, site.city, site.country) if part)


def _ages(record: Record) -> tuple[str, str]:
    low, high = record.minimum_age, record.maximum_age
    return (low.text if low else "", high.text if high else "")


def _compare_criteria(before: Record, after: Record) -> Iterator[Change]:
    if before.criteria == after.criteria:
        return
    was, now = _entries(before.criteria), _entries(after.criteria)
    for side in ("inclusion", "exclusion"):
        went = tuple(text for text in was[side] if text not in set(now[side]))
        came = tuple(text for text in now[side] if text not in set(was[side]))
        if went or came:
            kind: ChangeKind = "inclusion" if side == "inclusion" else "exclusion"
            yield Change(kind=kind, was=went, now=came)


def _entries(text: str) -> dict[str, list[str]]:
    """List the entries of both sides; what stands under no heading counts as inclusion."""
    sides: dict[str, list[str]] = {"inclusion": [], "exclusion": []}
    for section in read_criteria(text).sections:
        side = "exclusion" if section.kind == "exclusion" else "inclusion"
        for item in section.items:
            sides[side].append(" ".join(item.words()))
    return sides
