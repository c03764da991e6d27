"""When something may be decided about a draft; *who* may is `accounts.permissions`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trialogue.web.overviews.models import AuthorKind, DecisionKind, Draft


class State(models.TextChoices):
    """How it stands with a draft today."""

    WAITING = "waiting", _("waits for an approver")
    PUBLIC = "public", _("public")
    CHANGED = "changed", _("the record has changed since: not public")
    SENT_BACK = "sent-back", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("replaced by a later one")


class Step(Enum):
    """What can be done with a draft."""

    APPROVE = "approve"
    SEND_BACK = "send-back"
    WITHDRAW = "withdraw"
    CHANGE = "change"


ALLOWED: dict[State, frozenset[Step]] = {
    State.WAITING: frozenset({Step.APPROVE, Step.SEND_BACK, Step.CHANGE}),
    State.PUBLIC: frozenset({Step.WITHDRAW, Step.CHANGE}),
    State.CHANGED: frozenset({Step.CHANGE}),
    State.SENT_BACK: frozenset({Step.CHANGE}),
    State.WITHDRAWN: frozenset({Step.CHANGE}),
    State.REPLACED: frozenset({Step.CHANGE}),
}
"""When may. A change is a new draft, which goes through the gate; so it is always allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the state of a draft follows from.

    `own`: the last decision about this draft; `holds`: whether that is the last approval or
    withdrawal of its trial and language; `is_current`: whether the record still says the same.
    """

    own: str | None
    holds: bool
    is_current: bool


def state_of(standing: Standing) -> State:
    """Say how it stands with a draft."""
    if standing.own == DecisionKind.SENT_BACK:
        return State.SENT_BACK
    if standing.own == DecisionKind.WITHDRAWN:
        return State.WITHDRAWN
    if standing.own == DecisionKind.APPROVED and not standing.holds:
        return State.REPLACED
    if not standing.is_current:
        return State.CHANGED
    return State.PUBLIC if standing.own == DecisionKind.APPROVED else State.WAITING


def refusal(step: Step, state: State, draft: Draft, person: int) -> str | Promise | None:
    """Say why a person may not take a step now; None: they may. `person` is their number."""
    if step not in ALLOWED[state]:
        return _("this cannot be done with a draft that is as it is now: %(state)s") % {
            "state": state.label
        }
    own = draft.author_kind == AuthorKind.PERSON and draft.by_id == person
    if step is Step.APPROVE and own:
        return _("somebody else must approve what you wrote yourself")
    return None
