"""What is to do today: one list from every room of the workspace, for each person by role.

A source gives the tasks of a trial's participants, each with the action that whoever does it
may do; a person sees those that they may do, at their centres. Another app adds a source to
`SOURCES` in its `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from trialogue.core.protocol import Protocol
from trialogue.core.schedule import Task as ToDo
from trialogue.core.schedule import TaskKind, tasks_of
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.calendars import calendars_of
from trialogue.web.entries.course import address_of as form_address
from trialogue.web.entries.course import address_of_participant
from trialogue.web.entries.models import Draft, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries, participants_for
from trialogue.web.entries.sheets import protocols_of
from trialogue.web.oversight.models import Mark, Query, QueryStateName
from trialogue.web.oversight.pages import address_of
from trialogue.web.oversight.queries import marks_of, progress_of, state_told, unclosed
from trialogue.web.oversight.words import say_field, say_place, say_visit
from trialogue.web.trials.queries import loaded_protocols

HOLD = TaskKind.HOLD_VISIT


class Kind(StrEnum):
    """What is to do, in the order in which it is shown: what weighs most comes first."""

    CLOCK = "clock"
    """A serious event must be reported."""
    CONSENT = "consent"
    """Somebody must consent again."""
    SIGN = "sign"
    ORDER = "order"
    """A dose order is to be made, checked by another, or made anew."""
    RESPONSE = "response"
    """The disease was measured, and no reader gave a response."""
    ANSWER = "answer"
    CLOSE = "close"
    """A query was answered, and waits for whoever raises queries."""
    VISIT = "visit"
    VERIFY = "verify"
    """Nobody has compared it with its source, or it has changed since."""
    DRAFT = "draft"
    FORM = "form"
    """A visit took place and left forms empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do about one participant. `by`: until when; None: no date is set.

    `user` is the only one whom it concerns; 0: whoever may do `action` there. `not_user` may not
    do it: who made an order does not check it.
    """

    kind: Kind
    participant: Participant
    words: str
    address: str
    action: Action
    by: date | None = None
    days_late: int = 0
    user: int = 0
    not_user: int = 0

    def is_for(self, staff: Staff) -> bool:
        """Tell whether a person does this."""
        at = self.participant
        mine = self.user in (0, staff.user.pk) and self.not_user != staff.user.pk
        return mine and staff.may(self.action, at.registry_id, at.centre)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The participants of one trial whose tasks are asked for, and the moment."""

    protocol: Protocol
    people: Sequence[Participant]
    protocols: dict[int, Protocol]
    """What each is bound to."""
    now: datetime

    @property
    def today(self) -> date:
        """Give the site's day."""
        return timezone.localtime(self.now).date()


Source = Callable[[Asked], Iterable[Task]]


def tasks_for(staff: Staff, now: datetime) -> list[Task]:
    """List what a person has to do today, in every trial in their reach, the most urgent first."""
    found: list[Task] = []
    for protocol in loaded_protocols():
        if staff.may_within(Action.SEE_PARTICIPANTS, protocol.id):
            people = list(participants_for(staff, protocol.id, Action.SEE_PARTICIPANTS))
            found += [one for one in tasks_of_trial(protocol, people, now) if one.is_for(staff)]
    return found


def tasks_of_trial(protocol: Protocol, people: Sequence[Participant], now: datetime) -> list[Task]:
    """List everything to do about some participants of a trial, whoever does it."""
    if not people:
        return []
    asked = Asked(protocol=protocol, people=people, protocols=protocols_of(people), now=now)
    order = list(Kind)
    found = [task for source in SOURCES for task in source(asked)]
    return sorted(
        found,
        key=lambda one: (order.index(one.kind), one.by or date.max, one.participant.subject),
    )


def visits_to_hold(asked: Asked) -> Iterator[Task]:
    """Find visits that are due or overdue, and visits that left forms empty."""
    calendars = calendars_of(asked.people, asked.today)
    for person in asked.people:
        found = tasks_of(calendars[person.pk])
        yield from _visits(asked, person, [one for one in found if one.kind is HOLD])
        empty: dict[str, list[ToDo]] = {}
        for one in found:
            if one.kind is not HOLD:
                empty.setdefault(one.visit, []).append(one)
        for some in empty.values():
            yield _empty_forms(asked, person, some)


def _visits(asked: Asked, person: Participant, found: list[ToDo]) -> Iterator[Task]:
    for one in found:
        yield Task(
            kind=Kind.VISIT,
            participant=person,
            words=say_visit(asked.protocols[person.pk], one.visit),
            address=f"{address_of_participant(person)}#visit-{one.visit}",
            action=Action.ENTER_DATA,
            by=one.by,
            days_late=one.days_late,
        )


def _empty_forms(asked: Asked, person: Participant, some: list[ToDo]) -> Task:
    protocol = asked.protocols[person.pk]
    language = get_language() or "en"
    labels = [
        protocol.forms[id].label.say(language)
        for one in some
        for id in one.forms
        if id in protocol.forms
    ]
    first = some[0]
    place = Place(form=first.forms[0], visit=first.visit)
    return Task(
        kind=Kind.FORM,
        participant=person,
        words=f"{say_visit(protocol, first.visit)}: {', '.join(labels)}",
        address=form_address(person, place),
        action=Action.ENTER_DATA,
        by=first.by,
        days_late=first.days_late,
    )


def queries_to_move(asked: Asked) -> Iterator[Task]:
    """Find queries that wait for an answer, and answers that wait for whoever asked."""
    rows = unclosed(Query.objects.filter(participant__in=asked.people))
    for query in rows.select_related("participant"):
        protocol, person = asked.protocols[query.participant_id], query.participant
        is_open = state_told(query) is QueryStateName.OPEN
        yield Task(
            kind=Kind.ANSWER if is_open else Kind.CLOSE,
            participant=person,
            words=f"{say_place(protocol, query.place)} · "
            f"{say_field(protocol, query.form, query.field)}",
            address=reverse("oversight:query", args=[person.registry_id, query.pk]),
            action=Action.ANSWER_QUERIES if is_open else Action.RAISE_QUERIES,
            by=timezone.localtime(query.opened_at).date(),
        )


def marks_to_renew(asked: Asked) -> Iterator[Task]:
    """Find forms with fields that were changed after they were verified."""
    marked = set(
        Mark.objects.filter(participant__in=asked.people)
        .order_by()
        .values_list("participant", flat=True)
        .distinct()
    )
    people = [person for person in asked.people if person.pk in marked]
    if not people:
        return
    marks, current = marks_of(people), current_entries(people)
    for person in people:
        for place, entry in current.get(person.pk, {}).items():
            fallen = progress_of(entry.values, marks.get((person.pk, place.key), {})).fallen
            if fallen:
                yield Task(
                    kind=Kind.VERIFY,
                    participant=person,
                    words=say_place(asked.protocols[person.pk], place),
                    address=address_of("place", person, place),
                    action=Action.VERIFY_SOURCE,
                )


def drafts_to_save(asked: Asked) -> Iterator[Task]:
    """Find what somebody typed and did not save: theirs alone."""
    rows = Draft.objects.filter(participant__in=asked.people)
    for draft in rows.select_related("participant"):
        yield Task(
            kind=Kind.DRAFT,
            participant=draft.participant,
            words=say_place(asked.protocols[draft.participant_id], draft.place),
            address=form_address(draft.participant, draft.place),
            action=Action.ENTER_DATA,
            by=timezone.localtime(draft.updated_at).date(),
            user=draft.user_id,
        )


SOURCES: list[Source] = [visits_to_hold, queries_to_move, marks_to_renew, drafts_to_save]
