"""Where a participant stands is said alike on every page, and costs the same for any number."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from tests.protocols.invented_entries import CONSENT, DEMOGRAPHY, TREATMENT, enter
from tests.web.cast import signed_in
from tests.web.study.path import TRIAL, Team, enrol_elsewhere, fill, make_child

HOME = f"/study/{TRIAL}/"
FAILED = enter("screen_failure", date="2025-04-15", reason="exclusion_met", criteria="E3")
ENDED = enter(
    "end_of_study", date="2025-07-01", reason="lost", last_contact="2025-06-20", attempts="3"
)
HOME_QUERIES = 15


@pytest.fixture
def everywhere(team: Team) -> Team:
    """Make one participant in each state but that of the day of the infusion."""
    for number, filled in enumerate(((), (CONSENT,), (CONSENT, FAILED)), start=1):
        fill(team, make_child(team, f"P-{number}"), *filled)
    for number, filled in ((4, ()), (5, TREATMENT), (6, (*TREATMENT, ENDED))):
        child = make_child(team, f"P-{number}")
        fill(team, child, CONSENT)
        enrol_elsewhere(team, child)
        fill(team, child, *filled)
    return team


STATES = {
    "P-1": "No valid consent yet",
    "P-2": "In screening",
    "P-3": "Screening failed",
    "P-4": "Enrolled",
    "P-5": "In follow-up",
    "P-6": "Off study",
}


def test_every_page_says_the_same_of_where_somebody_stands(everywhere: Team) -> None:
    client = signed_in(everywhere.carol)

    home = client.get(HOME).context["page"]
    listed = client.get(f"{HOME}participants/").context["people"]
    log = client.get(f"{HOME}log/").context["log"]
    alone = {code: client.get(f"{HOME}participants/{code}/") for code in STATES}

    on_home = {
        row.standing.known.subject: group.label for group in home.groups for row in group.rows
    }
    assert on_home == STATES
    assert {row.participant.subject: row.state for row in listed.rows} == STATES
    assert {code: page.context["overview"].state for code, page in alone.items()} == STATES
    assert {row.standing.known.subject: row.outcome for row in log.rows} == {
        "P-1": "in_screening",
        "P-2": "in_screening",
        "P-3": "screen_failure",
        **dict.fromkeys(("P-4", "P-5", "P-6"), "enrolled"),
    }
    assert dict(home.counts) == {**dict.fromkeys(STATES.values(), 1), "In treatment": 0}


def test_who_is_not_in_the_study_has_no_next_visit(everywhere: Team) -> None:
    groups = signed_in(everywhere.carol).get(HOME).context["page"].groups

    waits = {row.standing.known.subject for one in groups for row in one.rows if row.ahead}

    assert waits == {"P-2", "P-4", "P-5"}


@pytest.mark.parametrize("people", [1, 3])
def test_the_home_takes_as_many_queries_for_one_as_for_many(
    people: int, team: Team, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        fill(team, make_child(team, f"P-{number}"), CONSENT)
    client = signed_in(team.carol)
    client.get(f"{HOME}candidates/")

    with django_assert_num_queries(HOME_QUERIES):
        page = client.get(HOME)

    assert len(page.context["page"].page) == people


PAGES = {"queries/": 7, "verification/": 9, "safety/": 12, "log/": 10, "consents/": 10}
"""Queries of a trial's pages, whatever the number of participants."""


@pytest.mark.parametrize("people", [1, 3])
def test_a_trials_pages_take_as_many_queries_for_one_as_for_many(people: int, team: Team) -> None:
    for number in range(people):
        fill(team, make_child(team, f"P-{number}"), CONSENT, DEMOGRAPHY)
    client, found = signed_in(team.mona), {}
    client.get(f"{HOME}queries/")

    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{HOME}{page}").status_code == 200
        found[page] = len(asked)

    assert found == PAGES


def test_the_home_shows_fifty_at_a_time_each_with_the_next_visit(team: Team) -> None:
    for number in range(51):
        make_child(team, f"P-{number:02}")
    fill(team, make_child(team, "Q-1"), CONSENT)
    client = signed_in(team.carol)

    first, last = client.get(HOME), client.get(f"{HOME}?page=2")

    assert [(one.label, one.number, len(one.rows)) for one in first.context["page"].groups] == [
        ("No valid consent yet", 51, 50)
    ]
    assert [(one.label, one.number, len(one.rows)) for one in last.context["page"].groups] == [
        ("No valid consent yet", 51, 1),
        ("In screening", 1, 1),
    ]
    assert "Page 2 of 2" in last.content.decode()
