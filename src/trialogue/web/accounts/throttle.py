"""Counting tries, so that guessing is slow and nobody is locked out for good.

Counted in the database, since several processes serve. Each try is counted before it is made
and taken back where it was right, under a lock of its subjects: a hundred guesses sent at the
same moment are counted one after the other. Two subjects are counted: the account that is
tried (known or not: the answer is the same) and the network it comes from. A hospital behind
one address has room for many typing mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from trialogue.web.accounts.models import Attempt

KEPT = timedelta(days=1)
Subject = tuple[str, str]
"""The kind of a limit, and who it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many failures within so long; then one waits until the oldest of them is past."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A try that was counted (`rows`), or the time until which to wait before the next one."""

    rows: tuple[int, ...] = ()
    wait_until: datetime | None = None


ACCOUNT, NETWORK, CODE, MAIL, MAIL_NETWORK = (
    "account",
    "network",
    "code",
    "mail",
    "mail-network",
)
ACCOUNT_HERE = "account-here"
"""An account from one network: who guesses for hours is stopped, not the account's owner."""
SIGNATURE = "signature"
"""An electronic signature: the password once more."""
ENQUIRY, ENQUIRY_NETWORK = "enquiry", "enquiry-network"
"""Messages to a centre, counted when they are sent."""
COPY = "copy"
"""Copies of a message's words to an address that nobody has proved to be theirs."""
NEWS_NETWORK = "news-network"
"""Mails that ask a stranger's address to confirm, counted when they are asked for."""
LIMITS = {
    ACCOUNT: (
        Limit(most=5, within=timedelta(minutes=15)),
        Limit(most=100, within=timedelta(days=1)),
    ),
    ACCOUNT_HERE: (Limit(most=20, within=timedelta(days=1)),),
    NETWORK: (Limit(most=60, within=timedelta(minutes=15)),),
    CODE: (Limit(most=5, within=timedelta(minutes=15)), Limit(most=20, within=timedelta(days=1))),
    SIGNATURE: (Limit(most=5, within=timedelta(minutes=15)),),
    MAIL: (Limit(most=3, within=timedelta(hours=1)),),
    MAIL_NETWORK: (Limit(most=20, within=timedelta(hours=1)),),
    ENQUIRY: (Limit(most=6, within=timedelta(days=1)),),
    ENQUIRY_NETWORK: (
        Limit(most=60, within=timedelta(hours=1)),
        Limit(most=300, within=timedelta(days=1)),
    ),
    COPY: (Limit(most=3, within=timedelta(days=1)),),
    NEWS_NETWORK: (
        Limit(most=20, within=timedelta(hours=1)),
        Limit(most=100, within=timedelta(days=1)),
    ),
}
"""By kind: a password for an account, for a network; a code; a mail to an address, from one."""


def begin_try(subjects: Iterable[Subject], now: datetime) -> Try:
    """Count a try of all these subjects, unless one of them has to wait; then count nothing."""
    tried = tuple(subjects)
    with transaction.atomic():
        hold(tried)
        waits = [wait_until(kind, subject, now) for kind, subject in tried]
        if any(waits):
            return Try(wait_until=max(filter(None, waits)))
        return Try(rows=tuple(_count(kind, subject, now) for kind, subject in tried))


def take_back(made: Try) -> None:
    """Take the counts of a try back: it was right, or was none."""
    Attempt.objects.filter(pk__in=made.rows).delete()


def hold(subjects: Iterable[Subject]) -> None:
    """Let nobody else count these subjects until the transaction ends.

    SQLite's transactions are immediate, so they come one after the other anyway.
    """
    if connection.vendor != "postgresql":
        return
    keys = sorted(int(_hash(kind, subject)[:15], 16) for kind, subject in subjects)
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def wait_until(kind: str, subject: str, now: datetime) -> datetime | None:
    """Tell until when this subject has to wait; None: it may try."""
    tries = Attempt.objects.filter(kind=kind, subject_hash=_hash(kind, subject))
    waits = []
    for limit in LIMITS[kind]:
        lately = tries.filter(at__gt=now - limit.within).order_by("-at")
        times = list(lately.values_list("at", flat=True)[: limit.most])
        if len(times) == limit.most:
            waits.append(times[-1] + limit.within)
    return max(waits, default=None)


def _count(kind: str, subject: str, now: datetime) -> int:
    """Note a try, and forget those of the day before; gives its number."""
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    return Attempt.objects.create(kind=kind, subject_hash=_hash(kind, subject), at=now).pk


def forget(kind: str, subject: str) -> None:
    """Forget a subject's failures: it has shown who it is."""
    Attempt.objects.filter(kind=kind, subject_hash=_hash(kind, subject)).delete()


def _hash(kind: str, subject: str) -> str:
    return salted_hmac("trialogue.throttle", f"{kind} {subject}", algorithm="sha256").hexdigest()
