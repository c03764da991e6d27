"""Screen a person at a gate: every due criterion, the overall verdict, the earliest start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from trialogue.core.dates import When
from trialogue.core.eligibility.earliest import (
    closed_window,
    earliest_of,
    earliest_start,
    happened_by,
    latest_of,
)
from trialogue.core.eligibility.evaluate import (
    OVERALL,
    Due,
    due_at,
    evaluate_due,
    occasion_of,
    worst,
)
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.eligibility.verdict import CriterionVerdict, Screening, Verdict
from trialogue.core.facts import Person
from trialogue.core.protocol.trial import Protocol


def screen(
    protocol: Protocol,
    person: Person,
    *,
    gate: str,
    on: date,
    planned: Mapping[str, When] | None = None,
) -> Screening:
    """Screen one person at a gate, on a day, with anchors planned or as recorded.

    `on` says which anchors have happened, and stands in for the gate's date where that
    is not known. `planned` overrides recorded anchors and keeps them movable.
    Raises KeyError for an unknown gate. Source: design.md sections 4 and 5.
    """
    due = due_at(protocol, gate)
    occasion = occasion_of(protocol, person, gate, on, planned)
    tops = [_with_earliest(one, evaluate_due(one, occasion), occasion) for one in due]
    verdicts = tuple(verdict for found in tops for verdict in found)
    own = next(known.anchor for known in protocol.gates if known.id == gate)
    happened = happened_by(on, own, occasion, frozenset(planned or ()))
    return Screening(
        subject=person.subject,
        gate=gate,
        as_of=occasion.as_of,
        overall=OVERALL[worst(tuple(found[0] for found in tops))],
        criteria=verdicts,
        earliest=earliest_start(due, occasion, happened),
        warnings=_warnings(occasion),
    )


def _warnings(occasion: Occasion) -> tuple[Reason, ...]:
    """List what is wrong with the trial's own dates, whatever the criteria say."""
    order = [id for id in occasion.protocol.anchors if id in occasion.anchors]
    found = [
        reason(
            "wrong order",
            anchor=occasion.anchor_label(sooner),
            day=str(occasion.anchors[sooner]),
            other=occasion.anchor_label(later),
            other_day=str(occasion.anchors[later]),
        )
        for sooner, later in pairwise(order)
        if occasion.anchors[sooner].first.date() > occasion.anchors[later].last.date()
    ]
    closed = closed_window(occasion)
    return (*found, closed) if closed is not None else tuple(found)


def _with_earliest(
    due: Due, verdicts: tuple[CriterionVerdict, ...], occasion: Occasion
) -> tuple[CriterionVerdict, ...]:
    """Add the earliest date to each failing verdict, parts before their parent."""
    own, below = verdicts[0], verdicts[1:]
    if due.criterion.logic is not None:
        if own.verdict is not Verdict.FAIL:
            return verdicts
        found = earliest_of(due.criterion.logic, due.side, occasion)
        return (replace(own, earliest=found),)
    done: list[CriterionVerdict] = []
    heads: list[CriterionVerdict] = []
    for part in due.parts:
        size = 1 + _count(part)
        filled = _with_earliest(part, below[:size], occasion)
        heads.append(filled[0])
        done.extend(filled)
        below = below[size:]
    return (replace(own, earliest=latest_of(tuple(heads), occasion)), *done)


def _count(due: Due) -> int:
    return sum(1 + _count(part) for part in due.parts)
