"""The home of a trial: its participants by where they stand, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from trialogue.web.entries.calendars import calendars_of
from trialogue.web.entries.models import Participant
from trialogue.web.entries.standing import Ahead, ahead_of
from trialogue.web.study.states import FAILURE, OFF, STATES, Standing, standings

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """A participant on the home. `ahead`: None where no visit is to be held any more."""

    standing: Standing
    ahead: Ahead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The participants of one state: those of this page, and how many there are in all."""

    state: str
    label: str
    rows: tuple[HomeRow, ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """One page of the home. `counts`: how many stand where, in the order of the path."""

    page: Page[Standing]
    groups: tuple[Group, ...]
    counts: tuple[tuple[str, int], ...]


def home_page(participants: Iterable[Participant], number: str, today: date) -> HomePage:
    """Lay out one page, in the order of the states and codes. The same queries for any number.

    Where everybody stands is told by a few of their forms; every form is read for those alone
    who are on the page, for their next visit.
    """
    order = {state: place for place, state in enumerate(STATES)}
    found = sorted(
        standings(participants, today),
        key=lambda one: (order[one.state], one.known.subject),
    )
    page = Paginator(found, PER_PAGE).get_page(number)
    calendars = calendars_of([one.known.participant for one in page], today)
    rows: dict[str, list[HomeRow]] = {}
    for one in page:
        waits = one.state not in (FAILURE, OFF) and one.known.consent.holds
        ahead = ahead_of(calendars[one.known.participant.pk]) if waits else None
        rows.setdefault(one.state, []).append(HomeRow(standing=one, ahead=ahead))
    counts = Counter(one.state for one in found)
    return HomePage(
        page=page,
        groups=tuple(
            Group(
                state=state,
                label=str(STATES[state]),
                rows=tuple(some),
                number=counts[state],
            )
            for state, some in rows.items()
        ),
        counts=tuple((str(label), counts[state]) for state, label in STATES.items()),
    )
