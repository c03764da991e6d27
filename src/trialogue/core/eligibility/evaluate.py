"""Evaluate a person against a protocol's criteria at a gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trialogue.core.dates import When
from trialogue.core.eligibility.finding import Finding
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import reason
from trialogue.core.eligibility.tree import evaluate_node
from trialogue.core.eligibility.verdict import CriterionVerdict, Overall, Verdict
from trialogue.core.facts import Person
from trialogue.core.protocol.criteria import Criterion, Node, Side
from trialogue.core.protocol.trial import Protocol
from trialogue.core.truth import Truth

VERDICTS = {
    Truth.TRUE: Verdict.PASS,
    Truth.FALSE: Verdict.FAIL,
    Truth.UNKNOWN: Verdict.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A criterion with its parts that are due at a gate."""

    criterion: Criterion
    parts: tuple[Due, ...]

    @property
    def side(self) -> Side:
        """Tell which list the criterion stands in."""
        return self.criterion.side

    def leaves(self) -> tuple[tuple[str, Node, Side], ...]:
        """List the ids and trees of this criterion and its parts that carry logic."""
        own = self.criterion
        here = ((own.id, own.logic, own.side),) if own.logic is not None else ()
        return (*here, *(leaf for part in self.parts for leaf in part.leaves()))


def due_at(protocol: Protocol, gate: str) -> tuple[Due, ...]:
    """List what is due at a gate: all criteria whose first check is at it or before.

    Raises KeyError for a gate that the protocol does not have.
    """
    order = [known.id for known in protocol.gates]
    if gate not in order:
        raise KeyError(gate)
    passed = frozenset(order[: order.index(gate) + 1])
    found = (_due(criterion, (), passed) for criterion in protocol.criteria)
    return tuple(due for due in found if due is not None)


def _due(criterion: Criterion, inherited: tuple[str, ...], passed: frozenset[str]) -> Due | None:
    gates = criterion.gates or inherited
    found = (_due(part, gates, passed) for part in criterion.parts)
    parts = tuple(part for part in found if part is not None)
    if criterion.parts:
        return Due(criterion, parts) if parts else None
    return Due(criterion, ()) if passed.intersection(gates) else None


def occasion_of(
    protocol: Protocol,
    person: Person,
    gate: str,
    on: date,
    planned: Mapping[str, When] | None = None,
) -> Occasion:
    """Set the occasion: the trial's dates from the person's facts, or as planned here.

    The gate's own date is its anchor's; where that is not known, `on` stands in.
    """
    anchors = {
        id: when
        for id, anchor in protocol.anchors.items()
        if (when := (planned or {}).get(id) or person.date_of(anchor.item)) is not None
    }
    own = next(known.anchor for known in protocol.gates if known.id == gate)
    as_of = anchors[own].day if own in anchors else on
    return Occasion(protocol=protocol, person=person, as_of=as_of, anchors=anchors)


def judge(node: Node, side: Side, occasion: Occasion) -> Finding:
    """Evaluate a criterion's tree as a requirement: an exclusion's is negated."""
    found = evaluate_node(node, occasion)
    return found if side is Side.INCLUSION else found.negated()


def evaluate_due(due: Due, occasion: Occasion) -> tuple[CriterionVerdict, ...]:
    """Give the verdicts of a criterion and its due parts, the parent first.

    A parent's verdict is the conjunction of its parts'.
    """
    if due.criterion.logic is not None:
        return (_verdict(due.criterion.id, judge(due.criterion.logic, due.side, occasion)),)
    if not due.parts:
        nothing = Finding(Truth.UNKNOWN, (reason("undecided"),))
        return (_verdict(due.criterion.id, nothing),)
    below = [evaluate_due(part, occasion) for part in due.parts]
    parent = _conjunction(due.criterion.id, tuple(found[0] for found in below))
    return (parent, *(verdict for found in below for verdict in found))


def _verdict(id: str, found: Finding) -> CriterionVerdict:
    return CriterionVerdict(
        id=id, verdict=VERDICTS[found.truth], reasons=found.reasons, missing=found.missing
    )


def _conjunction(id: str, parts: tuple[CriterionVerdict, ...]) -> CriterionVerdict:
    verdict = worst(parts)
    deciding = [part for part in parts if part.verdict is verdict]
    return CriterionVerdict(
        id=id,
        verdict=verdict,
        reasons=tuple(dict.fromkeys(one for part in deciding for one in part.reasons)),
        missing=tuple(dict.fromkeys(name for part in deciding for name in part.missing)),
    )


def worst(verdicts: tuple[CriterionVerdict, ...]) -> Verdict:
    """Conjoin verdicts: any fail fails, else any unknown is unknown, else pass."""
    found = {verdict.verdict for verdict in verdicts}
    if Verdict.FAIL in found:
        return Verdict.FAIL
    return Verdict.UNKNOWN if Verdict.UNKNOWN in found else Verdict.PASS


OVERALL = {
    Verdict.PASS: Overall.ELIGIBLE,
    Verdict.FAIL: Overall.NOT_ELIGIBLE,
    Verdict.UNKNOWN: Overall.UNDETERMINED,
}
