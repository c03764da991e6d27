"""Signing up, confirming, changing and ending a subscription."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from trialogue.web.accounts import throttle
from trialogue.web.notices.gathering import start_from_now
from trialogue.web.notices.letters import letter_to_confirm
from trialogue.web.notices.models import Subscription
from trialogue.web.notices.wishes import Wish
from trialogue.web.outbox.actions import enqueue, forget_about, forget_refusal

MOST_UNCONFIRMED, WITHIN = 3, timedelta(days=1)
"""So many mails may ask one address to confirm in a day: nobody is flooded by a stranger."""

MOST_FOR_ONE = 50
ADDRESS = "news-address"
"""Held while it is looked at how many mails an address has had."""
UNCONFIRMED_KEPT = timedelta(days=7)


@transaction.atomic
def sign_up(wish: Wish) -> Subscription | None:
    """Keep a wish and ask its owner by mail to confirm it.

    None where that address was asked too often today, or waits for too much already; the page
    says the same in every case, so that nobody learns who waits for what.
    """
    now = timezone.now()
    throttle.hold([(ADDRESS, wish.email.lower())])
    same = Subscription.objects.filter(email__iexact=wish.email)
    if same.filter(confirmed_at=None, made_at__gt=now - WITHIN).count() >= MOST_UNCONFIRMED:
        return None
    if same.count() >= MOST_FOR_ONE:
        return None
    start_from_now()
    row = _keep(wish, now)
    enqueue(letter_to_confirm(row))
    return row


def _keep(wish: Wish, now: datetime) -> Subscription:
    age, near = wish.age, wish.near
    return Subscription.objects.create(
        email=wish.email,
        language=wish.language,
        every=wish.every,
        registry_id=wish.registry_id,
        words=wish.words,
        age_from=age.from_months if age else None,
        age_below=age.below_months if age else None,
        age_on=timezone.localdate() if age else None,
        sex=wish.sex,
        place=wish.place,
        lat=near.lat if near else None,
        lon=near.lon if near else None,
        within_km=wish.within_km,
        nonce=secrets.token_hex(16),
        made_at=now,
    )


@transaction.atomic
def confirm(row: Subscription) -> None:
    """Let news be sent. Whoever confirms has received our mail: an old refusal is over."""
    Subscription.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    forget_refusal(row.email)


def change_frequency(row: Subscription, every: str) -> None:
    """Send news daily or weekly. Raises ValueError for anything else."""
    if every not in Subscription.Every.values:
        raise ValueError(f"every {every!r}: allowed are {', '.join(Subscription.Every.values)}")
    Subscription.objects.filter(pk=row.pk).update(every=every)


@transaction.atomic
def stop(row: Subscription) -> None:
    """Delete a subscription with its news; letters about it are emptied."""
    forget_about(about_of(row))
    Subscription.objects.filter(pk=row.pk).delete()


@transaction.atomic
def stop_all(row: Subscription) -> int:
    """Delete everything that the owner of this subscription waits for; gives how many."""
    rows = list(Subscription.objects.filter(email__iexact=row.email))
    for one in rows:
        stop(one)
    return len(rows)


def about_of(row: Subscription) -> str:
    """Name the subscription as the outbox knows it."""
    return f"notices:{row.pk}"


def purge_unconfirmed(now: datetime) -> int:
    """Delete what nobody confirmed in time; gives how many."""
    old = Subscription.objects.filter(confirmed_at=None, made_at__lt=now - UNCONFIRMED_KEPT)
    rows = list(old[:1000])
    for row in rows:
        stop(row)
    return len(rows)
