"""Addresses of entries, and small words, for the templates of this room."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from trialogue.web.entries.course import address_of, address_of_participant
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.clocks import Clock
from trialogue.web.safety.hooks import say_clock
from trialogue.web.safety.saying import say_reason
from trialogue.web.safety.terms import GradingTerm

register = template.Library()


@register.simple_tag
def place_address(participant: Participant, place: Place) -> str:
    """Give the address of the form at a place."""
    return address_of(participant, place)


@register.simple_tag
def participant_address(participant: Participant) -> str:
    """Give the address of a participant's page."""
    return address_of_participant(participant)


@register.filter
def cut_t(text: str) -> str:
    """Write a date-time with a blank."""
    return text.replace("T", " ")


@register.filter
def criterion(term: GradingTerm, level: str) -> str:
    """Give the standard's words of a grade, empty where they are not held."""
    return term.criteria.get(int(level), "")


@register.filter
def clock_words(clock: Clock) -> str:
    """Say where a clock stands."""
    return say_clock(clock)


@register.filter
def reason(text: str) -> str:
    """Say a reason of the core in the reader's language."""
    return say_reason(text)


@register.simple_tag
def part_name(part: str) -> str:
    """Name a part of IEC-HS in the reader's language."""
    names = {
        "ferritin": _("Ferritin above its limit"),
        "liver": _("Transaminases (ALT or AST)"),
        "fibrinogen": _("Low fibrinogen"),
        "cytopenia": _("Blood counts worse than before the infusion"),
    }
    return names[str(part)]


@register.simple_tag
def number_name(name: str) -> str:
    """Name a number or a part of a time point in the reader's language."""
    names = {
        "sum": _("Sum of the targets"),
        "nadir": _("Nadir before"),
        "from_baseline": _("From the baseline"),
        "from_nadir": _("From the nadir"),
        "target": _("Targets"),
        "non_target": _("Non-targets"),
        "new": _("New lesion"),
        "primary": _("Primary tumour"),
        "metastases": _("Soft tissue and bone"),
        "marrow": _("Marrow"),
    }
    return names[name]
