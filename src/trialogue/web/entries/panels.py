"""What other apps hang on the pages of participants: panels, and marks beside fields and forms.

An app appends to these lists in its `AppConfig.ready()`:

- `PANELS`: a link of a participant's page, with how many things wait behind it;
- `FIELD_MARKS`: for one form, marks by field (`""`: the form as a whole), at most one query;
- `PLACE_MARKS`: for one participant, marks by place on the participant's page, at most one query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A few words beside a field or a form, as a link where there is an address.

    `state`: `open` (somebody must do something), `done`, or empty.
    """

    label: str
    address: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A page about a participant, at `url_name` with `registry_id` and `subject`.

    `count` gives how many things wait there; None: nothing is counted.
    """

    label: str | Promise
    url_name: str
    action: Action
    count: Callable[[Participant], int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelShown:
    """A panel as a person sees it; `count` is -1 where nothing is counted."""

    label: str
    address: str
    count: int


FieldMarks = Callable[[Staff, Participant, Place], Mapping[str, tuple[Mark, ...]]]
PlaceMarks = Callable[[Staff, Participant], Mapping[Place, tuple[Mark, ...]]]

PANELS: list[Panel] = []
FIELD_MARKS: list[FieldMarks] = []
PLACE_MARKS: list[PlaceMarks] = []


def panels_for(staff: Staff, participant: Participant) -> tuple[PanelShown, ...]:
    """List the panels that a person may open."""
    at = {"registry_id": participant.registry_id, "subject": participant.subject}
    return tuple(
        PanelShown(
            label=str(panel.label),
            address=reverse(panel.url_name, kwargs=at),
            count=panel.count(participant) if panel.count else -1,
        )
        for panel in PANELS
        if staff.may(panel.action, participant.registry_id, participant.centre)
    )


def field_marks_for(
    staff: Staff, participant: Participant, place: Place
) -> dict[str, tuple[Mark, ...]]:
    """Gather the marks of a form by field."""
    found: dict[str, tuple[Mark, ...]] = {}
    for marks in FIELD_MARKS:
        for key, some in marks(staff, participant, place).items():
            found[key] = (*found.get(key, ()), *some)
    return found


def place_marks_for(staff: Staff, participant: Participant) -> dict[Place, tuple[Mark, ...]]:
    """Gather the marks of a participant's places."""
    found: dict[Place, tuple[Mark, ...]] = {}
    for marks in PLACE_MARKS:
        for place, some in marks(staff, participant).items():
            found[place] = (*found.get(place, ()), *some)
    return found
