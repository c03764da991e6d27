"""What is unusual becomes a query as the entry is kept, once for each value."""

from __future__ import annotations

import pytest

from tests.web.oversight.crew import LABS, ODD, SEEN, Crew, save
from trialogue.web.entries.actions import remove_entry
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Refused, Saved
from trialogue.web.oversight import actions
from trialogue.web.oversight.models import Query, QueryStateName
from trialogue.web.oversight.policies import QUERY_MOVES, STATE_AFTER, STEPS, Move
from trialogue.web.oversight.steps import state_of
from trialogue.web.oversight.words import say_question


def states() -> list[tuple[str, int, str]]:
    return [(one.field, one.version, state_of(one).value) for one in Query.objects.all()]


def closed(crew: Crew, query: Query) -> None:
    seen = query.steps.count()
    actions.move_query(crew.dara, query, Move.CLOSE, "seen in the report", seen=seen)


def test_an_unusual_value_is_asked_about_as_it_is_saved(crew: Crew, somebody: Participant) -> None:
    assert states() == []

    save(crew.carol, somebody, ODD, "typing error")

    query = Query.objects.get()
    assert states() == [("alt", 2, "open")]
    assert (query.origin, query.opened_by, query.place) == ("check", crew.carol, LABS)
    assert "5000 U/L" in say_question(query)
    assert "3" in say_question(query)


def test_a_changed_value_closes_its_query_and_the_old_value_opens_it_again(
    crew: Crew, somebody: Participant
) -> None:
    save(crew.carol, somebody, ODD, "a")
    save(crew.carol, somebody, {**ODD, "ast": "31"}, "ast was missing")
    assert states() == [("alt", 2, "open")]

    save(crew.ivan, somebody, SEEN, "read again")
    assert states() == [("alt", 2, "closed")]
    step = Query.objects.get().steps.get()
    assert (step.by_check, step.by) == (True, crew.ivan)

    save(crew.carol, somebody, ODD, "it was right")
    assert states() == [("alt", 2, "open")]

    save(crew.carol, somebody, {**ODD, "alt": "6000"}, "once more")
    assert states() == [("alt", 2, "closed"), ("alt", 6, "open")]


def test_what_a_person_closed_is_not_asked_again(crew: Crew, somebody: Participant) -> None:
    save(crew.carol, somebody, ODD, "a")
    closed(crew, Query.objects.get())

    save(crew.carol, somebody, {**ODD, "ast": "31"}, "b")
    save(crew.carol, somebody, SEEN, "c")
    save(crew.carol, somebody, ODD, "d")

    assert states() == [("alt", 2, "closed")]


def test_a_form_taken_away_takes_the_questions_of_the_check_along_and_no_person_s(
    crew: Crew, somebody: Participant
) -> None:
    save(crew.carol, somebody, ODD, "a")
    actions.open_query(crew.mona, somebody, LABS, "ast", "Where is it?")

    outcome = remove_entry(crew.carol, somebody, LABS, base_version=2, reason="wrong person")

    assert isinstance(outcome, Saved)
    assert states() == [("alt", 2, "closed"), ("ast", 2, "open")]


def test_a_save_that_is_refused_asks_nothing(crew: Crew, somebody: Participant) -> None:
    from trialogue.web.entries.actions import save_entry

    outcome = save_entry(crew.carol, somebody, LABS, ODD, base_version=1)

    assert isinstance(outcome, Refused)
    assert states() == []


@pytest.mark.parametrize("language", ["en", "zh-hans", "es"])
def test_the_question_of_the_check_is_in_the_reader_s_language(
    language: str, crew: Crew, somebody: Participant
) -> None:
    from django.utils import translation

    save(crew.carol, somebody, ODD, "a")

    with translation.override(language):
        said = say_question(Query.objects.get())

    words = {"en": "usual:", "zh-hans": "通常", "es": "habitual"}
    assert words[language] in said


def make_query(crew: Crew, somebody: Participant, state: QueryStateName) -> Query:
    query = actions.open_query(crew.mona, somebody, LABS, "alt", "Is it 45?")
    if state is QueryStateName.ANSWERED:
        actions.move_query(crew.carol, query, Move.ANSWER, "Yes", seen=0)
    if state is QueryStateName.CLOSED:
        actions.move_query(crew.mona, query, Move.CLOSE, "", seen=0)
    return query


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", QueryStateName)
def test_a_query_moves_as_the_table_says(
    state: QueryStateName, move: Move, crew: Crew, somebody: Participant
) -> None:
    query = make_query(crew, somebody, state)
    seen = query.steps.count()
    after = QUERY_MOVES[state].get(move)

    if after is None:
        with pytest.raises(actions.Refused):
            actions.move_query(crew.dara, query, move, "words", seen=seen)
        assert query.steps.count() == seen
    else:
        step = actions.move_query(crew.dara, query, move, " words ", seen=seen)
        assert STATE_AFTER[step.kind] is after
        assert (step.kind, step.text, step.by) == (STEPS[move], "words", crew.dara)
        assert state_of(Query.objects.get()) is after


def test_nobody_closes_a_query_on_their_own_answer(crew: Crew, somebody: Participant) -> None:
    query = make_query(crew, somebody, QueryStateName.ANSWERED)

    with pytest.raises(actions.Refused, match="Somebody else"):
        actions.move_query(crew.carol, query, Move.CLOSE, "", seen=1)


def test_whoever_did_not_see_the_last_step_looks_again(crew: Crew, somebody: Participant) -> None:
    query = make_query(crew, somebody, QueryStateName.ANSWERED)

    with pytest.raises(actions.Refused, match="meanwhile"):
        actions.move_query(crew.dara, query, Move.CLOSE, "", seen=0)


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_question_and_an_answer_need_words(text: str, crew: Crew, somebody: Participant) -> None:
    query = make_query(crew, somebody, QueryStateName.OPEN)

    with pytest.raises(actions.Refused):
        actions.open_query(crew.mona, somebody, LABS, "alt", text)
    with pytest.raises(actions.Refused):
        actions.move_query(crew.carol, query, Move.ANSWER, text, seen=0)
