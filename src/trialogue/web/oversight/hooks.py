"""What stands on the pages of entries: queries beside fields, marks, what is frozen or locked."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.guards import (
    FOLLOWERS,
    FOLLOWERS_FOR_MANY,
    GUARDS,
    GUARDS_FOR_MANY,
)
from trialogue.web.entries.models import Participant
from trialogue.web.entries.panels import FIELD_MARKS, PANELS, PLACE_MARKS, Mark, Panel
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import entry_at
from trialogue.web.oversight.asking import ask_about_entries, ask_about_entry
from trialogue.web.oversight.fields import digest_of
from trialogue.web.oversight.holding import (
    hold_over,
    holds_in_force,
    reason_against,
    reason_against_for_many,
)
from trialogue.web.oversight.models import Query, QueryStateName
from trialogue.web.oversight.more_tasks import (
    events_to_report,
    signatures_to_renew,
    steps_of_path,
)
from trialogue.web.oversight.pages import address_of
from trialogue.web.oversight.queries import marks_of, state_told, unclosed
from trialogue.web.oversight.tasks_of_today import SOURCES
from trialogue.web.oversight.treatment_tasks import (
    forms_to_verify,
    gates_and_orders,
    responses_to_confirm,
)

FieldMarks = dict[str, tuple[Mark, ...]]
WHOLE = ""
"""Stands for the form as a whole."""


def register() -> None:
    """Hang everything in, once."""
    if reason_against in GUARDS:
        return
    GUARDS.append(reason_against)
    FOLLOWERS.append(ask_about_entry)
    GUARDS_FOR_MANY[reason_against] = reason_against_for_many
    FOLLOWERS_FOR_MANY[ask_about_entry] = ask_about_entries
    FIELD_MARKS.append(marks_of_form)
    PLACE_MARKS.append(marks_of_places)
    SOURCES.extend((events_to_report, steps_of_path, signatures_to_renew))
    SOURCES.extend((gates_and_orders, responses_to_confirm, forms_to_verify))
    PANELS.append(
        Panel(
            label=gettext_lazy("Queries and verification"),
            url_name="oversight:participant",
            action=Action.SEE_PARTICIPANTS,
            count=count_unclosed,
        )
    )


def count_unclosed(participant: Participant) -> int:
    """Count the queries of a participant that are not closed."""
    return unclosed(Query.objects.filter(participant=participant)).count()


def marks_of_form(staff: Staff, participant: Participant, place: Place) -> FieldMarks:
    """Give queries, verification and what holds, by field. Four queries."""
    found: dict[str, list[Mark]] = {WHOLE: list(_held(participant, place))}
    rows = Query.objects.filter(
        participant=participant, form=place.form, visit=place.visit, occurrence=place.occurrence
    )
    for query in unclosed(rows):
        found.setdefault(query.field, []).append(_of_query(participant, query))
    entry = entry_at(participant, place)
    values = entry.values if entry is not None else {}
    for field, mark in marks_of([participant]).get((participant.pk, place.key), {}).items():
        found.setdefault(field, []).append(_of_mark(mark.digest == digest_of(field, values)))
    found[WHOLE].append(
        Mark(label=_("Queries and verification"), address=address_of("place", participant, place))
    )
    return {field: tuple(marks) for field, marks in found.items()}


def marks_of_places(staff: Staff, participant: Participant) -> dict[Place, tuple[Mark, ...]]:
    """Give the number of queries that are not closed, by place. One query."""
    counts: dict[Place, int] = {}
    for query in unclosed(Query.objects.filter(participant=participant)):
        counts[query.place] = counts.get(query.place, 0) + 1
    return {
        place: (
            Mark(
                label=ngettext("%(n)s query", "%(n)s queries", number) % {"n": number},
                address=address_of("place", participant, place),
                state="open",
            ),
        )
        for place, number in counts.items()
    }


def _held(participant: Participant, place: Place) -> tuple[Mark, ...]:
    hold = hold_over(holds_in_force(participant.holds.select_related("by")), place)
    if hold is None:
        return ()
    return (Mark(label=f"{hold.get_kind_display()}: {hold.reason}", state="open"),)


def _of_query(participant: Participant, query: Query) -> Mark:
    label = _("Query %(number)s") % {"number": query.pk}
    state = state_told(query)
    address = reverse("oversight:query", args=[participant.registry_id, query.pk])
    kind = "open" if state is QueryStateName.OPEN else ""
    return Mark(label=f"{label}: {state.label}", address=address, state=kind)


def _of_mark(stands: bool) -> Mark:
    if stands:
        return Mark(label=_("verified"), state="done")
    return Mark(label=_("changed since it was verified"), state="open")
