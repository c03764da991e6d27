"""What staff write besides the protocol's forms: a new participant, and who somebody is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trialogue.web.contact.forms import PlainForm, PlainLine
from trialogue.web.entries.actions import SUBJECT, TAKEN


class ParticipantForm(PlainForm):
    """A new participant."""

    centre = forms.ChoiceField(
        label=_("Centre"), error_messages={"required": _("Choose the centre.")}
    )
    subject = PlainLine(
        label=_("Code"),
        required=False,
        max_length=20,
        help_text=_("Empty: the next one in turn. Never a name, a birth date or initials."),
    )

    def __init__(self, *args: Any, centres: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["centre"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = centres if len(centres) == 1 else [("", "–"), *centres]

    def clean_subject(self) -> str:
        """Refuse what cannot stand in an address."""
        code = str(self.cleaned_data["subject"])
        if code and (not SUBJECT.fullmatch(code) or code.lower() in TAKEN):
            raise forms.ValidationError(_("Letters, digits and hyphens, at most 20."))
        return code


class IdentityForm(PlainForm):
    """Who somebody is. Every field may stay empty."""

    given_name = PlainLine(label=_("Given name"), required=False, max_length=100)
    family_name = PlainLine(label=_("Family name"), required=False, max_length=100)
    hospital_number = PlainLine(label=_("Hospital number"), required=False, max_length=60)
    phone = PlainLine(label=_("Phone"), required=False, max_length=60)
    email = forms.EmailField(label=_("Email"), required=False, max_length=254)
    contact = PlainLine(
        label=_("Whom to reach besides"),
        required=False,
        max_length=300,
        help_text=_("Such as a parent: name, relation, telephone."),
    )
    note = PlainLine(label=_("Note"), required=False, max_length=500)
