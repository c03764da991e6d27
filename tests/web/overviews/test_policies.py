"""When something may be done with a draft: the whole table."""

from __future__ import annotations

import pytest

from trialogue.web.overviews.models import AuthorKind, DecisionKind, Draft
from trialogue.web.overviews.policies import ALLOWED, Standing, State, Step, refusal, state_of

STATES = [
    (None, False, True, State.WAITING),
    (None, False, False, State.CHANGED),
    (None, True, True, State.WAITING),
    (DecisionKind.APPROVED, True, True, State.PUBLIC),
    (DecisionKind.APPROVED, True, False, State.CHANGED),
    (DecisionKind.APPROVED, False, True, State.REPLACED),
    (DecisionKind.APPROVED, False, False, State.REPLACED),
    (DecisionKind.SENT_BACK, False, True, State.SENT_BACK),
    (DecisionKind.SENT_BACK, False, False, State.SENT_BACK),
    (DecisionKind.WITHDRAWN, True, True, State.WITHDRAWN),
    (DecisionKind.WITHDRAWN, False, False, State.WITHDRAWN),
]


@pytest.mark.parametrize(("own", "holds", "is_current", "state"), STATES)
def test_the_state_follows_from_decisions_and_record(
    own: str | None, holds: bool, is_current: bool, state: State
) -> None:
    assert state_of(Standing(own=own, holds=holds, is_current=is_current)) is state


STEPS = [
    (State.WAITING, {Step.APPROVE, Step.SEND_BACK, Step.CHANGE}),
    (State.PUBLIC, {Step.WITHDRAW, Step.CHANGE}),
    (State.CHANGED, {Step.CHANGE}),
    (State.SENT_BACK, {Step.CHANGE}),
    (State.WITHDRAWN, {Step.CHANGE}),
    (State.REPLACED, {Step.CHANGE}),
]


@pytest.mark.parametrize(("state", "allowed"), STEPS)
def test_what_may_be_done_follows_from_the_state(state: State, allowed: set[Step]) -> None:
    draft = Draft(author_kind=AuthorKind.RULES, by_id=1)

    may = {step for step in Step if refusal(step, state, draft, 2) is None}

    assert may == allowed


def test_every_state_is_in_the_table() -> None:
    assert set(ALLOWED) == set(State)


@pytest.mark.parametrize(
    ("kind", "by", "refused"),
    [
        (AuthorKind.PERSON, 1, True),
        (AuthorKind.PERSON, 2, False),
        (AuthorKind.RULES, 1, False),
        (AuthorKind.MODEL, 1, False),
    ],
)
def test_nobody_approves_words_of_their_own(kind: AuthorKind, by: int, refused: bool) -> None:
    draft = Draft(author_kind=kind, by_id=by)

    why = refusal(Step.APPROVE, State.WAITING, draft, 1)

    assert (why is not None) is refused
