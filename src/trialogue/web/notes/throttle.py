"""How long somebody waits after wrong passcodes: growing delays, never a lock.

Counted by link and network together, by network, and by link. The last holds only for a network
that has failed on this very link already: so a stranger who hammers a link, from however many
networks, never keeps out a reader who comes from elsewhere and knows the passcode.

Every function runs inside a transaction: the rows stay locked until it ends, so that guesses
sent at the same moment are counted one after the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from trialogue.web.notes.models import Failure
from trialogue.web.notes.networks import keyed

FORGOTTEN = timedelta(hours=1)
"""How long after the last failure the count begins anew."""


@dataclass(frozen=True, slots=True)
class Limit:
    """After `free` failures the wait is 1 s, then twice as long each time, up to `longest` s."""

    free: int
    longest: int

    def wait_after(self, count: int) -> timedelta:
        """Give how long after the last of so many failures the next try is looked at."""
        if count < self.free:
            return timedelta()
        return timedelta(seconds=min(2 ** min(count - self.free, 30), self.longest))


PAIR = Limit(free=5, longest=60)
NETWORK = Limit(free=12, longest=300)
LINK = Limit(free=20, longest=60)


@dataclass(frozen=True, slots=True)
class Door:
    """The counts that stand before one try."""

    pair: Failure
    network: Failure
    link: Failure

    def seconds_to_wait(self, now: datetime) -> int:
        """Give how long to wait before a try is looked at; 0: now."""
        held = [(self.pair, PAIR), (self.network, NETWORK)]
        if self.pair.count:
            held.append((self.link, LINK))
        free_at = [row.last_at + limit.wait_after(row.count) for row, limit in held if row.count]
        left = max((moment - now).total_seconds() for moment in [now, *free_at])
        return math.ceil(left)

    def count_failure(self, now: datetime) -> None:
        """Count a wrong passcode."""
        for row in (self.pair, self.network, self.link):
            row.count += 1
            row.last_at = now
            row.save(update_fields=["count", "last_at"])

    def forgive(self) -> None:
        """Forget the failures of this reader on this link."""
        self.pair.delete()


def door_of(link: str, network: str, now: datetime) -> Door:
    """Find the counts for a link and a network, and hold them until the transaction ends."""
    keys = (keyed("pair", link, network), keyed("failures", network), keyed("link", link))
    for key in sorted(keys):
        Failure.objects.get_or_create(key=key, defaults={"last_at": now})
    rows = Failure.objects.select_for_update().filter(key__in=keys).order_by("key")
    known = {row.key: _fresh(row, now) for row in rows}
    pair, of_network, of_link = (known[key] for key in keys)
    return Door(pair, of_network, of_link)


def _fresh(row: Failure, now: datetime) -> Failure:
    if row.last_at < now - FORGOTTEN:
        row.count = 0
    return row


def purge_failures(now: datetime) -> int:
    """Remove the counts that are forgotten; gives how many."""
    removed, _ = Failure.objects.filter(last_at__lt=now - FORGOTTEN).delete()
    return removed
