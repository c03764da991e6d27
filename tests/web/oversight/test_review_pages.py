"""The pages of queries and review: who opens them, what they do, what they never show."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.web.cast import signed_in
from tests.web.entries.people import ELSEWHERE, PLANTED, TRIAL, make_somebody
from tests.web.oversight.crew import LABS, ODD, SEEN, Crew, save
from trialogue.web.entries.models import Identity, Participant
from trialogue.web.entries.places import Place
from trialogue.web.oversight import actions
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.models import Hold, Mark, Query
from trialogue.web.oversight.policies import Turn
from trialogue.web.oversight.steps import state_of

HOME = f"/study/{TRIAL}"
PERSON = f"{HOME}/participants/P-001/review/"
FORM = f"{PERSON}labs/month1/1/"


def text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


def ask(crew: Crew, somebody: Participant, words: str = "Is it 45?") -> Query:
    return actions.open_query(crew.mona, somebody, LABS, "alt", words)


def test_a_monitor_asks_a_coordinator_answers_a_data_manager_closes(
    crew: Crew, somebody: Participant
) -> None:
    monitor, coordinator, manager = (signed_in(one) for one in (crew.mona, crew.carol, crew.dara))

    sent = monitor.post(f"{FORM}ask/", {"field": "alt", "text": "The report says 45"})
    assert sent.status_code == 302
    query = Query.objects.get()
    page = f"{HOME}/queries/{query.pk}/"
    assert "The report says 45" in text(coordinator, f"{HOME}/queries/")
    assert "54 U/L" in text(coordinator, page)
    assert 'value="close"' not in text(coordinator, page)

    save(crew.carol, somebody, {**SEEN, "alt": "45"}, "typing error")
    done = coordinator.post(page, {"do": "answer", "text": "Changed", "seen": "0"})
    assert done.status_code == 302
    shown = text(manager, page)
    assert "54 U/L" in shown
    assert "45 U/L" in shown
    assert "Changed" in shown

    assert manager.post(page, {"do": "close", "text": "", "seen": "1"}).status_code == 302
    assert state_of(Query.objects.get()).value == "closed"
    assert "The report says 45" not in text(coordinator, f"{HOME}/queries/")
    assert "The report says 45" in text(coordinator, f"{HOME}/queries/?state=closed")


def test_words_that_are_refused_are_kept_on_the_page(crew: Crew, somebody: Participant) -> None:
    query = ask(crew, somebody)
    coordinator = signed_in(crew.carol)

    page = coordinator.post(
        f"{HOME}/queries/{query.pk}/", {"do": "answer", "text": "my words", "seen": "7"}
    )

    assert "Look again" in page.content.decode()
    assert "my words" in page.content.decode()
    assert query.steps.count() == 0


def test_a_monitor_marks_what_agrees(crew: Crew, somebody: Participant) -> None:
    monitor = signed_in(crew.mona)

    sent = monitor.post(FORM, {"version": "1", "agrees": ["alt"]})

    assert sent.status_code == 302
    assert [(one.field, one.is_set) for one in Mark.objects.all()] == [("alt", True)]
    assert "1 of 2 fields verified" in text(monitor, FORM)
    assert "1 (50" in text(monitor, f"{HOME}/verification/")
    save(crew.carol, somebody, {**SEEN, "alt": "45"}, "typing error")
    assert "changed since it was verified" in text(signed_in(crew.carol), FORM)


def test_a_data_manager_freezes_a_visit_with_a_reason(crew: Crew, somebody: Participant) -> None:
    manager = signed_in(crew.dara)

    refused = manager.post(f"{PERSON}hold/", {"do": "freeze", "target": "@month1", "reason": " "})
    assert "Words are needed here." in refused.content.decode()
    unknown = manager.post(
        f"{PERSON}hold/", {"do": "freeze", "target": "labs@month9", "reason": "x"}
    )
    assert unknown.status_code == 404
    done = manager.post(
        f"{PERSON}hold/", {"do": "freeze", "target": "@month1", "reason": "interim look"}
    )

    assert done.status_code == 302
    assert [(one.visit, one.kind) for one in Hold.objects.all()] == [("month1", "frozen")]
    assert "interim look" in text(signed_in(crew.carol), FORM)


READ = ("queries/", "queries/1/", "verification/", "participants/P-001/review/",
        "participants/P-001/review/labs/month1/1/")  # fmt: skip
WRITES = (
    ("queries/1/", {"do": "answer", "text": "x", "seen": "0"}, "carol ivan"),
    ("queries/1/", {"do": "close", "text": "x", "seen": "0"}, "mona dara"),
    ("participants/P-001/review/labs/month1/1/", {"version": "2", "agrees": "alt"}, "mona"),
    ("participants/P-001/review/labs/month1/1/ask/", {"text": "x"}, "mona dara"),
    (
        "participants/P-001/review/hold/",
        {"do": "freeze", "target": "@", "reason": "x"},
        "mona dara",
    ),
    ("participants/P-001/review/hold/", {"do": "lock", "target": "ae@", "reason": "x"}, "dara"),
)
EVERYBODY = ("carol", "ivan", "mona", "dara", "stan", "bernd", "zoe")


@pytest.fixture
def leaky(crew: Crew, somebody: Participant) -> Query:
    """Plant what could leak, in every place where words can stand."""
    Identity.objects.create(participant=somebody, family_name=PLANTED)
    save(crew.carol, somebody, {**SEEN, "note": PLANTED}, PLANTED)
    save(crew.carol, somebody, {"term": PLANTED, "serious": "no"}, at=Place(form="ae"))
    return ask(crew, somebody, PLANTED)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_opens_which_page(who: str, crew: Crew, leaky: Query) -> None:
    client = signed_in(getattr(crew, who))
    here = who in ("carol", "ivan", "mona", "dara")
    # The lists of a trial open for another centre of it, and are empty for them.
    lists = here or who == "bernd"

    for address in READ:
        page = client.get(f"{HOME}/{address.replace('queries/1', f'queries/{leaky.pk}')}")
        opens = lists if address in ("queries/", "verification/") else here
        assert page.status_code == (200 if opens else 404), address
        if not here:
            assert PLANTED not in page.content.decode(), address
            assert page.status_code == 404 or "P-001" not in page.content.decode(), address


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_does_what(who: str, crew: Crew, leaky: Query) -> None:
    client = signed_in(getattr(crew, who))

    for address, sent, may in WRITES:
        place = f"{HOME}/{address.replace('queries/1', f'queries/{leaky.pk}')}"
        page = client.post(place, sent)
        assert page.status_code == (302 if who in may.split() else 404), (address, sent)


def test_names_stand_on_no_page_of_oversight(crew: Crew, somebody: Participant) -> None:
    Identity.objects.create(participant=somebody, family_name=PLANTED, phone=PLANTED)
    ask(crew, somebody)
    client = signed_in(crew.carol)

    for address in READ:
        pk = Query.objects.get().pk
        page = client.get(f"{HOME}/{address.replace('queries/1', f'queries/{pk}')}")
        assert page.status_code == 200
        assert PLANTED not in page.content.decode(), address


@pytest.mark.parametrize(
    "address",
    [
        f"{PERSON}nothing/-/1/",
        f"{PERSON}labs/-/1/",
        f"{PERSON}labs/month1/99999/",
        f"{PERSON}l%20bs/month1/1/",
        f"{HOME}/queries/999999/",
        f"{HOME}/queries/?state=nothing",
        "/study/NCT00000000/queries/",
    ],
)
def test_an_address_that_names_nothing_is_not_there(
    address: str, crew: Crew, somebody: Participant
) -> None:
    assert signed_in(crew.dara).get(address).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_lists_ask_as_many_questions_for_three_as_for_one(
    people: int,
    crew: Crew,
    somebody: Participant,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(people):
        other = make_somebody(crew.carol, f"P-01{number}")
        save(crew.carol, other, ODD)
        ask(crew, other)
        actions.turn_data(crew.dara, other, Target(), Turn.FREEZE, "x")
    client = signed_in(crew.dara)
    client.get(f"{HOME}/queries/")

    with django_assert_num_queries(9):
        client.get(f"{HOME}/queries/")
    with django_assert_num_queries(9):
        client.get(f"{HOME}/verification/")


def test_the_list_is_narrowed_to_a_centre_and_a_participant(
    crew: Crew, somebody: Participant
) -> None:
    other = make_somebody(crew.bernd, "P-002", ELSEWHERE)
    save(crew.bernd, other, SEEN)
    ask(crew, somebody, "Here?")
    ask(crew, other, "There?")
    monitor = signed_in(crew.mona)

    both = text(monitor, f"{HOME}/queries/")
    centre = text(monitor, f"{HOME}/queries/?centre={ELSEWHERE}")
    person = text(monitor, f"{HOME}/queries/?participant=P-001")

    assert ("Here?" in both, "There?" in both) == (True, True)
    assert ("Here?" in centre, "There?" in centre) == (False, True)
    assert ("Here?" in person, "There?" in person) == (True, False)
    assert "There?" not in text(signed_in(crew.carol), f"{HOME}/queries/")


def test_a_refused_lock_says_so_at_the_top_and_a_switch_of_language_leads_to_the_page(
    crew: Crew, somebody: Participant
) -> None:
    ask(crew, somebody)
    manager = signed_in(crew.dara)

    page = manager.post(
        f"{PERSON}hold/", {"do": "lock", "target": "labs@month1", "reason": "end"}
    ).content.decode()

    assert page.index("Queries there are not closed yet") < page.index('id="forms"')
    assert 'id="faults"' in page
    assert f'action="{PERSON}hold/#faults"' in page
    assert f'name="next" value="{PERSON}"' in page
    moved = manager.post("/language/", {"language": "es", "next": PERSON})
    assert manager.get(moved.headers["Location"]).status_code == 200
    empty = signed_in(crew.mona).post(f"{FORM}ask/", {"field": "alt", "text": " "})
    assert f'name="next" value="{FORM}"' in empty.content.decode()


def test_only_turns_that_are_possible_are_offered(crew: Crew, somebody: Participant) -> None:
    manager = signed_in(crew.dara)

    def offered() -> set[str]:
        page = text(manager, PERSON)
        return {one.value for one in Turn if f'name="do" value="{one.value}"' in page}

    assert offered() == {"freeze", "lock"}
    actions.turn_data(crew.dara, somebody, Target(), Turn.FREEZE, "x")
    assert offered() == {"freeze", "lock", "thaw"}
    actions.turn_data(crew.dara, somebody, Target(), Turn.LOCK, "x")
    assert offered() == {"freeze", "lock", "unlock"}


def test_whoever_answers_is_led_to_the_answer(crew: Crew, somebody: Participant) -> None:
    words = f"Answer query {ask(crew, somebody).pk}"

    assert text(signed_in(crew.carol), FORM).count(words) == 2
    assert words not in text(signed_in(crew.mona), FORM)


@pytest.mark.parametrize("address", [f"{HOME}/", PERSON])
def test_whoever_is_refused_keeps_the_header_of_the_staff(
    address: str, crew: Crew, somebody: Participant
) -> None:
    page = signed_in(crew.stan).get(address)

    assert page.status_code == 404
    assert "Sign out" in page.content.decode()
    assert "/staff/results/" in page.content.decode()
    assert "P-001" not in page.content.decode().split("<main", 1)[1]
