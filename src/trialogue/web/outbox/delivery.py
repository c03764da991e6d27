"""One letter at a time: lease it, try it, write down what came of it.

The same code runs on SQLite and PostgreSQL. The lease is taken in a transaction of its own
(on PostgreSQL with SKIP LOCKED, so that workers do not queue up behind each other), the
server is asked outside of any transaction, and the result is written only by whoever still
holds the lease. A worker that dies in between leaves a letter that is tried again when the
lease runs out, with the same Message-ID and the same bytes.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from trialogue.web.outbox.actions import note_refusal
from trialogue.web.outbox.mail import Mail, seal
from trialogue.web.outbox.models import Letter
from trialogue.web.outbox.queries import refuses
from trialogue.web.outbox.transport import Outcome, Result, Transport

STEPS = 15
"""A lease lasts so many times the server's timeout: a try has fewer steps that may each wait."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=3)
LONGEST_OUTAGE_WAIT = timedelta(minutes=10)
"""Where the server itself is away, letters go out soon after it is back."""
GIVE_UP = timedelta(days=5)
"""RFC 5321, section 4.5.4.1: give up after at least 4 to 5 days."""
JITTER = 0.25

_log = logging.getLogger(__name__)
_chance = SystemRandom()


@dataclass(slots=True, kw_only=True)
class Delivered:
    """What one round did; `stopped`: the server could not be reached, so the round ended."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    stopped: bool = False

    def as_json(self) -> dict[str, int | bool]:
        """Give the counts."""
        return {
            "sent": self.sent,
            "later": self.later,
            "failed": self.failed,
            "unreachable": self.stopped,
        }


def lease_length() -> timedelta:
    """Give how long a worker may hold a letter."""
    return timedelta(seconds=STEPS * settings.MAIL_TIMEOUT)


def deliver_due(transport: Transport, goes_on: Callable[[], bool] = lambda: True) -> Delivered:
    """Deliver everything that is due, until nothing is, or the server cannot be reached."""
    done = Delivered()
    while goes_on() and not done.stopped:
        letter = claim(timezone.now())
        if letter is None:
            break
        outcome = _try(letter, transport)
        _count(done, finish(letter, outcome, timezone.now()), outcome)
    return done


def claim(now: datetime) -> Letter | None:
    """Lease the letter that has waited longest; None where nothing is due."""
    due = Letter.objects.filter(state=Letter.State.WAITING, next_at__lte=now)
    due = due.order_by("next_at", "pk")
    if not due.exists():  # looked up without a lock: most rounds find nothing
        return None
    with transaction.atomic():
        letter = due.select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        letter.lease, letter.next_at = secrets.token_hex(16), now + lease_length()
        letter.tries += 1
        letter.save(update_fields=["lease", "next_at", "tries"])
    return letter


def finish(letter: Letter, outcome: Outcome, now: datetime) -> str:
    """Write down what came of a try, unless the lease was lost; gives the letter's new state."""
    state, next_at = _next_step(letter, outcome, now)
    held = Letter.objects.filter(pk=letter.pk, lease=letter.lease, state=Letter.State.WAITING)
    with transaction.atomic():
        held.update(
            state=state,
            next_at=next_at,
            lease="",
            answer=outcome.answer[:500],
            done_at=None if state == Letter.State.WAITING else now,
        )
        if outcome.is_address:
            note_refusal(letter.to_address, outcome.code)
    return state


def compute_wait(tries: int, chance: float) -> timedelta:
    """Compute how long to wait after so many tries: doubled each time, give or take a quarter.

    `chance` in [0, 1) spreads letters that failed together.
    """
    doubled: timedelta = FIRST_WAIT * 2 ** min(max(tries - 1, 0), 20)
    return min(doubled, LONGEST_WAIT) * (1 - JITTER + 2 * JITTER * chance)


def _try(letter: Letter, transport: Transport) -> Outcome:
    if letter.is_bulk and refuses(letter.to_address):
        return Outcome(result=Result.REFUSED, answer="this address has refused mail before")
    try:
        envelope = seal(
            _mail(letter),
            message_id=letter.message_id,
            sender=settings.MAIL_SENDER,
            made_at=letter.made_at,
        )
    except ValueError as problem:
        _log.error("%s cannot be written: %s", letter, type(problem).__name__)
        return Outcome(result=Result.REFUSED, answer="the letter cannot be written")
    return transport.send(envelope)


def _mail(letter: Letter) -> Mail:
    return Mail(
        key=letter.key,
        kind=letter.kind,
        to=letter.to_address,
        to_name=letter.to_name,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=letter.language,
        reply_to=letter.reply_to,
        headers=letter.headers,
    )


def _next_step(letter: Letter, outcome: Outcome, now: datetime) -> tuple[str, datetime]:
    if outcome.result is Result.SENT:
        return Letter.State.SENT, now
    is_too_old = now - letter.made_at > GIVE_UP
    if outcome.result is Result.REFUSED or (is_too_old and outcome.result is Result.LATER):
        return Letter.State.FAILED, now
    wait = compute_wait(letter.tries, _chance.random())
    if outcome.result is Result.UNREACHABLE:
        wait = min(wait, LONGEST_OUTAGE_WAIT)
    return Letter.State.WAITING, now + wait


def _count(done: Delivered, state: str, outcome: Outcome) -> None:
    match state:
        case Letter.State.SENT:
            done.sent += 1
        case Letter.State.FAILED:
            done.failed += 1
        case _:
            done.later += 1
    done.stopped = outcome.stops
