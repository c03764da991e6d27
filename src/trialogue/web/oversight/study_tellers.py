"""How the tables of a participant's path are told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.web.oversight.signatures import DATA
from trialogue.web.oversight.trail import TELLERS, Event, Teller
from trialogue.web.oversight.words import say_visit
from trialogue.web.study.models import Candidate, CandidateNote, ChainCheck, Ruling, Signature

Say = Callable[[Any, Protocol], str]


def register() -> None:
    """Add the tellers, once."""
    if any(one.model is Candidate for one in TELLERS):
        return
    TELLERS.extend(
        (
            Teller(
                kind="candidate",
                model=Candidate,
                at="made_at",
                by="made_by",
                tell=tell_candidates,
                person="",
            ),
            Teller(
                kind="candidate note",
                model=CandidateNote,
                at="made_at",
                by="made_by",
                tell=tell_notes,
                person="candidate__",
                related=("candidate",),
            ),
            Teller(
                kind="ruling",
                model=Ruling,
                at="made_at",
                by="made_by",
                tell=tell_rulings,
                related=("participant",),
            ),
            Teller(
                kind="signature",
                model=Signature,
                at="signed_at",
                by="signed_by",
                tell=tell_signatures,
                related=("participant",),
            ),
            Teller(
                kind="label",
                model=ChainCheck,
                at="made_at",
                by="made_by",
                tell=tell_scans,
                related=("participant",),
            ),
        )
    )


def tell_candidates(rows: Sequence[Candidate], protocol: Protocol) -> Iterator[Event]:
    """Tell that candidates were made."""
    for row in rows:
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="candidate",
            subject=row.subject,
            centre=row.centre,
            words=_("made the candidate"),
            source=row.source,
        )


def tell_notes(rows: Sequence[CandidateNote], protocol: Protocol) -> Iterator[Event]:
    """Tell what was noted about candidates: that it was, never its words."""
    said = {
        CandidateNote.Kind.NOTE: _("noted something about the candidate"),
        CandidateNote.Kind.CLOSED: _("closed the candidate"),
        CandidateNote.Kind.REOPENED: _("opened the candidate again"),
    }
    for row in rows:
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="candidate note",
            subject=row.candidate.subject,
            centre=row.candidate.centre,
            words=said[CandidateNote.Kind(row.kind)],
        )


def tell_rulings(rows: Sequence[Ruling], protocol: Protocol) -> Iterator[Event]:
    """Tell what investigators decided on criteria."""
    verdicts = {"pass": _("met"), "fail": _("not met"), "unknown": _("not known")}
    for row in rows:
        asked = {
            "criterion": row.criterion,
            "gate": _gate(protocol, row.gate),
            "found": verdicts.get(row.verdict, row.verdict),
            "decided": verdicts.get(row.decided, row.decided),
        }
        if row.is_override:
            words = _("decided %(criterion)s at “%(gate)s”: %(decided)s (found: %(found)s)") % asked
        else:
            words = _("confirmed %(criterion)s at “%(gate)s”: %(decided)s") % asked
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="ruling",
            subject=row.participant.subject,
            centre=row.participant.centre,
            words=words,
            reason=row.reason,
        )


def tell_signatures(rows: Sequence[Signature], protocol: Protocol) -> Iterator[Event]:
    """Tell what was signed, with the words above the signature."""
    for row in rows:
        yield Event(
            at=row.signed_at,
            by=row.signer_name,
            kind="signature",
            subject=row.participant.subject,
            centre=row.participant.centre,
            words=_("signed %(what)s: %(statement)s")
            % {"what": _meaning(row, protocol), "statement": row.statement},
            hash=row.content_sha256,
        )


def tell_scans(rows: Sequence[ChainCheck], protocol: Protocol) -> Iterator[Event]:
    """Tell which labels were scanned, and whether they were the right ones."""
    for row in rows:
        asked = {"step": row.step, "given": row.given, "expected": row.expected}
        if row.matches:
            words = _("scanned a label (%(step)s): %(given)s, as expected") % asked
        else:
            words = _("scanned a wrong label (%(step)s): %(given)s instead of %(expected)s") % asked
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="label",
            subject=row.participant.subject,
            centre=row.participant.centre,
            words=words,
        )


def _gate(protocol: Protocol, id: str) -> str:
    found = next((one for one in protocol.gates if one.id == id), None)
    return found.label.say(get_language() or "en") if found is not None else id


def _meaning(row: Signature, protocol: Protocol) -> str:
    if row.meaning == DATA:
        return say_visit(protocol, row.about) or _("the data of the participant")
    return " ".join(filter(None, (row.meaning, _gate(protocol, row.about))))
