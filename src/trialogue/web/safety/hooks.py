"""What this room says where entries are made: panels, grades beside fields, a guard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.core.safety.laboratory import Grade, GradeResult
from trialogue.core.safety.sheets import SYSTOLIC
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.guards import GUARDS, GUARDS_FOR_MANY, Guard
from trialogue.web.entries.models import Participant
from trialogue.web.entries.panels import FIELD_MARKS, PANELS, Mark, Panel
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import protocol_of, protocols_of
from trialogue.web.safety.bedside import Flag, birth_of, dosed_on, grade_sheet, pain_before
from trialogue.web.safety.clocks import Clock, ClockState, clocks_of
from trialogue.web.safety.forms import VERSION, events_form, has_field, sheet_forms, variables_of
from trialogue.web.safety.labs import DOMAIN, LabGrade, lab_grades
from trialogue.web.safety.queries import SEE, waiting_for
from trialogue.web.safety.saying import say_reason
from trialogue.web.safety.study import Live, live_study

Marks = dict[str, tuple[Mark, ...]]
SEVERE = 3
WHOLE = ""
"""Stands for the form as a whole."""


def register() -> None:
    """Hang everything in, once."""
    if refuse_other_version in GUARDS:
        return
    GUARDS.append(refuse_other_version)
    GUARDS_FOR_MANY[refuse_other_version] = refuse_other_version_for_many
    FIELD_MARKS.append(marks_of_form)
    PANELS.append(
        Panel(
            label=gettext_lazy("Safety"),
            url_name="safety:participant",
            action=SEE,
            count=waiting_for,
        )
    )
    PANELS.append(Panel(label=gettext_lazy("Response"), url_name="safety:response", action=SEE))
    PANELS.append(Panel(label=gettext_lazy("Cells over time"), url_name="safety:cells", action=SEE))


def refuse_other_version(
    participant: Participant, place: Place, values: Mapping[str, str]
) -> str | None:
    """Refuse an event that is graded by another version of CTCAE than the protocol's.

    Asked only where the entry holds a version. Versions are never mixed (reading A42).
    """
    given = values.get(VERSION)
    if given is None:
        return None
    return _refuse_version(protocol_of(participant), place, given)


def refuse_other_version_for_many(people: Sequence[Participant]) -> Guard:
    """Make the same guard for many participants. Three queries."""
    protocols = protocols_of(people)

    def guard(participant: Participant, place: Place, values: Mapping[str, str]) -> str | None:
        given = values.get(VERSION)
        return _refuse_version(protocols[participant.pk], place, given) if given else None

    return guard


def _refuse_version(protocol: Protocol, place: Place, given: str) -> str | None:
    form = events_form(protocol)
    wanted = protocol.endpoints.safety.ctcae if protocol.endpoints else ""
    if form is None or form.id != place.form or not wanted or given == wanted:
        return None
    return _("This trial grades by CTCAE %(wanted)s, not %(given)s.") % {
        "wanted": wanted,
        "given": given,
    }


def marks_of_form(staff: Staff, participant: Participant, place: Place) -> Marks:
    """Give the grades and flags of one form as it was saved last, by field.

    Nothing is asked of the entries for a form that this room does not read.
    """
    protocol = protocol_of(participant)
    form = protocol.forms.get(place.form)
    if form is None:
        return {}
    log, sheets = events_form(protocol), sheet_forms(protocol)
    is_log = log is not None and log.id == form.id
    if not is_log and form.domain != DOMAIN and form not in sheets:
        return {}
    may = staff.may(Action.ENTER_DATA, participant.registry_id, participant.centre)
    live = live_study(protocol, [participant], timezone.localdate())
    found: Marks = {}
    if is_log:
        found |= _of_log(live, participant, place, form, may)
    if form.domain == DOMAIN:
        found |= _of_labs(live, participant, place, may)
    if form in sheets:
        found |= _of_sheet(live, participant, place, form)
    return found


def _of_log(
    live: Live, participant: Participant, place: Place, form: Form, may: bool
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """Lead from the term to its search, and tell the clock of a serious event."""
    term = variables_of(form).get("AEDECOD")
    if may and term is not None:
        yield term, (Mark(label=_("Search the terms"), address=_address("new-event", participant)),)
    clock = next((c for c in clocks_of(live, timezone.now()) if c.place == place), None)
    if clock is not None:
        at = {**_at(participant), "occurrence": place.occurrence}
        report = reverse("safety:report-form", kwargs=at)
        state = "open" if clock.is_open else "done"
        yield (
            WHOLE,
            (
                Mark(label=say_clock(clock), state=state),
                Mark(label=_("Report to print"), address=report),
            ),
        )


def say_clock(clock: Clock) -> str:
    """Say where the clock of a serious event stands."""
    days, hours = divmod(clock.hours_left, 24)
    match clock.state:
        case ClockState.IN_TIME:
            return _("Reported within 24 hours")
        case ClockState.LATE:
            return _("Reported, but after more than 24 hours")
        case ClockState.OVERDUE if days >= 2:
            return ngettext(
                "Report overdue for %(n)d day", "Report overdue for %(n)d days", days
            ) % {"n": days}
        case ClockState.OVERDUE:
            hours = clock.hours_left
            return ngettext(
                "Report overdue for %(n)d hour", "Report overdue for %(n)d hours", hours
            ) % {"n": hours}
        case ClockState.RUNNING:
            return ngettext(
                "%(n)d hour left to report it", "%(n)d hours left to report it", clock.hours_left
            ) % {"n": clock.hours_left}


def _of_labs(
    live: Live, participant: Participant, place: Place, may: bool
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    for one in lab_grades(live, participant, timezone.localdate()):
        if one.place == place:
            yield one.field, tuple(_lab_marks(one, participant, may))


def _lab_marks(one: LabGrade, participant: Participant, may: bool) -> Iterator[Mark]:
    grade = one.worst.grade
    yield Mark(label=say_grade(grade), state="open" if one.level >= SEVERE else "")
    if may and one.level:
        query = {"term": grade.term, "grade": one.level, "start": one.worst.taken.isoformat()}
        address = reverse("safety:new-event", kwargs=_at(participant), query=query)
        yield Mark(label=_("Record as adverse event"), address=address)


def say_grade(grade: GradeResult) -> str:
    """Say a grade with its standard and its reason."""
    said = {"standard": grade.standard}
    if isinstance(grade, Grade):
        head = _("%(standard)s grade %(grade)s") % {**said, "grade": grade.grade}
    elif grade.at_least:
        head = _("%(standard)s at least grade %(grade)s") % {**said, "grade": grade.at_least}
    else:
        head = _("%(standard)s not graded") % said
    return format_html("{}: {}", head, say_reason(grade.reason))


def _of_sheet(
    live: Live, participant: Participant, place: Place, form: Form
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    entry = live.entries_of(participant).get(place)
    if entry is None:
        return
    dosed, before = dosed_on(live, participant), pain_before(live, participant)
    born = birth_of(live, participant)
    sheet = grade_sheet(form, place, entry.values, born, dosed=dosed, before=before)
    marks = [_flag_mark(flag) for flag in sheet.flags]
    if sheet.grade is not None:
        marks.insert(0, Mark(label=say_grade(sheet.grade)))
    if marks:
        beside = sheet.grade is None and has_field(form, SYSTOLIC)
        yield SYSTOLIC if beside else WHOLE, tuple(marks)


def _flag_mark(flag: Flag) -> Mark:
    label = format_html("{}: {}", flag.label, say_reason(flag.reason))
    return Mark(label=label, state="" if flag.needed is False else "open")


def _at(participant: Participant) -> dict[str, str]:
    return {"registry_id": participant.registry_id, "subject": participant.subject}


def _address(page: str, participant: Participant) -> str:
    return reverse(f"safety:{page}", kwargs=_at(participant))
