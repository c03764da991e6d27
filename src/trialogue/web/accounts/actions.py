"""What is done with accounts; each action is one transaction and says who did it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue.web.accounts import second_factor
from trialogue.web.accounts.events import What
from trialogue.web.accounts.mail import about_invitation, about_password, send_invitation
from trialogue.web.accounts.models import (
    AccountEvent,
    Invitation,
    Membership,
    RecoveryCode,
    StaffSession,
    User,
    plain_address,
)
from trialogue.web.accounts.permissions import Scope
from trialogue.web.accounts.roles import Role
from trialogue.web.accounts.sessions import end_session, end_sessions
from trialogue.web.config.address import full_address
from trialogue.web.outbox.actions import forget_about

INVITED_FOR = timedelta(days=7)


class NotNow(ValueError):
    """It may not be done as things stand; the message says why, to whoever asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation with its token, which is told once and not kept; or the person who has it.

    `user` is somebody who has an account already: the role is theirs at once, and `token`
    is empty.
    """

    token: str
    user: User | None = None
    invitation: Invitation | None = None


def note(what: What, by: User | None, about: User | None, **details: Any) -> None:
    """Append what was done with an account."""
    AccountEvent.objects.create(what=what, by=by, about=about, details=details)


@transaction.atomic
def invite(by: User | None, address: str, scope: Scope, language: str = "") -> Invited:
    """Offer a role to an address; whoever has an account gets it at once."""
    email = plain_address(address)
    user = User.objects.filter(email=email).first()
    if user is not None:
        grant(by, user, scope)
        return Invited(token="", user=user)
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(email=email, closed_at=None, **_place(scope)).update(
        closed_at=timezone.now()
    )
    made = Invitation.objects.create(
        token_hash=token_hash(token),
        email=email,
        language=language,
        invited_by=by,
        expires_at=timezone.now() + INVITED_FOR,
        **_place(scope),
    )
    note(What.INVITED, by, None, **_place(scope))
    return Invited(token=token, invitation=made)


@transaction.atomic
def invite_by_mail(by: User, address: str, scope: Scope, language: str) -> tuple[Invited, str]:
    """Invite, and put the mail with the link into the outbox; gives the link, too."""
    invited = invite(by, address, scope, language)
    if invited.invitation is None:
        return invited, ""
    link = full_address(reverse("accounts:invitation", args=(invited.token,)))
    send_invitation(invited.invitation, link, INVITED_FOR.days)
    return invited, link


def token_hash(token: str) -> str:
    """Hash a token. It holds 256 bits of chance, so that a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def accept(invitation: Invitation, display_name: str, password: str, language: str) -> User:
    """Make the account that was offered. Raises NotNow where the offer is closed."""
    open_now = Invitation.objects.filter(
        pk=invitation.pk, closed_at=None, expires_at__gt=timezone.now()
    )
    if not open_now.update(closed_at=timezone.now()):
        raise NotNow(_("This invitation has been used."))
    user = User(email=invitation.email, display_name=display_name, language=language)
    user.set_password(password)
    user.save()
    note(What.ACCEPTED, user, user)
    others = Invitation.objects.filter(email=user.email, closed_at=None)
    for one in (invitation, *others.select_related("invited_by")):
        forget_about(about_invitation(one))
        grant(one.invited_by, user, Scope.of(one))
    others.update(closed_at=timezone.now())
    Invitation.objects.filter(email=user.email).update(accepted_by=user)
    return user


@transaction.atomic
def take_back(by: User, invitation: Invitation) -> None:
    """Close an invitation that nobody has used."""
    Invitation.objects.filter(pk=invitation.pk, closed_at=None).update(closed_at=timezone.now())
    forget_about(about_invitation(invitation))
    note(What.TAKEN_BACK, by, None, role=invitation.role, registry_id=invitation.registry_id)


@transaction.atomic
def grant(by: User | None, user: User, scope: Scope) -> Membership:
    """Give a role; one that is held already stays as it is."""
    held, is_new = Membership.objects.get_or_create(
        user=user, ended_at=None, **_place(scope), defaults={"granted_by": by}
    )
    if is_new:
        note(What.GRANTED, by, user, **_place(scope))
    return held


