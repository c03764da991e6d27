"""Taking in, giving out, ending and purging shared notes. Each is one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.crypto import constant_time_compare

from trialogue.web.notes.bodies import ROUNDS, VERSION, Asking, Sharing, link_of
from trialogue.web.notes.models import Opening, Share
from trialogue.web.notes.throttle import door_of, purge_failures

SHARES_OF_A_NETWORK = 60
BYTES_OF_A_NETWORK = 6 * 1024 * 1024
BYTES_IN_ALL = 2 * 1024 * 1024 * 1024
MOST_OPENINGS = 1000
"""Openings that are written down for one link; later ones are not."""
NOBODY = hashlib.sha256(b"no share has this proof").digest()


class Full(Exception):
    """A network, or all of them together, have as much stored as they may."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A try that was not looked at: too many were wrong. Come back in so many seconds."""

    seconds: int


@transaction.atomic
def store_share(trial: str, sharing: Sharing, network: str, now: datetime) -> Share:
    """Keep sealed notes. Raises Full; a link that is there already is its owner's, and renewed."""
    purge(now)
    used = Share.objects.filter(network=network).aggregate(count=Count("pk"), size=Sum("size"))
    stored = Share.objects.aggregate(size=Sum("size"))["size"] or 0
    size = len(sharing.notes.sealed)
    if (
        used["count"] >= SHARES_OF_A_NETWORK
        or (used["size"] or 0) + size > BYTES_OF_A_NETWORK
        or stored + size > BYTES_IN_ALL
    ):
        raise Full
    kept = {
        "trial": trial,
        "version": VERSION,
        "rounds": ROUNDS,
        "salt": sharing.notes.salt,
        "nonce": sharing.notes.nonce,
        "sealed": sharing.notes.sealed,
        "size": size,
        "proof_hash": sharing.notes.proof_hash,
        "network": network,
        "created_at": now,
        "expires_at": now + timedelta(days=sharing.days),
    }
    share, _ = Share.objects.update_or_create(link=link_of(sharing.owner), defaults=kept)
    return share


@transaction.atomic
def open_share(trial: str, asking: Asking, network: str, now: datetime) -> Share | Wait | None:
    """Give sealed notes to who proves to hold the passcode; None where they do not.

    An unknown, an expired and a revoked link, and a wrong passcode, go the very same way.
    """
    door = door_of(asking.link, network, now)
    seconds = door.seconds_to_wait(now)
    if seconds:
        return Wait(seconds)
    found = Share.objects.filter(link=asking.link, trial=trial, expires_at__gt=now).first()
    wanted = bytes(found.proof_hash) if found is not None else NOBODY
    right = constant_time_compare(hashlib.sha256(asking.proof).digest(), wanted)
    if found is None or not right:
        door.count_failure(now)
        return None
    door.forgive()
    if found.openings.count() < MOST_OPENINGS:
        Opening.objects.create(share=found, at=now)
    return found


@transaction.atomic
def revoke_share(trial: str, owner: bytes) -> bool:
    """Remove sealed notes for good, for their owner; False where there are none."""
    removed, _ = Share.objects.filter(link=link_of(owner), trial=trial).delete()
    return removed > 0


@transaction.atomic
def purge(now: datetime) -> dict[str, int]:
    """Remove what has expired; gives counts. May run at any time, as often as one likes."""
    expired = Share.objects.filter(expires_at__lte=now)
    count = expired.count()
    expired.delete()
    return {"shares": count, "failures": purge_failures(now)}
