"""Sending: news that wait are gathered into one mail for each subscriber whose time has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from trialogue.web.notices.letters import letter_with_news
from trialogue.web.notices.models import News, Subscription
from trialogue.web.outbox.actions import enqueue_all
from trialogue.web.trials.queries import loaded_protocols

AT_ONCE = 500
EARLY = timedelta(hours=2)
"""A job that comes round a little early one day must not let the mail wait for another."""

PERIODS = {
    Subscription.Every.DAY: timedelta(days=1),
    Subscription.Every.WEEK: timedelta(days=7),
}


def send_due(now: datetime) -> dict[str, int]:
    """Put the mails that are due into the outbox; gives how many. Each batch is one transaction."""
    letters = 0
    while sent := _send_some(now):
        letters += sent
    return {"letters": letters}


@transaction.atomic
def _send_some(now: datetime) -> int:
    rows = {row.pk: row for row in _due(now)[:AT_ONCE]}
    if not rows:
        return 0
    news = list(News.objects.filter(subscription__in=rows).order_by("subscription_id", "pk"))
    grouped = [
        (rows[key], list(ones)) for key, ones in groupby(news, lambda one: one.subscription_id)
    ]
    titles = {one.id: one.short_title for one in loaded_protocols()}
    given = enqueue_all(letter_with_news(row, ones, titles) for row, ones in grouped)
    News.objects.filter(pk__in=[one.pk for one in news]).delete()
    Subscription.objects.filter(pk__in=rows).update(told_at=now)
    return given


def _due(now: datetime) -> QuerySet[Subscription]:
    """Select the confirmed subscriptions with news whose period is over, locked where possible."""
    due = Q()
    for every, period in PERIODS.items():
        due |= Q(every=every, since__lte=now - period + EARLY)
    with_news = News.objects.order_by().values("subscription_id")
    rows = Subscription.objects.exclude(confirmed_at=None).filter(pk__in=with_news)
    rows = rows.annotate(since=Coalesce(F("told_at"), F("confirmed_at"))).filter(due)
    return rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
