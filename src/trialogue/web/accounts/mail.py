"""The mails about accounts: an invitation, a new password. Plain text, one link, no names.

They go through the outbox, within the transaction that made the link; once a link is used
or taken back, the words of its mail are forgotten there.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from trialogue.web.accounts.models import Invitation, User
from trialogue.web.outbox.actions import enqueue, forget_about
from trialogue.web.outbox.mail import Mail


def send_invitation(invitation: Invitation, link: str, days: int) -> None:
    """Send the link that makes an account."""
    language = invitation.language or settings.LANGUAGE_CODE
    with translation.override(language):
        subject = _("Your account at %(site)s") % {"site": settings.SITE_NAME}
        body = _(
            "You have been invited to work at %(site)s. Open this link to choose a password:\n\n"
            "%(link)s\n\n"
            "It works once, for %(days)s days. If you did not expect it, do nothing."
        ) % {"site": settings.SITE_NAME, "link": link, "days": days}
    _send(about_invitation(invitation), invitation.email, language, (subject, body))


def send_password_link(user: User, link: str, minutes: int) -> None:
    """Send the link that sets a new password."""
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        subject = _("A new password for %(site)s") % {"site": settings.SITE_NAME}
        body = _(
            "Somebody, we hope you, asked for a new password at %(site)s. Open this link to "
            "choose it:\n\n%(link)s\n\n"
            "It works once, for %(minutes)s minutes. If it was not you, do nothing: your "
            "password stays as it is."
        ) % {"site": settings.SITE_NAME, "link": link, "minutes": minutes}
    _send(about_password(user), user.email, language, (subject, body))


def about_invitation(invitation: Invitation) -> str:
    """Name an invitation in the outbox."""
    return f"invitation:{invitation.pk}"


def about_password(user: User) -> str:
    """Name the mails about a person's password in the outbox."""
    return f"password:{user.pk}"


def _send(about: str, address: str, language: str, words: tuple[str, str]) -> None:
    subject, text = words
    key = f"{about}:{secrets.token_hex(8)}"
    forget_about(about)
    enqueue(
        Mail(
            key=key,
            kind="account",
            about=about,
            to=address,
            subject=subject,
            text=text,
            language=language,
        )
    )
