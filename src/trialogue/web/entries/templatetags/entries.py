"""Moments in UTC, and addresses of places."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template

from trialogue.web.entries.course import address_of
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place

register = template.Library()


@register.filter
def moment(at: datetime) -> str:
    """Write a moment to the minute, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


@register.simple_tag
def place_address(participant: Participant, place: Place, page: str = "form") -> str:
    """Give the address of a page of a form."""
    return address_of(participant, place, page)
