"""Forgetting: what says who somebody is goes, what says when something came stays.

Used when a sender deletes an enquiry, and by schedule some time after it was closed. What
was counted is written down, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from trialogue.web.contact.models import Enquiry, Forgetting, Reason, Remark
from trialogue.web.outbox.actions import forget_about
from trialogue.web.study.models import CandidateFact

AT_ONCE = 500


@transaction.atomic
def forget(ids: Collection[int], why: Reason) -> int:
    """Anonymise enquiries with everything that belongs to them; gives how many there were."""
    rows = Enquiry.objects.filter(pk__in=ids, forgotten_at=None)
    found = list(rows.select_for_update().values_list("pk", flat=True))
    if not found:
        return 0
    now = timezone.now()
    remarks = Remark.objects.filter(enquiry__in=found).delete()[0]
    facts = CandidateFact.objects.filter(candidate__enquiry__in=found).delete()[0]
    letters = sum(forget_about(f"enquiry:{pk}") for pk in found)
    gone = Enquiry.objects.filter(pk__in=found)
    gone.filter(closed_at=None).update(closed_at=now, reason=why)
    gone.update(
        nonce="",
        first_name="",
        last_name="",
        email="",
        phone="",
        contact_language="",
        answers=[],
        facts=[],
        consent_text="",
        sent_to="",
        waits_since=None,
        assigned_to=None,
        forgotten_at=now,
    )
    Forgetting.objects.create(
        why=why, enquiries=len(found), remarks=remarks, letters=letters, facts=facts
    )
    return len(found)


def forget_old() -> int:
    """Anonymise every enquiry in which nothing has happened for so long; gives how many.

    Closed or not: an enquiry that nobody ever closed is not kept for ever either.
    """
    before = timezone.now() - timedelta(days=settings.ENQUIRY_KEPT_DAYS)
    old = Enquiry.objects.filter(touched_at__lt=before, forgotten_at=None).order_by("pk")
    count = 0
    while ids := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        count += forget(ids, Reason.EXPIRED)
    return count
