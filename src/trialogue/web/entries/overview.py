"""One participant at a glance: every visit with its forms, the logs, and how each form stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import FieldKind, Form, Visit
from trialogue.core.protocol.words import NOTHING, Text
from trialogue.core.schedule import Scheduled, State, calendar_of, course_of_entries
from trialogue.core.schedule.calendar import OPEN
from trialogue.web.accounts.permissions import Staff
from trialogue.web.entries.checking import check_form
from trialogue.web.entries.course import places_of
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.panels import Mark, place_marks_for
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries, drafts_of
from trialogue.web.entries.sheets import form_at, unscheduled_visit
from trialogue.web.entries.shown import show_value
from trialogue.web.entries.standing import Ahead, ahead_of, say_visit
from trialogue.web.entries.timeline import draw_timeline
from trialogue.web.study.known import known_from
from trialogue.web.study.states import standings_of

MOST_COLUMNS = 6
MOST_UNSCHEDULED = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A form at its place and how it stands. `state`: empty, draft, saved or spared.

    A form that does not concern the participant, and has no entry, is spared.
    """

    place: Place
    label: Text
    state: str
    entry: Entry | None
    is_drafted: bool
    queries: int
    """How many values are unusual."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A visit with its forms; None: what belongs to no visit."""

    visit: Visit | None
    forms: tuple[FormRow, ...]
    scheduled: Scheduled | None = None
    """Its day and window; None: nobody planned it."""

    is_next: bool = False

    @property
    def filled(self) -> int:
        """Count the forms that have an entry."""
        return sum(row.entry is not None for row in self.forms)

    @property
    def wanted(self) -> int:
        """Count the forms that concern the participant."""
        return sum(row.state != "spared" for row in self.forms)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has to do something here: then the page shows it unfolded."""
        waits = any(row.is_drafted or row.queries for row in self.forms)
        if self.scheduled is None:
            return waits or self.is_next
        return waits or self.is_next or self.scheduled.state in OPEN or bool(self.scheduled.missing)

    @property
    def words(self) -> str | Promise:
        """Say how it stands."""
        return say_visit(self.scheduled) if self.scheduled is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """A log with the number of its entries."""

    form: Form
    entries: int
    drafts: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A participant at a glance. `unplanned`: what the next unscheduled visit may hold."""

    state: str
    """Where they stand, in words."""
    ahead: Ahead
    alone: VisitRow
    visits: tuple[VisitRow, ...]
    logs: tuple[LogRow, ...]
    unscheduled: Visit | None
    unplanned: tuple[tuple[Place, Text], ...]
    timeline: str
    """The calendar as SVG; empty where no visit has a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of a log, its values in the order of the columns."""

    place: Place
    visit: Text
    cells: tuple[str, ...]
    is_drafted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Every entry of one form side by side."""

    columns: tuple[Text, ...]
    lines: tuple[Line, ...]
    more: int
    """How many columns the page leaves out."""


def overview_of(
    staff: Staff, participant: Participant, protocol: Protocol, today: date
) -> Overview:
    """Lay out a participant's forms. Three queries, and one for each kind of marks."""
    current = current_entries([participant]).get(participant.pk, {})
    drafts = drafts_of(staff.user.pk, participant)
    marks = place_marks_for(staff, participant)
    course = course_of_entries(protocol, current.values())
    calendar = calendar_of(protocol, course, today)
    scheduled = {one.id: one for one in calendar.visits}

    def row(place: Place) -> FormRow:
        entry, form = current.get(place), protocol.forms[place.form]
        checked = check_form(form, entry.values, protocol) if entry is not None else None
        return FormRow(
            place=place,
            label=form.label,
            state=_state(entry, place in drafts, place.form in course.unconcerned),
            entry=entry,
            is_drafted=place in drafts,
            queries=len(checked.queries) if checked is not None else 0,
            marks=marks.get(place, ()),
        )

    planned = places_of(protocol)
    known = [place for place in (*current, *drafts) if place.form in protocol.forms]
    order = {id: number for number, id in enumerate(protocol.forms)}

    def at(visit: str) -> tuple[FormRow, ...]:
        own = [place for place in planned if place.visit == visit]
        rank = {place.form: number for number, place in enumerate(own)}
        here = {one for one in known if one.visit == visit and (visit or one in own)}
        listed = sorted(
            {*own, *here},
            key=lambda one: (rank.get(one.form, len(own) + order[one.form]), one.occurrence),
        )
        return tuple(row(place) for place in listed)

    extra = sorted({place.visit for place in known if unscheduled_visit(place.visit)})
    following = unscheduled_visit(f"unscheduled-{min(len(extra) + 1, MOST_UNSCHEDULED)}")
    visits = [*protocol.visits, *filter(None, map(unscheduled_visit, extra))]
    at_visits = {id: None for visit in protocol.visits for id in visit.forms}
    [standing] = standings_of([known_from(participant, protocol, current, today)], today)
    ahead = ahead_of(calendar)
    following_visit = ahead.first or next(
        (one for one in calendar.visits if one.state is State.WAITING), None
    )
    return Overview(
        state=standing.label,
        ahead=ahead,
        alone=VisitRow(visit=None, forms=at("")),
        visits=tuple(
            VisitRow(
                visit=visit,
                forms=at(visit.id),
                scheduled=scheduled.get(visit.id),
                is_next=following_visit is not None and visit.id == following_visit.id,
            )
            for visit in visits
        ),
        logs=tuple(_log_row(form, current, drafts, marks) for form in logs_of(protocol)),
        unscheduled=following,
        unplanned=tuple(
            (Place(form=id, visit=following.id), protocol.forms[id].label)
            for id in at_visits
            if following is not None and id in protocol.forms
        ),
        timeline=draw_timeline(calendar),
    )


