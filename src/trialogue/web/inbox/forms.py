"""What staff write in the inbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trialogue.web.accounts.models import User
from trialogue.web.contact.forms import LONGEST_MESSAGE, PlainForm
from trialogue.web.contact.models import Enquiry, Reason
from trialogue.web.inbox.queries import colleagues_of

BY_HAND = (
    Reason.ANSWERED,
    Reason.CANDIDATE,
    Reason.ELSEWHERE,
    Reason.NO_FIT,
    Reason.UNREACHABLE,
    Reason.NO_ENQUIRY,
)
"""Reasons that a person can choose; the others are the site's own."""


class WordsForm(PlainForm):
    """An answer, or a note."""

    text = forms.CharField(
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write a few words.")},
        widget=forms.Textarea({"rows": 6, "maxlength": LONGEST_MESSAGE}),
    )

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class AssignForm(PlainForm):
    """Who takes care of it."""

    prefix = "assign"

    to = forms.ModelChoiceField(
        label=_("Taken care of by"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["to"] = enquiry.assigned_to
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = colleagues_of(enquiry)


class CloseForm(PlainForm):
    """Why it is closed."""

    prefix = "close"

    reason = forms.ChoiceField(
        label=_("Why is it closed?"),
        choices=[("", "–"), *((one.value, one.label) for one in BY_HAND)],
        error_messages={"required": _("It is not closed yet: choose why.")},
    )
