"""Which lies slip through the gate: one is held back if it causes a failure that was not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.report.overview.lies import Lie, lies_about
from trialogue.report.overview.draft import Draft
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.gate.evidence import Index
from trialogue.report.overview.result import Failure, Span
from trialogue.report.overview.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A lie, and what the gate said to it that it had not said to the truth."""

    lie: Lie
    failures: tuple[Failure, ...]
    spans: tuple[Span, ...]

    @property
    def slips(self) -> bool:
        """Tell whether nothing holds it back."""
        return not self.failures


def try_lies(draft: Draft, source: Source, index: Index, *, unseen: bool) -> Iterator[Tried]:
    """Send every lie of one part through the gate, but those told in place of a held sentence."""
    base = check_draft(draft, source, index)
    known = {_told(failure) for failure in base.failures}
    held = {failure.sentence for failure in base.failures}
    for lie in lies_about(draft, source.record, unseen=unseen):
        if _replaced(draft, lie.draft) & held:
            continue
        result = check_draft(lie.draft, source, index)
        new = tuple(one for one in result.failures if _told(one) not in known)
        spans = tuple(
            span for placed in result.placed if placed.sentence == lie.says for span in placed.spans
        )
        yield Tried(lie=lie, failures=new, spans=spans)


def _told(failure: Failure) -> tuple[object, ...]:
    return failure.kind, failure.sentence, failure.found, failure.allowed


def _replaced(draft: Draft, lying: Draft) -> set[str]:
    """Give the true sentences in whose place something else stands."""
    after = [sentence for _, sentence in lying.sentences()]
    return {sentence for _, sentence in draft.sentences() if sentence not in after}
