"""Who works here, as a person who manages accounts may see them."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from trialogue.web.accounts.actions import token_hash
from trialogue.web.accounts.models import AccountEvent, Invitation, Membership, User
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.centres.queries import in_force


def people_for(staff: Staff) -> QuerySet[User]:
    """Select the people who have, or had, a role where this person manages accounts."""
    held = staff.visible(Membership.objects.all(), Action.MANAGE_STAFF, centre="centre")
    everywhere = staff.may(Action.MANAGE_STAFF)
    known = User.objects.all() if everywhere else User.objects.filter(memberships__in=held)
    now = Membership.objects.filter(ended_at=None)
    return known.distinct().prefetch_related(Prefetch("memberships", now, "held"))


def memberships_for(staff: Staff, user: User) -> QuerySet[Membership]:
    """Select the roles of somebody which this person manages."""
    held = user.memberships.filter(ended_at=None)
    return staff.visible(held, Action.MANAGE_STAFF, centre="centre")


def invitations_for(staff: Staff) -> QuerySet[Invitation]:
    """Select the invitations that are open, where this person manages accounts."""
    open_now = Invitation.objects.filter(closed_at=None, expires_at__gt=timezone.now())
    return staff.visible(open_now, Action.MANAGE_STAFF, centre="centre")


def invitation_of(token: str) -> Invitation | None:
    """Find the open invitation of a link."""
    open_now = Invitation.objects.filter(closed_at=None, expires_at__gt=timezone.now())
    return open_now.filter(token_hash=token_hash(token)).first()


def events_of(user: User) -> QuerySet[AccountEvent]:
    """Select what was done with an account or by its owner, the newest first."""
    rows = AccountEvent.objects.filter(Q(about=user) | Q(by=user))
    return rows.select_related("by", "about").order_by("-pk")


def demo_people() -> QuerySet[User]:
    """Select the invented people of the demo."""
    rows = User.objects.filter(is_invented=True, is_active=True).order_by("pk")
    return rows.prefetch_related("memberships")


def centre_choices() -> list[tuple[str, str]]:
    """List the centres that were entered, each as `trial key` with its name."""
    rows = in_force().exclude(status="withdrawn").order_by("registry_id", "name")
    return [(f"{one.registry_id} {one.key}", f"{one.registry_id} · {one.name}") for one in rows]
