"""Who let an overview be seen, and whether that still holds.

An overview is public only while a named person's approval is about this very text and this
very state of the record. Nothing here reads the clock; the day is told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from trialogue.core.record import Record, Version
from trialogue.report.overview.draft import Draft
from trialogue.report.overview.result import Failure, GateResult

_NO_VERSION = Version(posted="", digest="")


def digest_record(record: Record) -> str:
    """Hash all that a record says of the trial (SHA-256, hexadecimal).

    When it was posted, or confirmed without a change, does not count.
    """
    dates = replace(record.dates, last_updated=None, verified=None)
    said = replace(record, version=_NO_VERSION, dates=dates)
    return hashlib.sha256(repr(said).encode("utf-8")).hexdigest()


class NotApprovable(ValueError):
    """A draft that nobody may approve as it stands: the failures that forbid it."""

    def __init__(self, why: str, failures: tuple[Failure, ...] = ()) -> None:
        super().__init__(why)
        self.failures = failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A named person lets this text be seen. `answers`: the person's reason for each failure."""

    draft: Draft
    person: str
    on: date
    answers: Mapping[Failure, str]

    @property
    def record_digest(self) -> str:
        """Name the state of the record for which the approval holds."""
        return self.draft.record_digest


def approve(
    result: GateResult, record: Record, *, person: str, on: date, answers: Mapping[Failure, str]
) -> Approval:
    """Approve a draft that went through the gate.

    Raises NotApprovable where nobody is named, the record has changed since, a failure must
    be rewritten, or one that a person may settle has no answer.
    """
    draft = result.draft
    if not person.strip():
        raise NotApprovable("an approval needs the name of a person")
    if (draft.record_id, draft.record_digest) != (record.id, digest_record(record)):
        raise NotApprovable("the record has changed since the draft was written: write it anew")
    if faulty := tuple(one for one in result.failures if not one.may_be_settled):
        raise NotApprovable("these failures must be rewritten, nobody can settle them", faulty)
    if left := tuple(one for one in result.failures if not answers.get(one, "").strip()):
        raise NotApprovable("each failure needs the approver's reason", left)
    kept = {one: answers[one] for one in result.failures}
    return Approval(draft=draft, person=person.strip(), on=on, answers=kept)


def is_public(approval: Approval | None, record: Record) -> bool:
    """Tell whether an overview may be seen: approved, of this record, in its present state."""
    if approval is None or not approval.person.strip():
        return False
    return (approval.draft.record_id, approval.record_digest) == (record.id, digest_record(record))
