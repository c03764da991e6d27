"""The writes that staff cause: open, answer, note, assign, close, make a candidate.

Each is written down with who did it (`Look`), in the same transaction.
"""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from trialogue.web.accounts.models import User
from trialogue.web.contact import letters
from trialogue.web.contact.models import Enquiry, Look, Reason, Remark
from trialogue.web.study.models import Candidate, CandidateFact

TRIES = 5


class IsClosed(ValueError):
    """An enquiry is closed; whoever wants to answer it opens it again."""


def note_look(user: User, enquiry: Enquiry, what: str) -> None:
    """Write down who saw or did what."""
    Look.objects.create(
        user=user,
        enquiry=enquiry.pk,
        registry_id=enquiry.registry_id,
        centre=enquiry.centre,
        what=what,
    )


@transaction.atomic
def open_enquiry(user: User, enquiry: Enquiry) -> None:
    """Note that somebody reads it; the first time, the sender sees that it was read."""
    note_look(user, enquiry, "opened")
    if enquiry.read_at is None and enquiry.forgotten_at is None:
        enquiry.read_at = timezone.now()
        enquiry.save(update_fields=["read_at"])


def answer_enquiry(
    user: User, enquiry: Enquiry, text: str, form: str, *, opens: bool = False
) -> bool:
    """Answer by mail, or write down what was answered by telephone; gives whether it is new.

    Raises IsClosed for a closed one, unless it `opens` it again.
    """
    with transaction.atomic():
        held = Enquiry.objects.select_for_update().get(pk=enquiry.pk, forgotten_at=None)
        remark = _say(user, held, Remark.Kind.ANSWER, text, form)
        if remark is not None and held.closed_at is not None:
            if not opens:
                raise IsClosed
            reopen_enquiry(user, held)
    return remark is not None


def note_enquiry(user: User, enquiry: Enquiry, text: str, form: str) -> bool:
    """Write a note among staff, which the sender never sees; gives whether it is new."""
    return _say(user, enquiry, Remark.Kind.NOTE, text, form) is not None


def _say(user: User, enquiry: Enquiry, kind: Remark.Kind, text: str, form: str) -> Remark | None:
    token = hashlib.sha256(f"{enquiry.pk} {kind} {form}".encode()).hexdigest()
    now = timezone.now()
    with transaction.atomic():
        enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk, forgotten_at=None)
        if Remark.objects.filter(form_token=token).exists():
            return None
        remark = Remark.objects.create(
            enquiry=enquiry, kind=kind, text=text, by=user, made_at=now, form_token=token
        )
        if kind is Remark.Kind.ANSWER:
            letters.write_answer(enquiry, remark)
            enquiry.answered_at, enquiry.waits_since = now, None
        enquiry.touched_at = now
        enquiry.save(update_fields=["answered_at", "waits_since", "touched_at"])
        note_look(user, enquiry, "answered" if kind is Remark.Kind.ANSWER else "noted")
    return remark


@transaction.atomic
def assign_enquiry(user: User, enquiry: Enquiry, to: User | None) -> None:
    """Say who of the centre takes care of it."""
    enquiry.assigned_to = to
    enquiry.save(update_fields=["assigned_to"])
    note_look(user, enquiry, "assigned")


@transaction.atomic
def close_enquiry(user: User, enquiry: Enquiry, reason: Reason) -> None:
    """Close it with a reason; nobody is reminded any more, and keeping it comes to an end."""
    now = timezone.now()
    enquiry.closed_at, enquiry.reason, enquiry.waits_since = now, reason, None
    enquiry.touched_at = now
    enquiry.save(update_fields=["closed_at", "reason", "waits_since", "touched_at"])
    note_look(user, enquiry, "closed")


@transaction.atomic
def reopen_enquiry(user: User, enquiry: Enquiry) -> None:
    """Open a closed one again."""
    enquiry.closed_at, enquiry.reason, enquiry.touched_at = None, "", timezone.now()
    enquiry.save(update_fields=["closed_at", "reason", "touched_at"])
    note_look(user, enquiry, "reopened")


def make_candidate(user: User, enquiry: Enquiry) -> Candidate:
    """Make a candidate with the ticked answers as facts; a second time gives the first one."""
    for _ in range(TRIES):
        known = Candidate.objects.filter(enquiry=enquiry.pk).first()
        if known is not None:
            return known
        try:
            with transaction.atomic():
                return _new_candidate(user, enquiry)
        except IntegrityError:  # another took the number, or the enquiry, at the same moment
            continue
    raise RuntimeError("no free code was found; try again")


def _new_candidate(user: User, enquiry: Enquiry) -> Candidate:
    before = Candidate.objects.filter(registry_id=enquiry.registry_id).count()
    candidate = Candidate.objects.create(
        registry_id=enquiry.registry_id,
        centre=enquiry.centre,
        subject=f"PRE-{before + 1:04}",
        enquiry=enquiry.pk,
        made_by=user,
    )
    CandidateFact.objects.bulk_create(
        CandidateFact(candidate=candidate, row=row) for row in enquiry.facts
    )
    note_look(user, enquiry, "candidate")
    return candidate
