"""How a query stands by its steps, and the steps that the check takes by itself."""

from __future__ import annotations

from trialogue.web.entries.models import Entry
from trialogue.web.oversight.models import Query, QueryStateName, QueryStep
from trialogue.web.oversight.policies import STATE_AFTER


def state_of(query: Query) -> QueryStateName:
    """Tell how a query stands, from its steps (prefetched, or one query)."""
    steps = sorted(query.steps.all(), key=lambda step: step.number)
    return STATE_AFTER[steps[-1].kind] if steps else QueryStateName.OPEN


def step_by_check(query: Query, entry: Entry, *, holds: bool) -> None:
    """Close a query that does not hold any more; open it again where it does, if it was so closed.

    `entry` is what was just saved: by it, and by who saved it, the step is made.
    """
    steps = sorted(query.steps.all(), key=lambda step: step.number)
    is_closed = state_of(query) is QueryStateName.CLOSED
    if not holds and not is_closed:
        kind = QueryStep.Kind.CLOSED
    elif holds and is_closed and steps[-1].by_check:
        kind = QueryStep.Kind.REOPENED
    else:
        return
    QueryStep.objects.create(
        query=query,
        number=len(steps) + 1,
        kind=kind,
        by_check=True,
        by=entry.made_by,
        at=entry.made_at,
    )
