"""The writes at a gate: rulings of the investigator, and the sign-off."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Participant
from trialogue.web.study.gates import (
    ELIGIBILITY,
    FAIL,
    PASS,
    UNKNOWN,
    Decision,
    GateState,
    content_of,
    finding_digest,
    gate_state,
)
from trialogue.web.study.known import Known, known_of
from trialogue.web.study.models import Ruling, Signature
from trialogue.web.study.signing import NotSigned, digest, reauthenticate, sign_now

LONGEST_REASON = 500


class Unruled(ValueError):
    """Nothing was decided; the message says why, in the reader's language."""


@transaction.atomic
def confirm_passing(by: User, participant: Participant, gate: str) -> int:
    """Confirm every criterion that passes and has no ruling that stands; count them."""
    state = _state(_held(participant), gate)
    wanted = [one for one in state.decisions if one.obstacle in ("open", "fell")]
    return len(Ruling.objects.bulk_create(_ruling(by, participant, gate, one) for one in wanted))


@transaction.atomic
def rule(
    by: User, participant: Participant, gate: str, criterion: str, decided: str, reason: str
) -> Ruling:
    """Decide one criterion; without `decided` what was found is confirmed. Raises Unruled.

    A decision that differs from what was found needs a reason.
    """
    state = _state(_held(participant), gate)
    found = next((one for one in state.decisions if one.id == criterion), None)
    if found is None:
        raise Unruled(_("This criterion is not due at this gate."))
    decided, reason = decided or found.found.verdict.value, reason.strip()
    if decided not in (PASS, FAIL, UNKNOWN):
        raise Unruled(_("Choose what you decide."))
    if decided != found.found.verdict.value and not reason:
        raise Unruled(_("Say why you decide otherwise than was found."))
    if len(reason) > LONGEST_REASON:
        raise Unruled(_("At most %(number)d characters.") % {"number": LONGEST_REASON})
    made = _ruling(by, participant, gate, found, decided, reason)
    made.save(force_insert=True)
    return made


def sign_off(  # noqa: PLR0913 - who, with what, whom, where, saying what: no fewer
    by: User,
    password: str,
    participant: Participant,
    gate: str,
    *,
    seen: str,
    statement: str,
    code: str = "",
) -> Signature:
    """Sign the eligibility at a gate; `seen` is the digest of what stood before the signer.

    Raises NotSigned, also where something due stands against it or what was seen has changed.
    """
    reauthenticate(by, password, code)
    with transaction.atomic():
        known = _held(participant)
        state = _state(known, gate)
        if not state.can_be_signed:
            raise NotSigned(_("Something that is due is open, unknown or failed: nothing signed."))
        rulings = list(participant.rulings.filter(gate=gate).select_related("made_by"))
        content = content_of(known, state.screening, rulings)
        if digest(content) != seen:
            raise NotSigned(_("The sheet has changed meanwhile: look at it again, then sign."))
        return sign_now(by, participant, ELIGIBILITY, content, statement=statement, about=gate)


def statement_of(known: Known, gate_label: str) -> str:
    """Write the words above the signature at a gate."""
    return _(
        "I have checked every criterion that is due at “%(gate)s” against the sources, and I "
        "find that participant %(subject)s meets them by protocol version %(version)s. %(day)s"
    ) % {
        "gate": gate_label,
        "subject": known.subject,
        "version": known.protocol.version,
        "day": date_format(timezone.localdate(), "DATE_FORMAT"),
    }


def _held(participant: Participant) -> Known:
    """Hold the participant, so that no entry comes between what is shown and what is decided."""
    return known_of(Participant.objects.select_for_update(no_key=True).get(pk=participant.pk))


def _state(known: Known, gate: str) -> GateState:
    rulings = list(known.participant.rulings.filter(gate=gate).select_related("made_by"))
    return gate_state(known, gate, rulings, ())


def _ruling(
    by: User,
    participant: Participant,
    gate: str,
    one: Decision,
    decided: str = "",
    reason: str = "",
) -> Ruling:
    verdict = one.found.verdict.value
    return Ruling(
        participant=participant,
        gate=gate,
        criterion=one.id,
        verdict=verdict,
        decided=decided or verdict,
        reason=reason,
        finding_sha256=finding_digest(one.found),
        made_by=by,
    )
