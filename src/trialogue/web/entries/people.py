"""The list of a trial's participants: how each stands, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.centres.queries import centres_of
from trialogue.web.entries.models import Draft, Participant
from trialogue.web.entries.queries import current_rows, participants_for

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One participant in the list."""

    participant: Participant
    centre: str
    forms: int
    """How many entries stand."""
    last: object
    """The moment of the latest of them; None: nothing was entered."""
    drafts: int
    """The reader's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """One page of the list."""

    page: Page[Participant]
    rows: tuple[PersonRow, ...]
    wanted: str


def list_people(staff: Staff, protocol: Protocol, *, wanted: str, page: int) -> People:
    """List the participants whose code holds what is wanted. Seven queries at most."""
    found = participants_for(staff, protocol.id, Action.SEE_PARTICIPANTS).order_by("subject")
    if wanted:
        found = found.filter(subject__icontains=wanted)
    shown = Paginator(found, PER_PAGE).get_page(page)
    here = list(shown)
    names = {one.key: one.own_name or one.name for one in centres_of(protocol.id)}
    counts = _counts(here)
    drafts = dict(
        Draft.objects.filter(user=staff.user, participant__in=here)
        .order_by()
        .values_list("participant")
        .annotate(Count("pk"))
    )
    rows = tuple(
        PersonRow(
            participant=one,
            centre=names.get(one.centre, one.centre),
            forms=counts.get(one.pk, (0, None))[0],
            last=counts.get(one.pk, (0, None))[1],
            drafts=drafts.get(one.pk, 0),
        )
        for one in here
    )
    return People(page=shown, rows=rows, wanted=wanted)


def _counts(people: list[Participant]) -> dict[int, tuple[int, object]]:
    rows = current_rows(people).order_by().values("participant")
    told = rows.annotate(number=Count("pk"), last=Max("made_at"))
    return {one["participant"]: (one["number"], one["last"]) for one in told}
