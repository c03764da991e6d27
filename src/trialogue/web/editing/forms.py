"""The forms in which staff prepare versions and say what holds of a centre."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trialogue.web.centres.actions import Entry
from trialogue.web.centres.models import Status
from trialogue.web.config.address_field import AddressField
from trialogue.web.contact.languages import english_name, find_language
from trialogue.web.editing.models import Kind
from trialogue.web.editing.reading import LARGEST

EDITABLE = 200_000
"""Bytes of a text that a form can carry; the site takes no larger one but as a file."""
CENTRE_WORDS = ("name", "own_name", "city", "own_city", "country", "contact_name", "phone")


class PrepareForm(forms.Form):
    """A file, or the text of one; and why."""

    file = forms.FileField(
        label=gettext_lazy("A file from your computer"),
        required=False,
        help_text=gettext_lazy(
            "If you choose one, it takes the place of the text below. For long texts the only way."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text itself"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "source"}),
    )
    why = forms.CharField(
        label=gettext_lazy("What changes, and why?"),
        max_length=300,
        help_text=gettext_lazy("Whoever publishes it reads this, and so does whoever asks later."),
    )

    def clean_file(self) -> UploadedFile[Any] | None:
        """Refuse a file that is too large to be shown."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST:
            raise ValidationError(_("This file is too large to be edited here."))
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("file") and not (data.get("text") or "").strip():
            self.add_error("text", _("Choose a file, or write the text."))
        return data

    def show_text(self, text: str) -> None:
        """Put a file's text into the field, to be mended there, where it is not too long.

        No page may hold the sign of number nought, which a file that is no text is full of.
        """
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
        fields = QueryDict(mutable=True)
        fields.update({name: str(value) for name, value in self.data.items()})
        fields["text"] = text if len(text.encode()) <= EDITABLE else ""
        self.data = fields

    def data_given(self) -> tuple[bytes, str]:
        """Give the bytes and the name of what was given."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None:
            return file.read(), str(file.name or "file")
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return text.encode(), _("text edited here")


class NewForm(PrepareForm):
    """A file of a trial that is not here yet, or is."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind.choices)
    field_order = ("kind", "file", "text", "why")


class WhyForm(forms.Form):
    """Why something is published or discarded."""

    why = forms.CharField(label=gettext_lazy("A note on your decision"), max_length=300)


class CentreForm(forms.Form):
    """What a centre says of itself; empty fields: nobody has said it."""

    name = forms.CharField(label=gettext_lazy("Name of the centre"), max_length=200)
    own_name = forms.CharField(
        label=gettext_lazy("The same in the language of the place"), max_length=200, required=False
    )
    city = forms.CharField(label=gettext_lazy("City"), max_length=100)
    own_city = forms.CharField(
        label=gettext_lazy("The city in the language of the place"), max_length=100, required=False
    )
    country = forms.CharField(label=gettext_lazy("Country"), max_length=100)
    lat = forms.FloatField(
        label=gettext_lazy("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=gettext_lazy("In degrees, north positive, such as 23.1291. For distances."),
    )
    lon = forms.FloatField(
        label=gettext_lazy("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        help_text=gettext_lazy("In degrees, east positive, such as 113.2644."),
    )
    status = forms.ChoiceField(label=gettext_lazy("Takes part?"), choices=Status.choices)
    contact_name = forms.CharField(
        label=gettext_lazy("Whom people write to"), max_length=100, required=False
    )
    email = AddressField(
        label=gettext_lazy("Email"),
        required=False,
        help_text=gettext_lazy(
            "Shown on the public page: better a shared address than a private one."
        ),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("With the country, such as +86 20 1234 5678."),
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages in which people are answered"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("By name or code, with commas between: Chinese, English."),
    )
    asks_both = forms.BooleanField(
        label=gettext_lazy("Ask everybody who writes for both email and phone"),
        required=False,
        help_text=gettext_lazy("Otherwise one of the two is enough, which more people can give."),
    )
    why = forms.CharField(
        label=gettext_lazy("What changed, and who says so?"),
        max_length=200,
        help_text=gettext_lazy("Such as: told by Dr Li on the telephone."),
    )

    def clean_phone(self) -> str:
        """Ask for a number that can be dialled from abroad."""
        typed: str = self.cleaned_data["phone"]
        digits = [letter for letter in typed if letter.isdigit()]
        if typed and not (typed.startswith("+") and 7 <= len(digits) <= 15):
            raise ValidationError(_("Begin with + and the country’s code; 7 to 15 digits."))
        return typed

    def clean_languages(self) -> tuple[str, ...]:
        """Read names and codes of languages."""
        words = [
            word.strip() for word in self.cleaned_data["languages"].replace("，", ",").split(",")
        ]
        codes = {word: find_language(word) for word in words if word}
        unknown = [word for word, code in codes.items() if not code]
        if unknown:
            said = _("No language of this name or code: %(words)s.") % {"words": ", ".join(unknown)}
            raise ValidationError(said)
        return tuple(dict.fromkeys(codes.values()))

    def clean(self) -> dict[str, Any]:
        """Ask for both coordinates or none, and for a way to reach an open centre."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (data.get("lat") is None) != (data.get("lon") is None):
            self.add_error("lon", _("Latitude and longitude belong together."))
        reachable = data.get("email") or data.get("phone") or self.errors
        if data.get("status") == Status.OPEN and not reachable:
            self.add_error("email", _("An open centre needs an email address or a phone number."))
        return data

    def entry(self, registry_id: str, key: str) -> Entry:
        """Give what was entered."""
        data = self.cleaned_data
        words: dict[str, Any] = {name: " ".join(data[name].split()) for name in CENTRE_WORDS}
        return Entry(
            registry_id=registry_id,
            key=key,
            lat=data["lat"],
            lon=data["lon"],
            status=data["status"],
            email=data["email"],
            languages=data["languages"],
            asks_both=data["asks_both"],
            why=data["why"],
            **words,
        )


def language_words(codes: tuple[str, ...] | list[str]) -> str:
    """Write codes as the names of languages, as the form takes them."""
    return ", ".join(map(english_name, codes))
