"""What stands open, by trial, centre and participant; what was verified; how data stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.models import Participant
from trialogue.web.entries.queries import Current
from trialogue.web.oversight.fields import digest_of, filled_fields
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.models import Mark, Query, QueryStateName, QueryStep
from trialogue.web.oversight.policies import STATE_AFTER

LAST = "last_kind"
MOST = 500


def with_state(rows: QuerySet[Query]) -> QuerySet[Query]:
    """Add the kind of the last step of each query, as `last_kind`; null: none."""
    last = QueryStep.objects.filter(query=OuterRef("pk")).order_by("-number")
    return rows.annotate(**{LAST: Subquery(last.values("kind")[:1])})


def unclosed(rows: QuerySet[Query]) -> QuerySet[Query]:
    """Keep the queries that are open or answered."""
    closed = Q(**{LAST: QueryStep.Kind.CLOSED})
    return with_state(rows).filter(~closed | Q(**{f"{LAST}__isnull": True}))


def in_state(rows: QuerySet[Query], state: QueryStateName) -> QuerySet[Query]:
    """Keep the queries that stand so."""
    kinds = [kind for kind, after in STATE_AFTER.items() if after is state]
    wanted = Q(**{f"{LAST}__in": kinds})
    if state is QueryStateName.OPEN:
        wanted |= Q(**{f"{LAST}__isnull": True})
    return with_state(rows).filter(wanted)


def state_told(query: Query) -> QueryStateName:
    """Tell how a query stands that was selected by one of the functions above."""
    kind = getattr(query, LAST)
    return STATE_AFTER[kind] if kind else QueryStateName.OPEN


def queries_for(staff: Staff, registry_id: str, action: Action) -> QuerySet[Query]:
    """Select the queries of a trial at the centres where this person may do that."""
    rows = Query.objects.filter(participant__registry_id=registry_id)
    return staff.visible(
        rows, action, trial="participant__registry_id", centre="participant__centre"
    )


def query_for(staff: Staff, registry_id: str, number: int, action: Action) -> Query:
    """Find one query. Raises Http404 where there is none, or it is another centre's."""
    rows = queries_for(staff, registry_id, action).select_related("participant", "opened_by")
    found = rows.prefetch_related("steps__by").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def queries_within(participant: Participant, target: Target) -> int:
    """Count the queries that are not closed within what a lock would cover. One query."""
    rows = unclosed(Query.objects.filter(participant=participant))
    if target.form:
        rows = rows.filter(form=target.form)
    if target.visit:
        rows = rows.filter(visit=target.visit)
    return rows.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How much of a participant's entries agrees with its source, in fields."""

    filled: int = 0
    verified: int = 0
    fallen: int = 0
    """Marked once, and changed since."""

    @property
    def percent(self) -> int:
        """Give whole percents, cut and not rounded; 0 where nothing is filled."""
        return 100 * self.verified // self.filled if self.filled else 0

    def plus(self, other: Progress) -> Progress:
        """Add two up."""
        return Progress(
            filled=self.filled + other.filled,
            verified=self.verified + other.verified,
            fallen=self.fallen + other.fallen,
        )


Marks = dict[tuple[int, str], dict[str, Mark]]
"""By participant and the key of the place: the last mark of each field."""


def marks_of(participants: QuerySet[Participant] | Iterable[Participant]) -> Marks:
    """Give the last mark of every field of participants. One query."""
    found: Marks = {}
    rows = Mark.objects.filter(participant__in=participants).select_related("by")
    for mark in rows.order_by("pk"):
        found.setdefault((mark.participant_id, mark.place.key), {})[mark.field] = mark
    return {at: {k: m for k, m in marks.items() if m.is_set} for at, marks in found.items()}


def progress_of(values: dict[str, str], marks: dict[str, Mark]) -> Progress:
    """Count fields of one entry: filled, verified, and whose mark has fallen."""
    fields = filled_fields(values)
    verified = sum(
        1 for one in fields if one in marks and marks[one].digest == digest_of(one, values)
    )
    fallen = sum(1 for one, mark in marks.items() if mark.digest != digest_of(one, values))
    return Progress(filled=len(fields), verified=verified, fallen=fallen)


def progress_of_all(current: Current, marks: Marks) -> dict[int, Progress]:
    """Add up the progress of each participant."""
    found: dict[int, Progress] = {}
    for pk, entries in current.items():
        for place, entry in entries.items():
            one = progress_of(entry.values, marks.get((pk, place.key), {}))
            found[pk] = found.get(pk, Progress()).plus(one)
    return found


def age_in_days(opened: datetime, now: datetime) -> int:
    """Count the whole days since then."""
    return (now - opened) // timedelta(days=1)