@transaction.atomic
def end_membership(by: User, membership: Membership) -> None:
    """End a role. Raises NotNow for the last administrator of everything."""
    everything = Membership.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, registry_id="", ended_at=None, user__is_active=True
    )
    if [row.pk for row in everything] == [membership.pk]:
        raise NotNow(_("Somebody must stay who manages the accounts."))
    Membership.objects.filter(pk=membership.pk, ended_at=None).update(
        ended_by=by, ended_at=timezone.now()
    )
    note(What.ENDED, by, membership.user, role=membership.role, registry_id=membership.registry_id)


@transaction.atomic
def switch_off(by: User, user: User, reason: str) -> None:
    """Let a person sign in no more, and end their sessions. Raises NotNow for oneself."""
    if user == by:
        raise NotNow(_("Somebody else must switch off your own account."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    note(What.SWITCHED_OFF, by, user, reason=reason)


@transaction.atomic
def switch_on(by: User, user: User, reason: str) -> None:
    """Let a person sign in again."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    note(What.SWITCHED_ON, by, user, reason=reason)


@transaction.atomic
def set_password(by: User | None, user: User, password: str, keep: StaffSession | None) -> None:
    """Set a new password, and end every session but one and every link to set it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user, but=keep)
    forget_about(about_password(user))
    note(What.PASSWORD, by, user)


@transaction.atomic
def end_one_session(by: User, session: StaffSession) -> None:
    """End a session of somebody's browser."""
    note(What.SESSION_ENDED, by, session.user)
    end_session(session)


@transaction.atomic
def set_second_factor(
    user: User, salt: str, typed: str, now: datetime, session: StaffSession
) -> tuple[str, ...] | None:
    """Turn the second factor on, if the device shows the right code; gives codes for paper.

    The session in which this happens counts as one with a second factor; all others end.
    """
    step = second_factor.matching_step(second_factor.derive_secret(salt), typed, now)
    if step is None:
        return None
    user.totp_salt, user.totp_since, user.totp_step = salt, now, step
    user.save(update_fields=["totp_salt", "totp_since", "totp_step"])
    end_sessions(user, but=session)
    session.second_factor = True
    session.save(update_fields=["second_factor"])
    note(What.SECOND_FACTOR_ON, user, user)
    return renew_paper_codes(user)


@transaction.atomic
def renew_paper_codes(user: User) -> tuple[str, ...]:
    """Replace the codes for paper; they are told once."""
    codes = second_factor.make_paper_codes()
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, code_hash=second_factor.paper_hash(code)) for code in codes
    )
    note(What.PAPER_CODES, user, user)
    return codes


@transaction.atomic
def use_code(user: User, typed: str, now: datetime) -> bool:
    """Use up a code of the device or of the paper; False where it is wrong or was used.

    One statement decides, so that two requests with one code cannot both be let in.
    """
    secret = second_factor.derive_secret(user.totp_salt)
    step = second_factor.matching_step(secret, typed, now)
    if step is not None:
        unused = User.objects.filter(pk=user.pk, totp_step__lt=step)
        return unused.update(totp_step=step) == 1
    codes = RecoveryCode.objects.filter(
        user=user, code_hash=second_factor.paper_hash(typed), used_at=None
    )
    if codes.update(used_at=now) != 1:
        return False
    note(What.PAPER_CODE_USED, user, user)
    return True


@transaction.atomic
def remove_second_factor(by: User | None, user: User, reason: str) -> None:
    """Forget a lost device and its paper; the person sets up a new one at the next sign-in."""
    user.totp_salt, user.totp_since, user.totp_step = "", None, 0
    user.save(update_fields=["totp_salt", "totp_since", "totp_step"])
    user.recovery_codes.all().delete()
    end_sessions(user)
    note(What.SECOND_FACTOR_OFF, by, user, reason=reason)


def _place(scope: Scope) -> dict[str, str]:
    return {"role": scope.role, "registry_id": scope.registry_id, "centre": scope.centre}
