"""Which enquiries a person of the staff may see, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from trialogue.web.accounts.models import User
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.contact.models import Enquiry, Look
from trialogue.web.contact.routing import staff_for
from trialogue.web.contact.working_days import overdue_before
from trialogue.web.outbox.models import Letter
from trialogue.web.outbox.queries import letters_about
from trialogue.web.study.models import Candidate

SHOWN = ("open", "unread", "mine", "overdue", "closed")
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list: how it stands, and nothing that says who it is."""

    enquiry: Enquiry
    is_overdue: bool


def enquiries_for(staff: Staff) -> QuerySet[Enquiry]:
    """Select the enquiries of the places where this person reads them."""
    rows = Enquiry.objects.filter(forgotten_at=None)
    return staff.visible(rows, Action.READ_ENQUIRIES, centre="centre")


def enquiry_for(staff: Staff, pk: int, action: Action = Action.READ_ENQUIRIES) -> Enquiry:
    """Find one enquiry. Raises Http404 where there is none, or it is another centre's."""
    rows = Enquiry.objects.filter(forgotten_at=None).select_related("assigned_to")
    found = staff.visible(rows, action, centre="centre").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def listed(staff: Staff, shown: str, now: datetime) -> list[Row]:
    """List what is shown under one heading, the longest waiting first. One query."""
    overdue = overdue_before(settings.ENQUIRY_REMIND_DAYS, now)
    rows = enquiries_for(staff).filter(_conditions(staff, now)[shown])
    order = ("-closed_at",) if shown == "closed" else ("waits_since", "made_at")
    found = rows.select_related("assigned_to").order_by(*order, "pk")[:MOST]
    return [
        Row(enquiry=one, is_overdue=one.waits_since is not None and one.waits_since < overdue)
        for one in found
    ]


def counts(staff: Staff, now: datetime) -> dict[str, int]:
    """Count what stands under each heading. One query."""
    conditions = _conditions(staff, now)
    found = enquiries_for(staff).order_by()
    return found.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()}
    )


def _conditions(staff: Staff, now: datetime) -> dict[str, Q]:
    is_open = Q(closed_at=None)
    return {
        "open": is_open,
        "unread": is_open & Q(read_at=None),
        "mine": is_open & Q(assigned_to=staff.user),
        "overdue": is_open & Q(waits_since__lt=overdue_before(settings.ENQUIRY_REMIND_DAYS, now)),
        "closed": Q(closed_at__isnull=False),
    }


def colleagues_of(enquiry: Enquiry) -> QuerySet[User]:
    """Select the people to whom an enquiry may be given."""
    return staff_for(enquiry.registry_id, enquiry.centre)


def looks_at(enquiry: Enquiry) -> QuerySet[Look]:
    """Select who saw or did what with an enquiry, the newest first."""
    return Look.objects.filter(enquiry=enquiry.pk).select_related("user")


def undelivered_of(enquiry: Enquiry) -> QuerySet[Letter]:
    """Select the letters about an enquiry that were refused or are tried in vain."""
    stuck = Q(state=Letter.State.FAILED) | Q(state=Letter.State.WAITING, tries__gt=0)
    return letters_about(enquiry.about).filter(stuck)


def candidate_of(enquiry: Enquiry) -> Candidate | None:
    """Find the candidate that was made of an enquiry."""
    return Candidate.objects.filter(enquiry=enquiry.pk).prefetch_related("facts").first()


def now() -> datetime:
    """Give the present moment."""
    return timezone.now()
