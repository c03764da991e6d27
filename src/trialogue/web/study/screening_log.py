"""The screening log: who was screened, what became of it, and why not, as CONSORT counts it.

Source: CONSORT 2010 flow diagram: assessed for eligibility; excluded (not meeting inclusion
criteria, declined to participate, other reasons); enrolled. Reasons are counted by criterion;
somebody who fails two counts for each, so that they may add up to more.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from trialogue.core.eligibility import Verdict
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Side, walk
from trialogue.core.protocol.forms import Form
from trialogue.core.protocol.words import Text
from trialogue.web.study.gates import enrolment_gate, screened
from trialogue.web.study.known import Known
from trialogue.web.study.states import OFF, Standing

NOT_ELIGIBLE, DECLINED, OTHER = "not_eligible", "declined", "other"
IDS = re.compile(r"[A-Za-z]+\d+[A-Za-z0-9.]*")
IN_SCREENING, ENROLLED, FAILED = "in_screening", "enrolled", "screen_failure"
COLUMNS = (
    "registry_id",
    "centre",
    "subject",
    "protocol_version",
    "consent_date",
    "outcome",
    "outcome_date",
    "reason",
    "criteria_not_met",
    "words",
)
"""The columns of the CSV file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One participant in the log."""

    standing: Standing
    outcome: str
    """`in_screening`, `enrolled` or `screen_failure`."""
    on: str
    why: str
    criteria: tuple[tuple[str, Text], ...]
    words: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the cells of the CSV file; nothing that a spreadsheet would run."""
        known = self.standing.known
        cells = (
            known.protocol.id,
            known.participant.centre,
            known.subject,
            known.protocol.version,
            str(self.standing.consented or ""),
            self.outcome,
            self.on,
            self.why,
            " ".join(id for id, _words in self.criteria),
            self.words,
        )
        return tuple(f"'{one}" if one[:1] in "=+-@\t" and one else one for one in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningLog:
    """The log with its counts; `reasons` by criterion, the most frequent first."""

    rows: tuple[LogRow, ...]
    screened: int
    enrolled: int
    open: int
    failed: int
    by_why: dict[str, int]
    reasons: tuple[tuple[str, Text, int], ...]


def log_of(protocol: Protocol, found: list[Standing]) -> ScreeningLog:
    """Write the log of the participants that somebody may see."""
    labels = {one.id: one.short for one in walk(protocol.criteria)}
    rows = tuple(_row(one, labels) for one in found)
    outcomes = Counter(one.outcome for one in rows)
    failed = [one for one in rows if one.outcome == FAILED]
    counted = Counter(criterion for one in failed for criterion in one.criteria)
    return ScreeningLog(
        rows=rows,
        screened=len(rows),
        enrolled=outcomes[ENROLLED],
        open=outcomes[IN_SCREENING],
        failed=len(failed),
        by_why=dict(Counter(one.why for one in failed)),
        reasons=tuple((id, words, number) for (id, words), number in counted.most_common()),
    )


def _row(one: Standing, labels: dict[str, Text]) -> LogRow:
    failure = one.failure
    outcome, on, why, words = IN_SCREENING, "", "", ""
    ids: list[str] = []
    if one.was_enrolled:
        outcome, on = ENROLLED, str(one.enrolled or "")
    elif failure is not None:
        form = one.known.protocol.forms[failure.form]
        outcome, on = FAILED, one.known.answer(failure, form.dated_by)
        ids = IDS.findall(one.known.answer(failure, "criteria"))
        reason = one.known.answer(failure, "reason")
        why = DECLINED if reason == DECLINED else NOT_ELIGIBLE if ids else OTHER
        words = one.known.said(failure, "reason")[1] if reason else ""
    elif one.state == OFF:
        outcome, on, why = FAILED, one.off_since, OTHER
    return LogRow(
        standing=one,
        outcome=outcome,
        on=on,
        why=why,
        criteria=tuple((id, labels.get(id, Text(id))) for id in dict.fromkeys(ids)),
        words=words,
    )


def failure_draft(known: Known, form: Form) -> dict[str, str]:
    """Write what the criteria say into a draft of the form on the end of a screening."""
    gate = enrolment_gate(known.protocol) or known.protocol.gates[-1]
    screening = screened(known, gate, timezone.localdate())
    leaves = {one.id: one for one in walk(known.protocol.criteria) if not one.parts}
    failing = [
        leaves[one.id]
        for one in screening.criteria
        if one.id in leaves and one.verdict is Verdict.FAIL
    ]
    ids = {one.id for one in form.fields}
    draft = {form.dated_by: timezone.localdate().isoformat()} if form.dated_by else {}
    if failing and "criteria" in ids:
        draft["criteria"] = ", ".join(one.id for one in failing)
        own = "inclusion_not_met" if failing[0].side is Side.INCLUSION else "exclusion_met"
        if "reason" in ids and own in form.field("reason").choices:
            draft["reason"] = own
    return draft
