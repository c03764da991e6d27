"""What can be done with an account, in words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """Something that was done with an account."""

    INVITED = "invited", _("invited somebody")
    ACCEPTED = "accepted", _("accepted the invitation")
    TAKEN_BACK = "taken-back", _("took an invitation back")
    GRANTED = "granted", _("got a role")
    ENDED = "ended", _("lost a role")
    SWITCHED_OFF = "switched-off", _("account switched off")
    SWITCHED_ON = "switched-on", _("account switched on")
    SIGNED_IN = "signed-in", _("signed in")
    SIGNED_OUT = "signed-out", _("signed out")
    SESSION_ENDED = "session-ended", _("signed out of a browser")
    WRONG_PASSWORD = "wrong-password", _("wrong password")
    WRONG_CODE = "wrong-code", _("wrong code")
    PASSWORD = "password", _("new password")
    SECOND_FACTOR_ON = "second-factor-on", _("second factor turned on")
    SECOND_FACTOR_OFF = "second-factor-off", _("second factor removed")
    PAPER_CODES = "paper-codes", _("new codes for paper")
    PAPER_CODE_USED = "paper-code-used", _("code on paper used")
