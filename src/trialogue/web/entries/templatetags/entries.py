"""Moments in UTC, and addresses of places."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template

from trialogue.core.schedule import Scheduled
from trialogue.web.entries.course import address_of
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.standing import say_visit

register = template.Library()


@register.filter
def moment(at: datetime) -> str:
    """Write a moment to the minute, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


@register.filter
def visit_words(scheduled: Scheduled) -> str:
    """Say how a visit stands."""
    return str(say_visit(scheduled))


@register.filter
def days_outside(scheduled: Scheduled) -> int:
    """Count the days by which a visit lies outside of its window, before or after."""
    return abs(scheduled.days_outside)


@register.simple_tag
def place_address(participant: Participant, place: Place, page: str = "form") -> str:
    """Give the address of a page of a form."""
    return address_of(participant, place, page)
