"""Where a participant stands: derived from entries, signatures and ends, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext_lazy as _

from trialogue.core.dates import When
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.study.gates import ELIGIBILITY, ENROLMENT, enrolment_gate
from trialogue.web.study.known import Known, known_of_all, tells_consent
from trialogue.web.study.links import participant_address
from trialogue.web.study.models import Signature

CONSENT, SCREENING, FAILURE, ENROLLED, TREATED, FOLLOW_UP, OFF = (
    "consent",
    "screening",
    "failure",
    "enrolled",
    "treated",
    "follow_up",
    "off",
)
STATES = {
    CONSENT: _("No valid consent yet"),
    SCREENING: _("In screening"),
    ENROLLED: _("Enrolled"),
    TREATED: _("In treatment"),
    FOLLOW_UP: _("In follow-up"),
    OFF: _("Off study"),
    FAILURE: _("Screening failed"),
}
"""In the order of the path. The lists, the home, the log and the tasks all say these."""


class End(Enum):
    """What a form of the purpose `end` ends."""

    SCREENING = "screening"
    FOLLOW_UP = "follow_up"
    STUDY = "study"


LYMPHODEPLETION, INFUSION = "lymphodepletion", "infusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A participant with their state and the dates behind it; None: not recorded."""

    known: Known
    state: str
    consented: When | None
    enrolled: When | None
    infused: When | None
    signed: bool
    """Whether the eligibility at the gate of enrolment was ever signed here."""
    failure: Entry | None
    """What was entered on a screening that ended without enrolment."""
    off_since: str = ""

    @property
    def address(self) -> str:
        """Give the address of the participant's page."""
        return participant_address(self.known.participant)

    @property
    def label(self) -> str:
        """Say the state."""
        return str(STATES[self.state])

    @property
    def was_enrolled(self) -> bool:
        """Tell whether they were ever enrolled, whatever became of them since."""
        if self.state != OFF:
            return self.state in (ENROLLED, TREATED, FOLLOW_UP)
        return any((self.enrolled, self.infused)) or (self.signed and self.failure is None)

    @property
    def is_unsigned(self) -> bool:
        """Tell whether they are enrolled although nobody signed the eligibility here."""
        return self.enrolled is not None and not self.signed


def standings(participants: Iterable[Participant], today: date) -> list[Standing]:
    """Tell where participants of one trial stand. Five queries at most for any number."""
    return standings_of(known_of_all(participants, wanted=tells_state), today)


def standings_of(known: Iterable[Known], today: date) -> list[Standing]:
    """Tell the same of participants about whom enough was fetched already. One query."""
    some = list(known)
    people = [one.participant.pk for one in some]
    signatures = Signature.objects.filter(participant__in=people, meaning=ELIGIBILITY)
    signed = set(signatures.values_list("participant", "about"))
    return [_standing(one, signed, today) for one in some]


def tells_state(protocol: Protocol, form: Form) -> bool:
    """Tell whether a form says something about where a participant stands."""
    anchors = {anchor.item for anchor in protocol.anchors.values()}
    purposes = (Purpose.END, Purpose.ENROLMENT, Purpose.LYMPHODEPLETION, Purpose.INFUSION)
    own = form.purpose in purposes or any(one.item in anchors for one in form.fields)
    return own or tells_consent(form)


def _standing(known: Known, signed: set[tuple[int, str]], today: date) -> Standing:
    gate = enrolment_gate(known.protocol)
    enrolled, infused = _date(known, ENROLMENT), _date(known, INFUSION)
    is_signed = gate is not None and (known.participant.pk, gate.id) in signed
    failure = screening_failure(known)
    off = off_study_since(known)
    return Standing(
        known=known,
        state=_state(known, is_signed, failure is not None, off, today),
        consented=known.consent.first.on if known.consent.first else None,
        enrolled=enrolled,
        infused=infused,
        signed=is_signed,
        failure=failure,
        off_since=off,
    )


def _state(known: Known, signed: bool, failed: bool, off: str, today: date) -> str:
    if off:
        return OFF
    infused = _date(known, INFUSION)
    if infused is not None and infused.day < today:
        return FOLLOW_UP
    begun = _date(known, LYMPHODEPLETION)
    if any(one is not None and one.first.date() <= today for one in (infused, begun)):
        return TREATED
    if _date(known, ENROLMENT) is not None or (signed and not failed):
        return ENROLLED
    if failed:
        return FAILURE
    return SCREENING if known.consent.holds else CONSENT


def off_study_since(known: Known) -> str:
    """Give the day of the end of study or of death as it was entered; empty: still on study.

    The end of follow-up takes nobody off the study: contact about survival goes on.
    """
    days = [
        known.answer(one, known.protocol.forms[one.form].dated_by) or "?"
        for one in known.of(Purpose.END)
        if end_of_form(known.protocol.forms[one.form]) is End.STUDY
    ]
    return min(days, default="")


def screening_failure(known: Known) -> Entry | None:
    """Give the entry that says that a screening ended without enrolment."""
    return next(
        (
            one
            for one in known.of(Purpose.END)
            if end_of_form(known.protocol.forms[one.form]) is End.SCREENING
        ),
        None,
    )


def failure_form(protocol: Protocol) -> Form | None:
    """Find the form on which the end of a screening is entered."""
    forms = (one for one in protocol.forms.values() if one.purpose is Purpose.END)
    return next((one for one in forms if end_of_form(one) is End.SCREENING), None)


def end_of_form(form: Form) -> End:
    """Tell what a form of the purpose `end` ends, by what its SDTM constants say (DS)."""
    if form.constants.get("DSDECOD", "") == "SCREEN FAILURE":
        return End.SCREENING
    return End.FOLLOW_UP if form.constants.get("DSCAT", "") == "PROTOCOL MILESTONE" else End.STUDY


def _date(known: Known, anchor: str) -> When | None:
    found = known.protocol.anchors.get(anchor)
    return known.person.date_of(found.item) if found is not None else None
