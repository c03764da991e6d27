"""Putting mail into the outbox, and what becomes of it there.

`enqueue` belongs inside the transaction of whatever the mail is about: both are kept, or
neither. Nothing is sent here; the worker sends.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from trialogue.web.outbox.mail import Mail
from trialogue.web.outbox.models import Letter, RefusedAddress

AT_ONCE = 500


def enqueue(mail: Mail, *, not_before: datetime | None = None) -> Letter:
    """Put a mail into the outbox; one with a key that is there already changes nothing."""
    letter = _letter(mail, timezone.now(), not_before)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    return Letter.objects.get(key=mail.key)


def enqueue_all(mails: Iterable[Mail], *, not_before: datetime | None = None) -> int:
    """Put many mails into the outbox in few statements; gives how many were handed in."""
    now, given = timezone.now(), 0
    batch: list[Letter] = []
    for mail in mails:
        batch.append(_letter(mail, now, not_before))
        given += 1
        if len(batch) == AT_ONCE:
            Letter.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    Letter.objects.bulk_create(batch, ignore_conflicts=True)
    return given


def _letter(mail: Mail, now: datetime, not_before: datetime | None) -> Letter:
    return Letter(
        key=mail.key,
        kind=mail.kind,
        about=mail.about,
        to_address=mail.to,
        to_name=mail.to_name,
        language=mail.language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        reply_to=mail.reply_to,
        headers=dict(mail.headers),
        is_bulk=mail.is_bulk,
        message_id=f"<{secrets.token_hex(16)}@{settings.MAIL_SENDER.domain}>",
        next_at=not_before or now,
        made_at=now,
    )


def try_again(letter_id: int) -> bool:
    """Let a letter that failed for good be tried again, now; gives whether there was one."""
    found = Letter.objects.filter(pk=letter_id, state=Letter.State.FAILED, is_forgotten=False)
    now = timezone.now()
    changed = found.update(
        state=Letter.State.WAITING, next_at=now, made_at=now, tries=0, lease="", done_at=None
    )
    return bool(changed)


@transaction.atomic
def forget_about(about: str) -> int:
    """Remove words and addresses of every letter about something; what waits is not sent.

    Gives how many letters were emptied. One that a worker holds at this very moment may
    still arrive.
    """
    letters = Letter.objects.filter(about=about, is_forgotten=False)
    letters.filter(state=Letter.State.WAITING).update(
        state=Letter.State.DROPPED, done_at=timezone.now(), lease=""
    )
    return _empty(letters.values_list("pk", flat=True))


def forget_older_than(age: timedelta) -> int:
    """Remove words and addresses of letters that were done with so long ago; gives how many."""
    before = timezone.now() - age
    done = Letter.objects.filter(done_at__lt=before, is_forgotten=False)
    return _empty(done.exclude(state=Letter.State.WAITING).values_list("pk", flat=True))


def _empty(ids: Iterable[int]) -> int:
    return Letter.objects.filter(pk__in=list(ids)).update(
        to_address="",
        to_name="",
        subject="",
        text="",
        html="",
        reply_to="",
        headers={},
        answer="",
        is_forgotten=True,
    )


def note_refusal(address: str, code: int) -> None:
    """Remember that a server refused an address for good."""
    RefusedAddress.objects.update_or_create(
        digest=digest_of(address), defaults={"code": code, "refused_at": timezone.now()}
    )


BOUNCED = 550
"""RFC 5321: what a server says of a mailbox that takes nothing, here said afterwards by mail."""


def note_bounce(letter: Letter, status: str, *, is_address: bool) -> bool:
    """Write down that a letter came back for good; gives whether that is new.

    `status` is the code of RFC 3463. With `is_address` the mailbox itself is the reason.
    """
    sent = Letter.objects.filter(pk=letter.pk, state=Letter.State.SENT)
    changed = sent.update(state=Letter.State.FAILED, answer=f"{status}: came back by mail")
    if changed and is_address and letter.to_address:
        note_refusal(letter.to_address, BOUNCED)
    return bool(changed)


def forget_refusal(address: str) -> None:
    """Allow mail to an address again, after its owner has confirmed it once more."""
    RefusedAddress.objects.filter(digest=digest_of(address)).delete()


def digest_of(address: str) -> str:
    """Give the keyed hash under which an address is remembered."""
    return salted_hmac("outbox.refused", address.lower(), algorithm="sha256").hexdigest()
