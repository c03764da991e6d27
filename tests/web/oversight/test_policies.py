"""When may: the documents show the tables."""

from __future__ import annotations

import re

from tests.repository import REPOSITORY
from trialogue.web.oversight.models import QueryStateName
from trialogue.web.oversight.policies import (
    HOLD_TURNS,
    KINDS,
    LEVEL_AFTER,
    MOVE_ACTIONS,
    QUERY_MOVES,
    STATE_AFTER,
    STEPS,
    TURN_ACTIONS,
    Move,
    Turn,
)

ROLES = REPOSITORY / "docs" / "explanation" / "roles.md"
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \|$", re.MULTILINE)


def test_the_documents_show_when_may() -> None:
    shown = set(ROW.findall(ROLES.read_text("utf-8")))

    moves = {
        (state.value, move.value, after.value)
        for state, row in QUERY_MOVES.items()
        for move, after in row.items()
    }
    turns = {
        (level.value, turn.value, after.value)
        for level, row in HOLD_TURNS.items()
        for turn, after in row.items()
    }
    assert shown == moves | turns


def test_every_move_and_turn_has_who_may_and_what_it_leads_to() -> None:
    assert set(MOVE_ACTIONS) == set(STEPS) == set(Move)
    assert set(TURN_ACTIONS) == set(KINDS) == set(Turn)
    for state in QueryStateName:
        for move, after in QUERY_MOVES[state].items():
            assert STATE_AFTER[STEPS[move]] is after
    for row in HOLD_TURNS.values():
        for turn, level in row.items():
            assert LEVEL_AFTER[KINDS[turn]] is level
