"""Which participants a page of this room is about, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.fingerprint import fingerprint_of
from trialogue.web.entries.models import Participant
from trialogue.web.entries.queries import participant_for, participants_for, trial_for
from trialogue.web.entries.sheets import protocol_of
from trialogue.web.safety.bedside import graded_sheets
from trialogue.web.safety.clocks import clocks_of
from trialogue.web.safety.events import event_rows
from trialogue.web.safety.labs import lab_grades
from trialogue.web.safety.proposals import proposals_of
from trialogue.web.safety.study import Live, live_study

SEE = Action.SEE_PARTICIPANTS


def live_for(staff: Staff, protocol: Protocol) -> Live:
    """Gather the participants of a trial whom this person may see."""
    return _kept(protocol, participants_for(staff, protocol.id, SEE))


def whole_trial(protocol: Protocol) -> Live:
    """Gather everybody of a trial: for its state as a whole, never for a list of people."""
    return _kept(protocol, Participant.objects.filter(registry_id=protocol.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A study as it was gathered, with what it was gathered of."""

    protocol: Protocol
    fingerprint: str
    live: Live


_last: list[_Kept] = []
"""What this process gathered last, newest first: outcomes of 500 people take seconds. Two at
most: those whom somebody sees, and everybody for the state of the trial."""


def _kept(protocol: Protocol, people: QuerySet[Participant]) -> Live:
    """Give a study that was gathered lately if nothing has changed since; else gather anew."""
    today = timezone.localdate()
    fingerprint = fingerprint_of(protocol, people, today)
    for kept in _last:
        if kept.protocol is protocol and kept.fingerprint == fingerprint:
            return kept.live
    live = live_study(protocol, people, today)
    _last[:] = [_Kept(protocol=protocol, fingerprint=fingerprint, live=live), *_last[:1]]
    return live


def one_for(
    staff: Staff, registry_id: str, subject: str, action: Action = SEE
) -> tuple[Live, Participant]:
    """Gather one participant whom this person may see. Raises Http404 otherwise."""
    protocol = trial_for(staff, registry_id, action)
    person = participant_for(staff, protocol.id, subject, action)
    return live_study(protocol, [person], timezone.localdate()), person


def waiting_for(person: Participant) -> int:
    """Count what waits about one participant: reports still due, and proposals."""
    protocol = protocol_of(person)
    live = live_study(protocol, [person], timezone.localdate())
    clocks = clocks_of(live, timezone.now())
    proposals = proposals_of(
        event_rows(live, person, clocks),
        lab_grades(live, person, timezone.localdate()),
        graded_sheets(live, person),
    )
    return sum(clock.is_open for clock in clocks) + len(proposals)
