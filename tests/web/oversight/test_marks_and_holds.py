"""Marks fall with their value; what is frozen or locked stands; the database keeps every row."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.oversight.crew import KEPT, LABS, SEEN, Crew, save
from trialogue.web.entries.actions import remove_entry, save_entry
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Refused
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries
from trialogue.web.oversight import actions
from trialogue.web.oversight.holding import Target, level_at
from trialogue.web.oversight.models import Hold, Mark, Query, QueryStep
from trialogue.web.oversight.policies import HOLD_TURNS, Level, Move, Turn
from trialogue.web.oversight.queries import Progress, marks_of, progress_of_all


def progress(somebody: Participant) -> Progress:
    return progress_of_all(current_entries([somebody]), marks_of([somebody]))[somebody.pk]


def mark(crew: Crew, somebody: Participant, *fields: str, version: int = 1) -> int:
    return len(actions.mark_fields(crew.mona, somebody, LABS, fields, version=version))


def test_a_mark_falls_with_its_value_and_no_other_does(crew: Crew, somebody: Participant) -> None:
    assert mark(crew, somebody, "alt", "ast") == 2
    assert progress(somebody) == Progress(filled=2, verified=2)

    save(crew.carol, somebody, {**SEEN, "alt": "45"}, "typing error")
    assert progress(somebody) == Progress(filled=2, verified=1, fallen=1)

    save(crew.carol, somebody, {**SEEN, "alt.low": "5", "alt.high": "40"}, "range added")
    assert progress(somebody) == Progress(filled=2, verified=1, fallen=1)

    save(crew.carol, somebody, SEEN, "range was another's")
    assert progress(somebody) == Progress(filled=2, verified=2)


def test_a_mark_is_made_once_and_can_be_taken_back(crew: Crew, somebody: Participant) -> None:
    assert mark(crew, somebody, "alt") == 1
    assert mark(crew, somebody, "alt") == 0
    assert mark(crew, somebody) == 1

    assert progress(somebody) == Progress(filled=2)
    assert [(one.field, one.is_set, one.by) for one in Mark.objects.all()] == [
        ("alt", True, crew.mona),
        ("alt", False, crew.mona),
    ]


def test_what_was_changed_meanwhile_is_not_marked(crew: Crew, somebody: Participant) -> None:
    save(crew.carol, somebody, {**SEEN, "alt": "45"}, "typing error")

    with pytest.raises(actions.Refused, match="Compare it again"):
        mark(crew, somebody, "alt", version=1)
    assert mark(crew, somebody, "alt", "no_field", version=2) == 1


@pytest.mark.parametrize(
    ("target", "stops"),
    [
        (Target(), [True, True, True]),
        (Target(visit="month1"), [True, False, False]),
        (Target(form="labs", visit="month1"), [True, False, False]),
        (Target(form="labs"), [True, True, False]),
        (Target(form="ae"), [False, False, True]),
        (Target(form="lesion", visit="month1"), [False, False, False]),
    ],
)
@pytest.mark.parametrize("turn", [Turn.FREEZE, Turn.LOCK])
def test_what_is_held_cannot_be_entered_and_the_rest_can(
    turn: Turn, target: Target, stops: list[bool], crew: Crew, somebody: Participant
) -> None:
    actions.turn_data(crew.dara, somebody, target, turn, "interim look")
    event = {"term": "Fever", "serious": "no"}
    tries = [
        save_entry(crew.carol, somebody, LABS, {"alt": "45", "alt.unit": "U/L"}, base_version=1,
                   reason="typing error"),
        save_entry(crew.carol, somebody, Place(form="labs", visit="month2"), SEEN, base_version=0),
        save_entry(crew.carol, somebody, Place(form="ae"), event, base_version=0),
    ]  # fmt: skip

    assert [isinstance(one, Refused) for one in tries] == stops
    for one in tries:
        if isinstance(one, Refused):
            assert "interim look" in one.faults[0].message
            assert "Dara" in one.faults[0].message
    removed = remove_entry(crew.carol, somebody, LABS, base_version=1, reason="wrong")
    if stops[0]:
        assert isinstance(removed, Refused)


@pytest.mark.parametrize("turn", Turn)
@pytest.mark.parametrize("level", Level)
def test_data_are_frozen_and_locked_as_the_table_says(
    level: Level, turn: Turn, crew: Crew, somebody: Participant
) -> None:
    first = {Level.FROZEN: Turn.FREEZE, Level.LOCKED: Turn.LOCK}.get(level)
    if first is not None:
        actions.turn_data(crew.dara, somebody, Target(), first, "before")
    after = HOLD_TURNS[level].get(turn)

    if after is None:
        with pytest.raises(actions.Refused):
            actions.turn_data(crew.dara, somebody, Target(), turn, "now")
        assert level_at(somebody, LABS) is level
    else:
        actions.turn_data(crew.dara, somebody, Target(), turn, "now")
        assert level_at(somebody, LABS) is after


def test_nothing_is_locked_while_a_query_there_is_not_closed(
    crew: Crew, somebody: Participant
) -> None:
    query = actions.open_query(crew.mona, somebody, LABS, "alt", "Is it 45?")
    month1, month2 = Target(visit="month1"), Target(visit="month2")

    with pytest.raises(actions.Refused, match="not closed"):
        actions.turn_data(crew.dara, somebody, month1, Turn.LOCK, "done")
    actions.turn_data(crew.dara, somebody, month2, Turn.LOCK, "done")
    actions.move_query(crew.mona, query, Move.CLOSE, "", seen=0)
    actions.turn_data(crew.dara, somebody, month1, Turn.LOCK, "done")

    assert level_at(somebody, LABS) is Level.LOCKED


def test_on_locked_data_nothing_is_asked_answered_or_marked(
    crew: Crew, somebody: Participant
) -> None:
    query = actions.open_query(crew.mona, somebody, LABS, "alt", "Is it 45?")
    actions.move_query(crew.mona, query, Move.CLOSE, "", seen=0)
    actions.turn_data(crew.dara, somebody, Target(), Turn.LOCK, "done")

    with pytest.raises(actions.Refused, match="locked"):
        actions.open_query(crew.mona, somebody, LABS, "alt", "And now?")
    with pytest.raises(actions.Refused, match="locked"):
        actions.move_query(crew.mona, query, Move.REOPEN, "And now?", seen=1)
    with pytest.raises(actions.Refused, match="locked"):
        mark(crew, somebody, "alt")


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_a_freeze_needs_its_reason(reason: str, crew: Crew, somebody: Participant) -> None:
    with pytest.raises(actions.Refused):
        actions.turn_data(crew.dara, somebody, Target(), Turn.FREEZE, reason)


@pytest.mark.parametrize("model", [Query, QueryStep, Mark, Hold], ids=lambda one: one.__name__)
@pytest.mark.parametrize("what", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove(
    what: str, model: type[Query], crew: Crew, somebody: Participant
) -> None:
    query = actions.open_query(crew.mona, somebody, LABS, "alt", "Is it 45?")
    actions.move_query(crew.carol, query, Move.ANSWER, "No", seen=0)
    mark(crew, somebody, "alt")
    actions.turn_data(crew.dara, somebody, Target(), Turn.FREEZE, "interim look")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what.format(model._meta.db_table))
    assert model._default_manager.count() == 1


def test_the_entry_is_as_it_was_saved(somebody: Participant) -> None:
    assert current_entries([somebody])[somebody.pk][LABS].values == KEPT
