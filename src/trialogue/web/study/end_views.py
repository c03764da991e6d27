"""The ends of a participant's path: what was entered, what it stops, and what goes on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from trialogue.core.protocol.forms import Purpose
from trialogue.core.schedule import Calendar, State, calendar_of, course_of_entries
from trialogue.core.schedule.ends import End as ScheduleEnd
from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.entries.queries import participant_for
from trialogue.web.study.chain import answers_of
from trialogue.web.study.known import Known, known_of, place_of_form
from trialogue.web.study.links import form_address
from trialogue.web.study.states import standings

SEE, ENTER = Action.SEE_PARTICIPANTS, Action.ENTER_DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class EndForm:
    """A form that ends something: its name, its address, and what was entered."""

    label: str
    note: str
    address: str
    answers: tuple[tuple[str, str], ...]
    is_filled: bool


@require_safe
@staff_page(SEE)
def ends(request: HttpRequest, staff: Staff, registry_id: str, subject: str) -> HttpResponse:
    """Show each form that ends something, and what the calendar makes of it."""
    participant = participant_for(staff, registry_id, subject, SEE)
    known, today = known_of(participant), timezone.localdate()
    calendar = calendar_of(
        known.protocol, course_of_entries(known.protocol, known.entries.values()), today
    )
    [standing] = standings([participant], today)
    end = calendar.end if isinstance(calendar.end, ScheduleEnd) else None
    shown = {
        "known": known,
        "trial": known.protocol,
        "standing": standing,
        "forms": forms_of(known),
        "end": end,
        "end_words": end.reason.words.say(get_language() or "en") if end else "",
        "has_ended": calendar.has_ended,
        "stopped": visits_in(calendar, State.NOT_EXPECTED),
        "goes_on": visits_in(calendar, State.UPCOMING, State.DUE, State.OVERDUE),
        "may_enter": staff.may(ENTER, registry_id, participant.centre),
    }
    return render(request, "study/ends.html", shown)


def forms_of(known: Known) -> list[EndForm]:
    """List the forms that end something, filled in or not."""
    language, found = get_language() or "en", []
    for form in known.protocol.forms.values():
        if form.purpose is not Purpose.END:
            continue
        place = place_of_form(known.protocol, form)
        entry = known.entries.get(place)
        found.append(
            EndForm(
                label=form.label.say(language),
                note=form.note.say(language) if form.note.en else "",
                address=form_address(known.participant, place),
                answers=answers_of(known, entry) if entry is not None else (),
                is_filled=entry is not None,
            )
        )
    return found


def visits_in(calendar: Calendar, *states: State) -> list[str]:
    """Name the visits that stand so, in the order of the protocol."""
    language = get_language() or "en"
    return [one.planned.visit.label.say(language) for one in calendar.visits if one.state in states]
