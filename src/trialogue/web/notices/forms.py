"""The sign-up form: what a person typed becomes a wish, or a fault beside its field."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trialogue.registry.places import PlaceAnswer
from trialogue.registry.query import AgeSpan, age_in_months, age_in_years
from trialogue.web.config.address_field import AddressField
from trialogue.web.notices.models import LONGEST_WORDS, Subscription
from trialogue.web.notices.wishes import Wish
from trialogue.web.records.search_index import find_place, search_index

DISTANCES = (50, 100, 250, 500, 1000, 2500)
"""Those of the search form, so that a search can be taken over as it is."""


def _every() -> list[tuple[str, str]]:
    return [(Subscription.Every.WEEK, _("once a week")), (Subscription.Every.DAY, _("once a day"))]


def _distances() -> list[tuple[str, str]]:
    return [("", _("any distance")), *((str(km), _("%(n)s km") % {"n": km}) for km in DISTANCES)]


def _units() -> list[tuple[str, str]]:
    return [("years", _("years")), ("months", _("months"))]


def _sexes() -> list[tuple[str, str]]:
    return [("", _("not said")), ("FEMALE", _("female")), ("MALE", _("male"))]


class SignUpForm(forms.Form):
    """What one waits for, and the address. `hidden` catches programs that fill every field."""

    email = AddressField(
        error_messages={"required": gettext_lazy("Please write your e-mail address.")}
    )
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)
    age = forms.IntegerField(min_value=0, max_value=1800, required=False)
    unit = forms.ChoiceField(choices=_units, required=False)
    sex = forms.ChoiceField(choices=_sexes, required=False)
    place = forms.CharField(max_length=200, required=False)
    within = forms.ChoiceField(choices=_distances, required=False)
    every = forms.ChoiceField(choices=_every)
    trial = forms.RegexField(r"\A[A-Za-z0-9-]{1,40}\Z", required=False)
    hidden = forms.CharField(required=False, max_length=200)

    place_answer: PlaceAnswer | None = None
    """What a place that is not known may mean; the page offers the choices."""

    def clean_age(self) -> int | None:
        """Hold an age in years to what people reach."""
        age: int | None = self.cleaned_data.get("age")
        if age is not None and age > 150 and self.data.get("unit") != "months":
            raise forms.ValidationError(_("Please give an age of 0 to 150 years."))
        return age

    def clean_place(self) -> str:
        """Find the place among the cities of the registry."""
        typed: str = self.cleaned_data["place"].strip()
        if not typed:
            return ""
        answer = find_place(typed)
        if answer.kind != "found" and not search_index().is_ready:
            raise forms.ValidationError(_("Places cannot be looked up right now."))
        self.place_answer = answer
        if answer.kind != "found":
            raise forms.ValidationError(_("We do not know this place. Please choose a city."))
        return typed

    def clean(self) -> dict[str, object]:
        """Ask for something to wait for, and for a place where a distance is given."""
        data = dict(super().clean() or {})
        about = (
            data.get("words"),
            data.get("trial"),
            data.get("place"),
            data.get("age") is not None,
        )
        if not self.errors and not any(about):
            self.add_error("words", _("Please say what you wait for: an illness, or a place."))
        if data.get("within") and "place" not in self.errors and not data.get("place"):
            self.add_error("place", _("Please say from where the distance counts."))
        return data

    @property
    def is_by_a_program(self) -> bool:
        """Tell whether a field was filled that nobody sees."""
        return bool(self.cleaned_data.get("hidden"))

    def wish(self) -> Wish:
        """Give what was typed as a wish. The form must be valid."""
        data = self.cleaned_data
        place = self.place_answer.place if self.place_answer else None
        return Wish(
            email=data["email"],
            language=translation.get_language() or "en",
            every=data["every"],
            registry_id=data["trial"].upper(),
            words=data["words"],
            age=_span(data),
            sex=data["sex"],
            place=place.label if place else "",
            near=place.point if place else None,
            within_km=int(data["within"]) if data["within"] and place else None,
        )


def _span(data: Mapping[str, object]) -> AgeSpan | None:
    age = data.get("age")
    if not isinstance(age, int):
        return None
    return age_in_months(age) if data.get("unit") == "months" else age_in_years(age)
