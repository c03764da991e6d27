"""The fields of a message, with what is wrong in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from trialogue.web.config.address_field import AddressField
from trialogue.web.contact.actions import Sender
from trialogue.web.contact.inert import has_link
from trialogue.web.contact.languages import LONGEST_OTHER, OTHER, in_order
from trialogue.web.contact.models import Writer
from trialogue.web.contact.names import is_family_first
from trialogue.web.contact.phones import NoPhone, example_code, read_phone
from trialogue.web.contact.typos import suggest_address
from trialogue.web.outbox.mail import one_line

LONGEST_MESSAGE = 5_000


class PlainLine(forms.CharField):
    """One line of text: control characters and odd spaces are folded."""

    def to_python(self, value: Any) -> Any:
        """Fold what no line needs."""
        return one_line(super().to_python(value) or "")


class NameLine(PlainLine):
    """A part of a name. It stands in the head of our mails, so no link may hide in it."""

    def validate(self, value: Any) -> None:
        """Refuse a web address."""
        super().validate(value)
        if has_link(value or ""):
            raise forms.ValidationError(_("Write a name, without a web address."))


class PlainForm(forms.Form):
    """A form without the browser's own messages, which speak another language than the page."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class Details(PlainForm):
    """Who somebody is and how they can be answered: for the first message and corrections."""

    prefix = "c"

    first_name = NameLine(
        label=gettext_lazy("First name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write your first name.")},
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name = NameLine(
        label=gettext_lazy("Last name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write your last name.")},
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    email = AddressField(
        label=gettext_lazy("Email"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = PlainLine(
        label=gettext_lazy("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    contact_language = forms.ChoiceField(
        label=gettext_lazy("In which language should the team answer?"),
        error_messages={"required": gettext_lazy("Choose a language.")},
    )
    other_language = PlainLine(
        label=gettext_lazy("Other language"),
        max_length=LONGEST_OTHER,
        required=False,
        help_text=gettext_lazy("Only if yours is not in the list."),
    )

    def __init__(
        self,
        *args: Any,
        country: str = "",
        languages: Iterable[str] = (),
        asks_both: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._country = country
        self.asks_both = asks_both
        first, rest = in_order(languages)
        other = (OTHER, _("Another language"))
        field = self.fields["contact_language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = (
            [(_("This centre answers in"), first), (_("All languages"), [*rest, other])]
            if first
            else [*rest, other]
        )
        codes = [code for code, _name in (*first, *rest)]
        spoken = get_language() or "en"
        if is_family_first(spoken):
            self.order_fields(["last_name", "first_name"])
        field.initial = spoken if spoken in codes else spoken.partition("-")[0]
        self.fields["phone"].help_text = _(
            "From another country with its code, such as %(code)s."
        ) % {"code": example_code(country)}

    @property
    def name_fields(self) -> tuple[forms.BoundField, forms.BoundField]:
        """Give the two parts of the name in the order in which the page's language asks."""
        first, last = [name for name in self.fields if name in ("first_name", "last_name")]
        return self[first], self[last]

    def clean_phone(self) -> str:
        """Give the number in E.164."""
        typed: str = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return read_phone(typed, self._country)
        except NoPhone as problem:
            message = _("This is no phone number that we can call. Check the digits.")
            if problem.needs_code:
                message = _(
                    "This is no phone number that we can call. Begin with the country code: "
                    "%(code)s …"
                )
            raise forms.ValidationError(message % {"code": example_code(self._country)}) from None

    def clean(self) -> dict[str, Any]:
        """Ask for one way to answer, or both where the centre asks for both."""
        data = super().clean() or self.cleaned_data
        given = [bool(data.get(name)) or name in self.errors for name in ("email", "phone")]
        if self.asks_both and not all(given):
            words = _("This centre asks for an email address and a phone number.")
            for name, is_given in zip(("email", "phone"), given, strict=True):
                if not is_given:
                    self.add_error(name, words)
        elif not any(given):
            self.add_error("email", _("Write an email address or a phone number: one is enough."))
        if data.get("contact_language") == OTHER and not data.get("other_language"):
            self.add_error("other_language", _("Write the name of the language."))
        return data

    @property
    def suggestion(self) -> str:
        """Give the address that was probably meant; empty where no slip is seen."""
        email = self.cleaned_data.get("email", "")
        return suggest_address(email) if email else ""

    def sender(self, writer: str) -> Sender:
        """Give what was entered. The form must be valid."""
        data = self.cleaned_data
        language = data["contact_language"]
        return Sender(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=data["phone"],
            contact_language=data["other_language"] if language == OTHER else language,
            writer=writer,
            page_language=get_language() or "en",
        )


class MessageForm(Details):
    """The message with its consent. `guardian` is asked where the centre's law asks it."""

    writer = forms.ChoiceField(
        label=gettext_lazy("Who writes?"),
        choices=Writer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who writes.")},
    )
    message = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_MESSAGE,
        help_text=gettext_lazy(
            "Say what you want to ask. Leave out names of others and numbers of papers."
        ),
        error_messages={
            "required": gettext_lazy("Write a few words."),
            "max_length": gettext_lazy("This is too long: at most %(limit_value)d characters."),
        },
        widget=forms.Textarea({"rows": 7, "maxlength": LONGEST_MESSAGE}),
    )
    under_14 = forms.ChoiceField(
        label=gettext_lazy("Is the patient under 14 years old?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    guardian = forms.BooleanField(required=False)
    agree = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Without your consent we may not pass the message on.")
        },
    )

    def __init__(self, *args: Any, agree: str, guardian: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = agree
        self._has_guardian = bool(guardian)
        if guardian:
            field = self.fields["under_14"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("yes", _("Yes")), ("no", _("No"))]
            self.fields["guardian"].label = guardian
        else:
            del self.fields["under_14"], self.fields["guardian"]

    def clean(self) -> dict[str, Any]:
        """Hold to the guardian's consent for a child under 14."""
        data = super().clean()
        if data.get("under_14") == "yes":
            if data.get("writer") == Writer.PATIENT:
                self.add_error("writer", _("Under 14, a parent or guardian must write."))
            if not data.get("guardian"):
                self.add_error(
                    "guardian", _("For a child under 14 a parent or guardian must agree.")
                )
        return data


class RemarkForm(PlainForm):
    """Something more to say."""

    text = forms.CharField(
        label=gettext_lazy("Add something"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": gettext_lazy("Write a few words.")},
        widget=forms.Textarea({"rows": 5, "maxlength": LONGEST_MESSAGE}),
    )
