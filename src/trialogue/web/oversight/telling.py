"""The daily mail: how many tasks wait. No clinical content, no subject, no trial, no centre."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialogue.web.accounts.models import Membership, StaffSession, User
from trialogue.web.accounts.permissions import TABLE, Action, Scope, Staff
from trialogue.web.entries.models import Participant
from trialogue.web.outbox.actions import enqueue_all
from trialogue.web.outbox.mail import Mail
from trialogue.web.outbox.models import Letter
from trialogue.web.oversight.models import MailWish
from trialogue.web.oversight.tasks_of_today import tasks_of_trial
from trialogue.web.trials.queries import loaded_protocols

FROM_HOUR, TO_HOUR = 6, 20
"""Hours of the site's day between which the mail goes out."""
KIND = "oversight.tasks"


def tell_tasks(now: datetime) -> dict[str, int]:
    """Put one mail a day into the outbox for whoever has tasks and wants to know."""
    local = timezone.localtime(now)
    if not FROM_HOUR <= local.hour < TO_HOUR:
        return {"mails": 0}
    waiting = [one for one in _people() if not _told(one.user, local)]
    if not waiting:
        return {"mails": 0}
    tasks = [
        task
        for protocol in loaded_protocols()
        for task in tasks_of_trial(
            protocol, list(Participant.objects.filter(registry_id=protocol.id)), now
        )
    ]
    counts = ((one.user, sum(task.is_for(one) for task in tasks)) for one in waiting)
    mails = (letter(user, number, local) for user, number in counts if number)
    return {"mails": enqueue_all(mails)}


def letter(user: User, number: int, local: datetime) -> Mail:
    """Write the mail."""
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject = ngettext("%(n)s task waits for you", "%(n)s tasks wait for you", number)
        lines = [
            subject % {"n": number} + ".",
            settings.SITE_URL + reverse("oversight:today"),
            _("What they are stands on the site only. There you can also end these mails."),
        ]
        return Mail(
            key=_key(user, local),
            kind=KIND,
            about=f"staff:{user.pk}",
            to=user.email,
            to_name=user.display_name,
            language=user.language or settings.LANGUAGE_CODE,
            subject=subject % {"n": number},
            text="\n\n".join(lines),
            headers={"Auto-Submitted": "auto-generated"},
        )


def _people() -> Iterator[Staff]:
    """List whoever sees participants somewhere and has not said that they want no mail."""
    unwanted = MailWish.objects.filter(wanted=False).values("user")
    held = Membership.objects.filter(ended_at=None, user__is_active=True)
    held = held.exclude(user__in=unwanted).select_related("user").order_by("user", "pk")
    scopes: dict[User, list[Scope]] = {}
    for one in held:
        scopes.setdefault(one.user, []).append(Scope.of(one))
    for user, own in scopes.items():
        if any(scope.role in TABLE[Action.SEE_PARTICIPANTS] for scope in own):
            yield Staff(user=user, scopes=tuple(own), session=StaffSession())


def _key(user: User, local: datetime) -> str:
    return f"{KIND}:{user.pk}:{local.date().isoformat()}"


def _told(user: User, local: datetime) -> bool:
    return Letter.objects.filter(key=_key(user, local)).exists()
