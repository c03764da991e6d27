"""The writes that a sender causes: send, add, correct, delete. Each is one transaction.

Mail goes into the outbox in the same transaction, so that an enquiry and its mails are kept
together or not at all.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from trialogue.web.contact import letters
from trialogue.web.contact.forgetting import forget
from trialogue.web.contact.links import new_reference
from trialogue.web.contact.models import Enquiry, Reason, Remark
from trialogue.web.contact.routing import Destination, readers_of

TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes and how they can be answered."""

    first_name: str
    last_name: str
    email: str
    phone: str
    contact_language: str
    writer: str
    page_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The consent as it was given."""

    version: str
    text: str
    language: str
    for_child: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnquiry:
    """A message as it leaves the form, checked. `form` names the form that was filled in."""

    registry_id: str
    destination: Destination
    sender: Sender
    message: str
    agreed: Agreed
    form: str
    answers: tuple[Mapping[str, str], ...] = ()
    facts: tuple[Mapping[str, str], ...] = ()

    @property
    def form_token(self) -> str:
        """Give what makes it unique: the form with all that it holds.

        Sent twice it is the same; sent again with other words it is another message.
        """
        says = [self.registry_id, self.destination.key, self.message, list(self.answers)]
        who = [getattr(self.sender, name) for name in Sender.__slots__]
        text = json.dumps([self.form, *says, *who], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def send_enquiry(new: NewEnquiry, *, copies: bool = True) -> tuple[Enquiry, bool]:
    """Keep a message with its mails; gives the enquiry, and whether it is new.

    `copies` tells whether the mail to the sender may repeat their words.
    """
    now = timezone.now()
    row = Enquiry(
        nonce=secrets.token_hex(16),
        form_token=new.form_token,
        registry_id=new.registry_id,
        centre=new.destination.key,
        centre_name=new.destination.name[:300],
        route=new.destination.route,
        sent_to=new.destination.email,
        **{name: getattr(new.sender, name) for name in Sender.__slots__},
        answers=[dict(one) for one in new.answers],
        facts=[dict(one) for one in new.facts],
        consent_version=new.agreed.version,
        consent_text=new.agreed.text,
        consent_language=new.agreed.language,
        for_child=new.agreed.for_child,
        made_at=now,
        touched_at=now,
        waits_since=now,
    )
    enquiry = _insert(row)
    if enquiry is None:
        return Enquiry.objects.get(form_token=new.form_token), False
    remark = _say(enquiry, new.message)
    letters.write_copy(enquiry, remark, with_words=copies)
    _tell_centre(enquiry, "new")
    return enquiry, True


def _insert(row: Enquiry) -> Enquiry | None:
    """Insert a row under a free reference; None where its form was sent before."""
    for _ in range(TRIES):
        row.reference = new_reference()
        Enquiry.objects.bulk_create([row], ignore_conflicts=True)
        kept = Enquiry.objects.filter(form_token=row.form_token).first()
        if kept is not None:
            return kept if kept.nonce == row.nonce else None
    raise RuntimeError("no free reference was found; try again")


def add_remark(enquiry: Enquiry, text: str, form: str, *, mail_id: str = "") -> bool:
    """Let the sender say more; gives whether it is new. A closed enquiry opens again.

    `form` names the form, or the mail with this Message-ID, that brought it.
    """
    token = hashlib.sha256(f"{enquiry.pk} {form} {text}".encode()).hexdigest()
    with transaction.atomic():
        if Remark.objects.filter(form_token=token).exists():
            return False
        _say(enquiry, text, token, mail_id)
        _wait_again(enquiry)
        _tell_centre(enquiry, "more")
    return True


@transaction.atomic
def correct_sender(enquiry: Enquiry, sender: Sender) -> bool:
    """Take over corrected details, and tell the centre; gives whether anything changed."""
    fields = [name for name in Sender.__slots__ if name != "page_language"]
    changed = [name for name in fields if getattr(enquiry, name) != getattr(sender, name)]
    if not changed:
        return False
    for name in changed:
        setattr(enquiry, name, getattr(sender, name))
    enquiry.touched_at = timezone.now()
    enquiry.save(update_fields=[*changed, "touched_at"])
    _tell_centre(enquiry, "more", turn=int(enquiry.touched_at.timestamp()))
    return True


@transaction.atomic
def delete_enquiry(enquiry: Enquiry) -> None:
    """Delete what the sender has said, at once; the centre is told that it is gone."""
    if not enquiry.sent_to:
        letters.write_to_staff(enquiry, readers_of(enquiry), "deleted")
    forget([enquiry.pk], Reason.DELETED)


@transaction.atomic
def confirm_answered(enquiry: Enquiry) -> None:
    """Note that the sender has got an answer elsewhere, such as by telephone."""
    now = timezone.now()
    enquiry.answered_at, enquiry.touched_at, enquiry.waits_since = now, now, None
    enquiry.save(update_fields=["answered_at", "touched_at", "waits_since"])


def _say(enquiry: Enquiry, text: str, token: str | None = None, mail_id: str = "") -> Remark:
    return Remark.objects.create(
        enquiry=enquiry,
        kind=Remark.Kind.SENDER,
        text=text,
        made_at=timezone.now(),
        mail_id=mail_id,
        form_token=token,
    )


def _wait_again(enquiry: Enquiry) -> None:
    now = timezone.now()
    enquiry.touched_at = now
    enquiry.waits_since = enquiry.waits_since or now
    enquiry.closed_at, enquiry.reason = None, ""
    enquiry.reminded_at = enquiry.lead_told_at = enquiry.sender_told_at = None
    enquiry.save()


def _tell_centre(enquiry: Enquiry, what: str, turn: int = 0) -> None:
    """Write to the centre's people here, or to its address where it has none."""
    if enquiry.sent_to:
        letters.write_to_centre(enquiry, what, turn=turn)
    else:
        letters.write_to_staff(enquiry, readers_of(enquiry), what, turn=turn)
