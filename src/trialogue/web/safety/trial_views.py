"""The pages of a whole trial: its safety, and who is behind a number of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from trialogue.core.safety import Period
from trialogue.report.study.safety import ALL_CAUSE, RELATED
from trialogue.web.accounts.permissions import Staff, staff_page
from trialogue.web.entries.models import Participant
from trialogue.web.entries.queries import trial_for
from trialogue.web.safety.clocks import clocks_of
from trialogue.web.safety.events import event_rows
from trialogue.web.safety.overview import after_new_therapy, answers_of, behind, limits_of, table_of
from trialogue.web.safety.queries import SEE, live_for, whole_trial
from trialogue.web.safety.study import Live

PERIODS = {
    "treatment": Period.TREATMENT_EMERGENT,
    "lymphodepletion": Period.LYMPHODEPLETION,
}
CAUSES = {"all": ALL_CAUSE, "related": RELATED}


@require_safe
@staff_page(SEE)
def trial(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """Show the safety of a trial: what is serious and open, what stops it, how often what came."""
    protocol = trial_for(staff, registry_id, SEE)
    live = live_for(staff, protocol)
    sees_all = staff.may(SEE, protocol.id)
    period, cause = _asked(request)
    now = timezone.now()
    clocks = clocks_of(live, now)
    names = {
        (clock.participant.pk, clock.place): _term(live, clock.participant, clocks, clock.place)
        for clock in clocks
    }
    context = {
        "protocol": protocol,
        "live": live,
        "sees_all": sees_all,
        "limits": limits_of((live if sees_all else whole_trial(protocol)).derived),
        "answers": tuple(answers_of(live)),
        "table": table_of(live.derived, PERIODS[period], CAUSES[cause]),
        "after_therapy": after_new_therapy(live.derived, CAUSES[cause]),
        "period": period,
        "cause": cause,
        "clocks": [(clock, names[clock.participant.pk, clock.place]) for clock in clocks],
        "open_clocks": sum(clock.is_open for clock in clocks),
        "faults": live.faults,
        "now": now,
        "untreated": len(live.people) - len(live.derived.people),
    }
    return render(request, "safety/trial.html", context)


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Read which table is asked for; anything unknown is 404."""
    period, cause = request.GET.get("period", "treatment"), request.GET.get("cause", "all")
    if period not in PERIODS or cause not in CAUSES:
        raise Http404
    return period, cause


def _term(live: Live, person: Participant, clocks: Any, place: Any) -> str:
    return next((row.term for row in event_rows(live, person, clocks) if row.place == place), "")


@require_safe
@staff_page(SEE)
def behind_number(request: HttpRequest, staff: Staff, registry_id: str) -> HttpResponse:
    """List the participants and episodes behind one number of the trial's table."""
    protocol = trial_for(staff, registry_id, SEE)
    live = live_for(staff, protocol)
    period, cause = _asked(request)
    organ, term = request.GET.get("class", ""), request.GET.get("term", "")
    asked = request.GET.get("grade", "")
    if asked not in ("", "1", "2", "3", "4", "5"):
        raise Http404
    grade = int(asked) if asked else None
    context = {
        "protocol": protocol,
        "behind": behind(live, PERIODS[period], CAUSES[cause], organ, term, grade),
        "organ": organ,
        "term": term,
        "grade": grade,
        "period": period,
        "cause": cause,
        "back": urlencode({"period": period, "cause": cause}),
    }
    return render(request, "safety/behind.html", context)