def _state(entry: Entry | None, is_drafted: bool, is_spared: bool) -> str:
    if entry is not None:
        return "saved"
    if is_spared:
        return "spared"
    return "draft" if is_drafted else "empty"


def logs_of(protocol: Protocol) -> tuple[Form, ...]:
    """List the forms that are logs of the participant."""
    at_visits = {id for visit in protocol.visits for id in visit.forms}
    return tuple(
        form for form in protocol.forms.values() if form.repeating and form.id not in at_visits
    )


def _log_row(
    form: Form,
    current: Mapping[Place, Entry],
    drafts: Collection[Place],
    marks: Mapping[Place, tuple[Mark, ...]],
) -> LogRow:
    return LogRow(
        form=form,
        entries=sum(place.form == form.id for place in current),
        drafts=sum(place.form == form.id for place in drafts),
        marks=tuple(
            mark for place, some in marks.items() if place.form == form.id for mark in some
        ),
    )


def log_of(staff: Staff, participant: Participant, protocol: Protocol, form: Form) -> Log:
    """Lay out every entry of one form, the reader's drafts among them. Two queries."""
    current = current_entries([participant]).get(participant.pk, {})
    drafts = drafts_of(staff.user.pk, participant)
    fields = [resolve(field, protocol) for field in form.fields]
    short = [one for one in fields if one.kind is not FieldKind.LONG_TEXT][:MOST_COLUMNS]
    visits = {visit.id: number for number, visit in enumerate(protocol.visits)}
    places = {place for place in (*current, *drafts) if place.form == form.id}
    lines = []
    for place in sorted(
        places, key=lambda one: (visits.get(one.visit, 999), one.visit, one.occurrence)
    ):
        found = form_at(protocol, place)
        entry = current.get(place)
        lines.append(
            Line(
                place=place,
                visit=found[1].label if found and found[1] else NOTHING,
                cells=tuple(show_value(one, entry.values if entry else {}) for one in short),
                is_drafted=place in drafts,
            )
        )
    return Log(
        columns=tuple(one.label for one in short),
        lines=tuple(lines),
        more=len(fields) - len(short),
    )
