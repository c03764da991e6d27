"""When something may be done with a query, and with data that are frozen or locked: as tables.

*Who* may stands in `accounts.permissions.TABLE`. docs/explanation/roles.md shows these tables,
and a test keeps the two alike.
"""

from __future__ import annotations

from enum import StrEnum

from trialogue.web.accounts.permissions import Action
from trialogue.web.oversight.models import Hold, QueryStateName, QueryStep


class Move(StrEnum):
    """What can be done with a query that is there."""

    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"


class Level(StrEnum):
    """How data stand."""

    OPEN = "open"
    FROZEN = "frozen"
    LOCKED = "locked"


class Turn(StrEnum):
    """What can be done with data as a whole."""

    FREEZE = "freeze"
    THAW = "thaw"
    LOCK = "lock"
    UNLOCK = "unlock"


QUERY_MOVES: dict[QueryStateName, dict[Move, QueryStateName]] = {
    QueryStateName.OPEN: {
        Move.ANSWER: QueryStateName.ANSWERED,
        Move.CLOSE: QueryStateName.CLOSED,
    },
    QueryStateName.ANSWERED: {
        Move.CLOSE: QueryStateName.CLOSED,
        Move.REOPEN: QueryStateName.OPEN,
    },
    QueryStateName.CLOSED: {Move.REOPEN: QueryStateName.OPEN},
}
MOVE_ACTIONS: dict[Move, Action] = {
    Move.ANSWER: Action.ANSWER_QUERIES,
    Move.CLOSE: Action.RAISE_QUERIES,
    Move.REOPEN: Action.RAISE_QUERIES,
}
STEPS: dict[Move, QueryStep.Kind] = {
    Move.ANSWER: QueryStep.Kind.ANSWERED,
    Move.CLOSE: QueryStep.Kind.CLOSED,
    Move.REOPEN: QueryStep.Kind.REOPENED,
}
STATE_AFTER: dict[str, QueryStateName] = {
    QueryStep.Kind.ANSWERED: QueryStateName.ANSWERED,
    QueryStep.Kind.CLOSED: QueryStateName.CLOSED,
    QueryStep.Kind.REOPENED: QueryStateName.OPEN,
}

HOLD_TURNS: dict[Level, dict[Turn, Level]] = {
    Level.OPEN: {Turn.FREEZE: Level.FROZEN, Turn.LOCK: Level.LOCKED},
    Level.FROZEN: {Turn.THAW: Level.OPEN, Turn.LOCK: Level.LOCKED},
    Level.LOCKED: {Turn.UNLOCK: Level.OPEN},
}
TURN_ACTIONS: dict[Turn, Action] = {
    Turn.FREEZE: Action.FREEZE_DATA,
    Turn.THAW: Action.FREEZE_DATA,
    Turn.LOCK: Action.LOCK_DATA,
    Turn.UNLOCK: Action.LOCK_DATA,
}
KINDS: dict[Turn, Hold.Kind] = {
    Turn.FREEZE: Hold.Kind.FROZEN,
    Turn.THAW: Hold.Kind.THAWED,
    Turn.LOCK: Hold.Kind.LOCKED,
    Turn.UNLOCK: Hold.Kind.UNLOCKED,
}
LEVEL_AFTER: dict[str, Level] = {
    Hold.Kind.FROZEN: Level.FROZEN,
    Hold.Kind.THAWED: Level.OPEN,
    Hold.Kind.LOCKED: Level.LOCKED,
    Hold.Kind.UNLOCKED: Level.OPEN,
}
