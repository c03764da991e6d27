"""An answer that a centre without people here sends by mail: kept in the thread, passed on."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from trialogue.web.contact import letters
from trialogue.web.contact.models import Enquiry, Remark


@transaction.atomic
def take_answer(enquiry: Enquiry, text: str, mail: str) -> bool:
    """Keep a centre's answer and send it to the sender; gives whether it is new.

    `mail` names the mail that brought it: brought twice, it is said once.
    """
    token = hashlib.sha256(f"{enquiry.pk} {Remark.Kind.ANSWER} {mail}".encode()).hexdigest()
    if Remark.objects.filter(form_token=token).exists():
        return False
    now = timezone.now()
    remark = Remark.objects.create(
        enquiry=enquiry, kind=Remark.Kind.ANSWER, text=text, made_at=now, form_token=token
    )
    letters.write_answer(enquiry, remark)
    enquiry.answered_at = enquiry.touched_at = now
    enquiry.waits_since = None
    enquiry.save(update_fields=["answered_at", "touched_at", "waits_since"])
    return True
