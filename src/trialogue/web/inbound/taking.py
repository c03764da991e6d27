"""What becomes of a mail: a word more in its thread, a letter that did not arrive, or nothing.

A mail is believed only where it answers a letter of ours, whose Message-ID is random and was
told to nobody but its reader, and comes from the very address that the letter went to.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialogue.web.contact.actions import add_remark
from trialogue.web.contact.by_mail import take_answer
from trialogue.web.contact.models import Enquiry
from trialogue.web.inbound.reading import Automatic, Bounce, Received, Reply, Unreadable
from trialogue.web.outbox.actions import note_bounce
from trialogue.web.outbox.models import Letter

MOST_A_DAY = 20
"""Mails to one enquiry: two machines that answer each other come to an end."""
LONGEST = 5_000
TO_CENTRE = ":centre:"
"""In the key of a letter to a centre that has no people here (`contact.letters`)."""


class Fate(Enum):
    """What became of a mail; the name is what is counted."""

    REPLY = "replies"
    ANSWER = "answers"
    BOUNCE = "bounces"
    KNOWN = "known"
    AUTOMATIC = "automatic"
    UNMATCHED = "unmatched"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"

    @property
    def is_done(self) -> bool:
        """Tell whether nobody needs to look at the mail any more."""
        return self in (Fate.REPLY, Fate.ANSWER, Fate.BOUNCE, Fate.KNOWN)


def take(received: Received) -> Fate:
    """Do what a mail asks for, in one transaction; the same mail again changes nothing."""
    match received:
        case Unreadable():
            return Fate.UNREADABLE
        case Automatic():
            return Fate.AUTOMATIC
        case Bounce():
            return _take_bounce(received)
        case Reply():
            return _take_reply(received)


@transaction.atomic
def _take_bounce(bounce: Bounce) -> Fate:
    letter = _letter(bounce.answers)
    if letter is None or not bounce.is_for_good:
        return Fate.UNMATCHED
    is_new = note_bounce(letter, bounce.status, is_address=bounce.is_address)
    return Fate.BOUNCE if is_new else Fate.KNOWN


@transaction.atomic
def _take_reply(reply: Reply) -> Fate:
    if _same(reply.sender, settings.MAIL_SENDER.address):
        return Fate.AUTOMATIC
    letter = _letter(reply.answers)
    enquiry = _enquiry(letter) if letter is not None else None
    if letter is None or enquiry is None or not (reply.text or reply.attachments):
        return Fate.UNMATCHED
    is_centre = TO_CENTRE in letter.key
    address = letter.to_address or (enquiry.sent_to if is_centre else enquiry.email)
    if not _same(reply.sender, address):
        return Fate.UNMATCHED
    day_ago = timezone.now() - timedelta(days=1)
    if enquiry.remarks.filter(by=None, made_at__gt=day_ago).count() >= MOST_A_DAY:
        return Fate.TOO_MANY
    text = _said(reply, letter.language)
    if is_centre:
        return Fate.ANSWER if take_answer(enquiry, text, reply.digest) else Fate.KNOWN
    is_new = add_remark(enquiry, text, reply.digest, mail_id=reply.message_id)
    return Fate.REPLY if is_new else Fate.KNOWN


def _letter(ids: tuple[str, ...]) -> Letter | None:
    """Find the letter that is answered: the nearest of those that are named."""
    found = {letter.message_id: letter for letter in Letter.objects.filter(message_id__in=ids)}
    return next((found[one] for one in ids if one in found), None)


def _enquiry(letter: Letter) -> Enquiry | None:
    """Find the enquiry that a letter is about, held until the end of the transaction.

    None for a letter to staff, who answer in the inbox, behind their second factor.
    """
    what, _colon, number = letter.about.partition(":")
    parts = letter.key.removeprefix(letter.about + ":").split(":")
    if what != "enquiry" or parts[0] not in ("copy", "link", "answer", "whom-else", "centre"):
        return None
    rows = Enquiry.objects.select_for_update().filter(pk=int(number), forgotten_at=None)
    return rows.first()


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _said(reply: Reply, language: str) -> str:
    """Give the words, with a line about what was left out in the reader's language."""
    with translation.override(language):
        parts = [reply.text[:LONGEST]]
        if len(reply.text) > LONGEST:
            parts.append(_("[The rest was left out: the mail was too long.]"))
        if reply.attachments:
            said = ngettext(
                "[%(n)s attachment was left out: only words can be passed on here.]",
                "[%(n)s attachments were left out: only words can be passed on here.]",
                reply.attachments,
            )
            parts.append(said % {"n": reply.attachments})
    return "\n\n".join(filter(None, parts))
