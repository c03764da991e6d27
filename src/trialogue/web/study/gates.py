"""The gates of a participant: every criterion with its verdict, the ruling on it, the sign-off.

The engine finds, the investigator decides, the signature binds. A ruling stands as long as
the engine finds the same; a signature as long as the content that it covers is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from trialogue.core.dates import on_day
from trialogue.core.eligibility import CriterionVerdict, Screening, Verdict, screen
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import walk
from trialogue.core.protocol.trial import Gate
from trialogue.web.study.known import Known
from trialogue.web.study.models import Ruling, Signature
from trialogue.web.study.signing import Content, digest, is_valid, latest_signature

ELIGIBILITY = "eligibility"
"""The meaning of a sign-off at a gate."""
ENROLMENT = "enrolment"
"""The anchor, and by habit the gate, at which somebody is enrolled."""
WAIVERS, ALLOWED = "eligibility_waivers", "allowed"
"""The protocol's parameter that says whether a criterion may be waived; without it: no."""
PASS, FAIL, UNKNOWN = (one.value for one in (Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One criterion without parts that is due: what was found, what was decided.

    `ruling` is the last one, `stands` whether the engine still finds what it found then.
    `obstacle`: what keeps it from being signed off: empty, `open` (not ruled), `fell`,
    `fail`, `unknown`, or `differs` (the investigator decided against it).
    """

    id: str
    found: CriterionVerdict
    ruling: Ruling | None
    stands: bool
    obstacle: str
    is_waiver: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """A participant at a gate: what was found, decided and signed."""

    gate: Gate
    screening: Screening
    decisions: tuple[Decision, ...]
    signature: Signature | None
    """The last sign-off, whether it still holds or not."""
    signature_holds: bool
    consent_holds: bool

    @property
    def obstacles(self) -> tuple[Decision, ...]:
        """List the criteria that keep it from being signed off."""
        return tuple(one for one in self.decisions if one.obstacle)

    @property
    def can_be_signed(self) -> bool:
        """Tell whether nothing due stands against a sign-off."""
        return self.consent_holds and bool(self.decisions) and not self.obstacles


def enrolment_gate(protocol: Protocol) -> Gate | None:
    """Find the gate of enrolment; None where the protocol has none."""
    return next((one for one in protocol.gates if ENROLMENT in (one.id, one.anchor)), None)


def gate_of(protocol: Protocol, id: str) -> Gate | None:
    """Find a gate by its id."""
    return next((one for one in protocol.gates if one.id == id), None)


def waivers_allowed(protocol: Protocol) -> bool:
    """Tell whether the protocol lets an investigator waive a criterion."""
    return protocol.parameters.get(WAIVERS, "").strip().lower() == ALLOWED


def gate_state(
    known: Known,
    gate: str,
    rulings: Iterable[Ruling],
    signatures: Iterable[Signature],
    on: date | None = None,
) -> GateState:
    """Put together what was found on a day (today), decided and signed at one gate."""
    found = gate_of(known.protocol, gate)
    assert found is not None, "asked of the protocol before"
    screening = screened(known, found, on or timezone.localdate())
    mine = [one for one in rulings if one.gate == gate]
    signature = latest_signature(signatures, ELIGIBILITY, gate)
    return GateState(
        gate=found,
        screening=screening,
        decisions=_decisions(known.protocol, screening, mine),
        signature=signature,
        signature_holds=signature is not None and still_holds(known, signature, mine),
        consent_holds=known.consent.holds,
    )


def standing_signature(known: Known, gate: str) -> Signature | None:
    """Give the sign-off of a gate that still holds, or None. Two queries."""
    rulings = known.participant.rulings.filter(gate=gate).select_related("made_by")
    return standing_among(known, gate, rulings, known.participant.signatures.all())


def standing_among(
    known: Known, gate: str, rulings: Iterable[Ruling], signatures: Iterable[Signature]
) -> Signature | None:
    """Give the sign-off of a gate that still holds, among rows that are at hand; or None."""
    signature = latest_signature(signatures, ELIGIBILITY, gate)
    if signature is None:
        return None
    mine = [one for one in rulings if one.gate == gate]
    return signature if still_holds(known, signature, mine) else None


def still_holds(known: Known, signature: Signature, rulings: Iterable[Ruling]) -> bool:
    """Tell whether a sign-off still covers what stands now.

    The gate is looked at as of the day that was signed: what is recorded about later days
    does not touch it, and a correction of what was known then does.
    """
    gate = gate_of(known.protocol, signature.about)
    if gate is None:
        return False
    as_of = date.fromisoformat(signature.content["as_of"])
    mine = [one for one in rulings if one.gate == gate.id]
    return any(
        is_valid(signature, content_of(known, screening, mine))
        for screening in (screened(known, gate, as_of), _planned(known, gate, as_of))
    )


def screened(known: Known, gate: Gate, on: date) -> Screening:
    """Screen at a gate; where its own date is not recorded, as if it were on that day."""
    if known.person.date_of(known.protocol.anchors[gate.anchor].item) is None:
        return _planned(known, gate, on)
    return screen(known.protocol, known.person, gate=gate.id, on=on)


def _planned(known: Known, gate: Gate, on: date) -> Screening:
    planned = {gate.anchor: on_day(on)}
    return screen(known.protocol, known.person, gate=gate.id, on=on, planned=planned)


def content_of(known: Known, screening: Screening, rulings: Iterable[Ruling]) -> Content:
    """Write what a sign-off covers: each criterion with what was found and decided."""
    decisions = _decisions(known.protocol, screening, list(rulings))
    return {
        "registry_id": known.protocol.id,
        "subject": known.subject,
        "protocol_version": known.protocol.version,
        "gate": screening.gate,
        "as_of": screening.as_of.isoformat(),
        "criteria": [_written(one) for one in decisions],
    }


def finding_digest(found: CriterionVerdict) -> str:
    """Hash what the engine found on a criterion, in English words."""
    return digest(
        {
            "id": found.id,
            "verdict": found.verdict.value,
            "reason": found.reason("en"),
            "missing": list(found.missing),
        }
    )


def _written(one: Decision) -> dict[str, Any]:
    ruling = one.ruling if one.stands else None
    return {
        "id": one.id,
        "verdict": one.found.verdict.value,
        "reason": one.found.reason("en"),
        "decided": ruling.decided if ruling else "",
        "why": ruling.reason if ruling else "",
        "by": ruling.made_by_id if ruling else None,
    }


def _decisions(
    protocol: Protocol, screening: Screening, rulings: list[Ruling]
) -> tuple[Decision, ...]:
    leaves = {one.id: one for one in walk(protocol.criteria) if not one.parts}
    last = {one.criterion: one for one in rulings}
    waive = waivers_allowed(protocol)
    return tuple(
        _decision(found, last.get(found.id), leaves[found.id].logic is None, waive)
        for found in screening.criteria
        if found.id in leaves
    )


def _decision(
    found: CriterionVerdict, ruling: Ruling | None, is_judgement: bool, waive: bool
) -> Decision:
    """Judge one criterion; a `is_judgement` one has no logic, and is the investigator's alone."""
    stands = ruling is not None and ruling.finding_sha256 == finding_digest(found)
    verdict = found.verdict.value
    obstacle, is_waiver = "", False
    if ruling is None:
        obstacle = "open" if verdict == PASS else verdict
    elif not stands:
        obstacle = "fell" if verdict == PASS else verdict
    elif ruling.decided != PASS:
        obstacle = "differs" if verdict == PASS else verdict
    elif verdict != PASS and not is_judgement:
        is_waiver = waive
        obstacle = "" if waive else verdict
    return Decision(
        id=found.id,
        found=found,
        ruling=ruling,
        stands=stands,
        obstacle=obstacle,
        is_waiver=is_waiver,
    )
