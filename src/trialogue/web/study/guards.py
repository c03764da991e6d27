"""What must have happened before something may be entered: consent, and the sign-off.

Appended to the guards of `entries` when the site starts; `save_entry` asks them for every
entry, whoever saves it and by whatever way. Only what `transfer.taking_over` takes over from
another system passes by: there nobody is asked, and it is shown as enrolled without a sign-off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from trialogue.core.participants.consent import YES, ConsentState, Lack, given_field
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Purpose
from trialogue.core.protocol.trial import Gate
from trialogue.web.entries.guards import Binder, Guard
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import entry_at
from trialogue.web.study.gates import enrolment_gate, standing_among, standing_signature
from trialogue.web.study.known import BIRTH, consent_of, known_of, known_of_all, tells_consent
from trialogue.web.study.models import Ruling, Signature
from trialogue.web.trials.queries import loaded_protocol

LACKS = {
    Lack.NONE: gettext_lazy("no consent has been entered"),
    Lack.REFUSED: gettext_lazy("consent was refused"),
    Lack.UNDATED: gettext_lazy("the consent has no date"),
    Lack.NO_SIGNER: gettext_lazy("it is not said who signed the consent"),
    Lack.NO_GUARDIAN: gettext_lazy("the participant is a minor, and no guardian signed"),
    Lack.NO_ASSENT: gettext_lazy("it is not said whether the child assents"),
    Lack.ASSENT_REFUSED: gettext_lazy("the child does not assent"),
}
BY_AGE = frozenset({Lack.NO_GUARDIAN, Lack.NO_ASSENT})
"""What is lacking by the day of birth, which may have been mistyped."""


def path_guard(participant: Participant, place: Place, values: Mapping[str, str]) -> str | None:
    """Refuse everything but the consent until a consent holds, and enrolment until it is signed.

    The form with the day of birth can be mended where the age is what stands against it.
    """
    protocol, consent = consent_of(participant)
    lacks = _lacks_consent(protocol, consent, place)
    if lacks or not _is_enrolment(protocol, place):
        return lacks
    known = known_of(participant)
    gate = enrolment_gate(known.protocol)
    return None if gate is None or standing_signature(known, gate.id) else _unsigned(gate)


def path_guard_for_many(people: Sequence[Participant]) -> Guard:
    """Make the same guard for many participants. Four queries; ten if one is to enrol."""
    known = {
        one.participant.pk: one for one in known_of_all(people, lambda _, form: tells_consent(form))
    }
    signed: dict[int, bool] = {}

    def guard(participant: Participant, place: Place, values: Mapping[str, str]) -> str | None:
        one = known[participant.pk]
        lacks = _lacks_consent(one.protocol, one.consent, place)
        if lacks or not _is_enrolment(one.protocol, place):
            return lacks
        if not signed:
            signed.update(_signed_among(people))
        gate = enrolment_gate(one.protocol)
        return None if gate is None or signed[participant.pk] else _unsigned(gate)

    return guard


def _signed_among(people: Sequence[Participant]) -> dict[int, bool]:
    """Tell of each whether their sign-off of the enrolment still holds. Six queries at most."""
    rulings: dict[int, list[Ruling]] = {one.pk: [] for one in people}
    for ruling in Ruling.objects.filter(participant__in=people).select_related("made_by"):
        rulings[ruling.participant_id].append(ruling)
    signatures: dict[int, list[Signature]] = {one.pk: [] for one in people}
    for signature in Signature.objects.filter(participant__in=people):
        signatures[signature.participant_id].append(signature)
    found = {}
    for known in known_of_all(people):
        gate, pk = enrolment_gate(known.protocol), known.participant.pk
        found[pk] = gate is not None and bool(
            standing_among(known, gate.id, rulings[pk], signatures[pk])
        )
    return found


def _lacks_consent(protocol: Protocol, state: ConsentState, place: Place) -> str | None:
    form = protocol.forms.get(place.form)
    if form is None or form.purpose is Purpose.CONSENT or state.holds:
        return None
    if BY_AGE.issuperset(state.lacks) and any(one.item == BIRTH for one in form.fields):
        return None
    why = "; ".join(str(LACKS[lack]) for lack in state.lacks)
    return _("Nothing of the study before a valid consent: %(why)s.") % {"why": why}


def _is_enrolment(protocol: Protocol, place: Place) -> bool:
    form = protocol.forms.get(place.form)
    return form is not None and form.purpose is Purpose.ENROLMENT


def _unsigned(gate: Gate) -> str:
    return _("Enrolment needs a signed eligibility sheet that still holds: see “%(gate)s”.") % {
        "gate": gate.label.say(get_language() or "en")
    }


def consent_binder(participant: Participant, place: Place, values: Mapping[str, str]) -> str:
    """Bind whoever consents to the version in force; a refusal binds to nothing new.

    A correction of an earlier consent stays with the version that was consented to.
    """
    in_force = loaded_protocol(participant.registry_id)
    if not _is_new_consent(in_force, place, values) or in_force is None:
        return ""
    return "" if entry_at(participant, place) is not None else in_force.version


def consent_binder_for_many(people: Sequence[Participant]) -> Binder:
    """Make the same binder for many participants. Two queries."""
    in_force = loaded_protocol(people[0].registry_id) if people else None
    forms = [
        id
        for id, form in (in_force.forms.items() if in_force is not None else ())
        if form.purpose is Purpose.CONSENT
    ]
    rows = Entry.objects.filter(participant__in=people, form__in=forms)
    earlier = {(one.participant_id, one.place) for one in rows}

    def binder(participant: Participant, place: Place, values: Mapping[str, str]) -> str:
        if in_force is None or (participant.pk, place) in earlier:
            return ""
        return in_force.version if _is_new_consent(in_force, place, values) else ""

    return binder


def _is_new_consent(in_force: Protocol | None, place: Place, values: Mapping[str, str]) -> bool:
    """Tell whether values at a place say that somebody consents."""
    form = in_force.forms.get(place.form) if in_force is not None else None
    if form is None or form.purpose is not Purpose.CONSENT:
        return False
    asked = given_field(form)
    return not asked or values.get(asked, "").strip() == YES
