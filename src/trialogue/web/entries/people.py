"""The list of a trial's participants: how each stands, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import get_language

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.centres.queries import Centre, centres_of
from trialogue.web.entries.known import calendar_of_participant
from trialogue.web.entries.models import Draft, Participant
from trialogue.web.entries.queries import current_entries, participants_for
from trialogue.web.entries.sheets import protocols_of
from trialogue.web.entries.standing import Ahead, ahead_of
from trialogue.web.study.known import known_from
from trialogue.web.study.states import standings_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One participant in the list."""

    participant: Participant
    centre: str
    state: str
    """Where they stand, in words."""
    ahead: Ahead
    forms: int
    """How many entries stand."""
    last: datetime | None
    """The moment of the latest of them; None: nothing was entered."""
    drafts: int
    """The reader's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """One page of the list."""

    page: Page[Participant]
    rows: tuple[PersonRow, ...]
    wanted: str


def list_people(staff: Staff, protocol: Protocol, *, wanted: str, page: int, today: date) -> People:
    """List the participants whose code holds what is wanted. The same queries for any number."""
    found = participants_for(staff, protocol.id, Action.SEE_PARTICIPANTS).order_by("subject")
    if wanted:
        found = found.filter(subject__icontains=wanted)
    shown = Paginator(found, PER_PAGE).get_page(page)
    here = list(shown)
    names = {one.key: _name(one) for one in centres_of(protocol.id)}
    current, protocols = current_entries(here), protocols_of(here)
    known = [known_from(one, protocols[one.pk], current.get(one.pk, {}), today) for one in here]
    states = {one.known.participant.pk: one.label for one in standings_of(known, today)}
    drafts = dict(
        Draft.objects.filter(user=staff.user, participant__in=here)
        .order_by()
        .values_list("participant")
        .annotate(Count("pk"))
    )

    def row(one: Participant) -> PersonRow:
        entries = current.get(one.pk, {})
        calendar = calendar_of_participant(protocols[one.pk], entries.values(), today)
        return PersonRow(
            participant=one,
            centre=names.get(one.centre, one.centre),
            state=states[one.pk],
            ahead=ahead_of(calendar),
            forms=len(entries),
            last=max((entry.made_at for entry in entries.values()), default=None),
            drafts=drafts.get(one.pk, 0),
        )

    return People(page=shown, rows=tuple(row(one) for one in here), wanted=wanted)


def _name(centre: Centre) -> str:
    """Name a centre as people there write it, for who reads Chinese; else in Latin letters."""
    is_chinese = (get_language() or "en").startswith("zh")
    return (centre.own_name if is_chinese else "") or centre.name
