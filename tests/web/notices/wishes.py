"""Somebody who waits, and how they are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from trialogue.registry.query import age_in_years
from trialogue.web.notices import actions
from trialogue.web.notices.gathering import gather
from trialogue.web.notices.models import News, Subscription
from trialogue.web.notices.sending import send_due
from trialogue.web.notices.wishes import Wish
from trialogue.web.outbox.models import Letter

ADDRESS = "mother@example.org"


def waiting(email: str = ADDRESS, *, confirmed: bool = True, **told: Any) -> Subscription:
    """Sign somebody up, and confirm; an age is given in years."""
    values: dict[str, Any] = {"language": "en", "every": "day", "words": "neuroblastoma"}
    if "age" in told:
        told["age"] = age_in_years(told["age"])
    row = actions.sign_up(Wish(email=email, **(values | told)))
    assert row is not None
    if confirmed:
        actions.confirm(row)
    return Subscription.objects.get(pk=row.pk)


def told() -> list[tuple[str, list[str]]]:
    """Gather, and give each piece of news: the trial and the kinds of change."""
    gather(timezone.localdate())
    return [(one.registry_id, [c["kind"] for c in one.changes]) for one in News.objects.all()]


def letters(after: timedelta = timedelta(days=1)) -> list[Letter]:
    """Gather, send what is due some time from now, and give the letters with news."""
    gather(timezone.localdate())
    send_due(timezone.now() + after)
    return list(Letter.objects.filter(kind="notices.news").order_by("pk"))
