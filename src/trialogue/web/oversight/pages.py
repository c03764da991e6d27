"""What the pages of queries show, and finding a trial or a form in a person's reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.course import address_of as form_address
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import participants_for
from trialogue.web.entries.sheets import NO_VISIT, Sheet, protocols_of, sheet_for
from trialogue.web.entries.shown import show_value
from trialogue.web.oversight.fields import resolved, said_plainly
from trialogue.web.oversight.models import Query, QueryStateName
from trialogue.web.oversight.policies import MOVE_ACTIONS, QUERY_MOVES
from trialogue.web.oversight.queries import (
    MOST,
    age_in_days,
    in_state,
    queries_for,
    state_told,
    unclosed,
    with_state,
)
from trialogue.web.oversight.steps import state_of
from trialogue.web.oversight.words import say_field, say_place, say_question


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRow:
    """One query of a list, in words."""

    query: Query
    where: str
    field: str
    question: str
    state: QueryStateName
    age: int
    """Whole days since it was opened."""


def find_sheet(
    staff: Staff, person: tuple[str, str], at: Mapping[str, Any], action: Action
) -> Sheet:
    """Find the form of an address. Raises Http404 where it is not in this person's reach.

    `person` is trial and subject, `at` is the address's `form`, `visit` (`-`: none) and
    `occurrence`.
    """
    visit = "" if at["visit"] == NO_VISIT else at["visit"]
    try:
        place = Place(form=at["form"], visit=visit, occurrence=at["occurrence"])
    except ValueError:
        raise Http404 from None
    return sheet_for(staff, *person, place, action)


def address_of(name: str, participant: Participant, place: Place) -> str:
    """Give the address of a page about a place."""
    return reverse(
        f"oversight:{name}",
        args=[
            participant.registry_id,
            participant.subject,
            place.form,
            place.visit or NO_VISIT,
            place.occurrence,
        ],
    )


def query_rows(
    staff: Staff, protocol: Protocol, state: str, centre: str, subject: str
) -> dict[str, object]:
    """List the queries of a trial, the oldest first, and what they can be narrowed to."""
    rows = queries_for(staff, protocol.id, Action.SEE_PARTICIPANTS)
    if centre:
        rows = rows.filter(participant__centre=centre)
    if subject:
        rows = rows.filter(participant__subject=subject)
    match state:
        case "unclosed":
            rows = unclosed(rows)
        case "all":
            rows = with_state(rows)
        case _:
            rows = in_state(rows, QueryStateName(state))
    people = participants_for(staff, protocol.id, Action.SEE_PARTICIPANTS)
    known = list(people.order_by("subject").values_list("subject", "centre"))
    shown = list(rows.select_related("participant", "opened_by").order_by("opened_at", "pk")[:MOST])
    return {
        "rows": rows_told(shown),
        "most": MOST if len(shown) == MOST else 0,
        "subjects": [name for name, _centre in known],
        "centres": sorted({name for _subject, name in known if name}),
    }


def rows_told(found: list[Query]) -> list[QueryRow]:
    """Put queries, selected with their state and participant, into words. At most two queries."""
    now = timezone.now()
    protocols = protocols_of({one.participant_id: one.participant for one in found}.values())
    return [
        QueryRow(
            query=one,
            where=say_place(protocols[one.participant_id], one.place),
            field=say_field(protocols[one.participant_id], one.form, one.field),
            question=say_question(one),
            state=state_told(one),
            age=age_in_days(one.opened_at, now),
        )
        for one in found
    ]


def query_shown(staff: Staff, protocol: Protocol, query: Query) -> dict[str, object]:
    """Gather what the page of one query shows: where, what stands there now, what may be done."""
    participant, place = query.participant, query.place
    bound = protocols_of([participant])[participant.pk]
    state = state_of(query)
    newest = participant.entries.filter(
        form=place.form, visit=place.visit, occurrence=place.occurrence
    ).order_by("version")
    versions = {entry.version: entry for entry in newest.select_related("made_by")}
    last = versions[max(versions)] if versions else None
    known = resolved(bound.forms.get(place.form), bound)

    def said(version: int) -> str:
        values = versions[version].values if version in versions else {}
        if query.field in known:
            return show_value(known[query.field], values)
        return said_plainly(query.field, values) if query.field else ""

    moves = [
        move
        for move in QUERY_MOVES[state]
        if staff.may(MOVE_ACTIONS[move], participant.registry_id, participant.centre)
    ]
    return {
        "trial": protocol,
        "query": query,
        "person": participant,
        "where": say_place(bound, place),
        "field": say_field(bound, place.form, query.field),
        "question": say_question(query),
        "state": state,
        "age": age_in_days(query.opened_at, timezone.now()),
        "then": said(query.version),
        "now": said(last.version) if last is not None else "",
        "last": last,
        "steps": sorted(query.steps.all(), key=lambda step: step.number),
        "moves": moves,
        "review": address_of("place", participant, place),
        "form_address": _form_address(staff, participant, place),
    }


def _form_address(staff: Staff, participant: Participant, place: Place) -> str:
    """Give the address at which whoever enters data corrects what is asked about; else nothing."""
    may = staff.may(Action.ENTER_DATA, participant.registry_id, participant.centre)
    return form_address(participant, place) if may else ""
