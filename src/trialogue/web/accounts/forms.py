"""The forms about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trialogue.web.accounts.models import User
from trialogue.web.accounts.permissions import Scope
from trialogue.web.accounts.roles import Role
from trialogue.web.centres.queries import known_trial
from trialogue.web.config.address_field import AddressField


def _secret(label: Any, autocomplete: str) -> forms.CharField:
    attributes = {"autocomplete": autocomplete}
    widget = forms.PasswordInput(attrs=attributes)
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget)


class SignInForm(forms.Form):
    """An address and a password."""

    email = forms.EmailField(
        label=gettext_lazy("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = _secret(gettext_lazy("Password"), "current-password")


class CodeForm(forms.Form):
    """A code of the device or of the paper."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )


class AddressForm(forms.Form):
    """An address to which a link is sent."""

    email = forms.EmailField(
        label=gettext_lazy("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, once: whoever mistypes it asks for a new link."""

    new_password = _secret(gettext_lazy("New password"), "new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.fields["new_password"].help_text = " ".join(password_validators_help_texts())

    def clean_new_password(self) -> str:
        """Ask the rules of the settings."""
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self._user)
        return password


class AcceptForm(NewPasswordForm):
    """A name and a password for a new account."""

    display_name = forms.CharField(
        label=gettext_lazy("Your name, as colleagues know it"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("display_name", "new_password")


class ChangePasswordForm(NewPasswordForm):
    """The password that holds, and a new one."""

    password = _secret(gettext_lazy("Password that you have now"), "current-password")
    field_order = ("password", "new_password")

    def clean_password(self) -> str:
        """Check the password that holds."""
        password: str = self.cleaned_data["password"]
        if not self._user.check_password(password):
            raise ValidationError(_("This is not your password."))
        return password


class ProfileForm(forms.Form):
    """What a person says about themselves."""

    display_name = forms.CharField(
        label=gettext_lazy("Your name, as colleagues know it"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of mails to you"), choices=settings.LANGUAGES
    )


class PlaceForm(forms.Form):
    """A role and where it holds."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    registry_id = forms.CharField(
        label=gettext_lazy("Trial"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("The registry id. Leave it empty for all trials."),
    )
    centre = forms.ChoiceField(
        label=gettext_lazy("Centre"),
        required=False,
        help_text=gettext_lazy("Only centres that have been entered here can be chosen."),
    )

    def __init__(self, *args: Any, centres: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["centre"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All centres")), *centres]

    def place(self) -> Scope:
        """Give role, trial and centre; a centre is written `trial centre` in its choice."""
        trial, _space, centre = self.cleaned_data["centre"].partition(" ")
        return Scope(
            role=self.cleaned_data["role"],
            registry_id=trial or self.cleaned_data["registry_id"],
            centre=centre,
        )

    def clean_registry_id(self) -> str:
        """Write the trial's id as it is kept."""
        typed = self.cleaned_data["registry_id"].strip()
        found = known_trial(typed) if typed else ""
        if found is None:
            raise ValidationError(_("No trial with this id is loaded here."))
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a centre of another trial than the one that is named."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        trial = (data.get("centre") or "").partition(" ")[0]
        if trial and data.get("registry_id") not in ("", trial):
            self.add_error("centre", _("This centre belongs to another trial."))
        return data


class InviteForm(PlaceForm):
    """An address, a role, and where it holds."""

    email = AddressField(label=gettext_lazy("Email"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=settings.LANGUAGES
    )
    field_order = ("email", "role", "registry_id", "centre", "language")


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=200)
