"""Participants: who sees which, their trail in words and as CSV, who they are, all of them fast."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from pytest_django import DjangoAssertNumQueries

from tests.web.cast import B, make_user, signed_in
from tests.web.entries.people import ELSEWHERE, HERE, PLANTED, TRIAL, Team, make_somebody
from trialogue.web.accounts.roles import Role
from trialogue.web.centres.actions import Entry as Centre
from trialogue.web.centres.actions import enter_centre
from trialogue.web.entries import guards, panels, urls
from trialogue.web.entries.actions import keep_draft, remove_entry, save_entry
from trialogue.web.entries.identities import write_identity
from trialogue.web.entries.models import Entry, Identity, Participant
from trialogue.web.entries.places import Place

BASE = f"/study/{TRIAL}/participants/"
PERSON = f"{BASE}P-001/"
LABS, EVENTS = Place(form="labs", visit="month1"), Place(form="ae")
PEOPLE: dict[str, tuple[str, str, str]] = {
    "other centre": (Role.COORDINATOR, TRIAL, ELSEWHERE),
    "other trial": (Role.COORDINATOR, B, ""),
    "statistician": (Role.STATISTICIAN, TRIAL, ""),
    "editor": (Role.EDITOR, "", ""),
    "administrator": (Role.ADMINISTRATOR, "", ""),
    "monitor": (Role.MONITOR, TRIAL, ""),
    "data manager": (Role.DATA_MANAGER, TRIAL, HERE),
    "pharmacist": (Role.PHARMACIST, TRIAL, HERE),
    "investigator": (Role.INVESTIGATOR, TRIAL, HERE),
}
READ, WRITE, IDENTITY = "read", "write", "identity"
MAY = {
    "monitor": {READ},
    "data manager": {READ},
    "pharmacist": {READ, WRITE},
    "investigator": {READ, WRITE, IDENTITY},
}
NEEDS = {
    "participants": READ, "new-participant": "add", "participant": READ, "identity": IDENTITY,
    "trail": READ, "trail-csv": READ, "places": READ, "new": WRITE, "form": READ,
    "draft": WRITE, "remove": WRITE, "history": READ,
}  # fmt: skip


def address(name: str) -> str:
    """Fill the address of a page with the planted participant."""
    pattern = next(one for one in urls.urlpatterns if one.name == name)
    assert isinstance(pattern, URLPattern)
    known = {"registry_id": TRIAL, "subject": "P-001", "form": "labs", "visit": "month1",
             "occurrence": 1}  # fmt: skip
    if name == "new":
        known |= {"form": "ae", "visit": "-"}
    return reverse(
        f"entries:{name}", kwargs={key: known[key] for key in pattern.pattern.converters}
    )


@pytest.fixture
def planted(team: Team, somebody: Participant) -> Participant:
    """Give the participant, with words that must not be seen by others in every table."""
    values = {"alt": "54", "alt.unit": "U/L", "note": PLANTED}
    save_entry(team.carol, somebody, LABS, values, base_version=0)
    save_entry(team.carol, somebody, EVENTS, {"term": PLANTED, "serious": "no"}, base_version=0)
    keep_draft(team.carol, somebody, LABS, {"note": PLANTED}, 1)
    write_identity(team.carol, somebody, {"family_name": PLANTED})
    return somebody


def test_every_address_is_in_the_table() -> None:
    assert {one.name for one in urls.urlpatterns} == set(NEEDS)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_meets_what(who: str, planted: Participant, team: Team) -> None:
    may = MAY.get(who, set())
    client = signed_in(make_user("Somebody", *PEOPLE[who]))
    before = Entry.objects.count(), planted.drafts.count(), planted.identity_looks.count()

    for name, need in NEEDS.items():
        page = client.get(address(name))
        done = client.post(
            address(name), {"v-alt": "1", "base": "1", "reason": "x", "family_name": "x"}
        )

        if name == "new-participant":
            assert (page.status_code == 200) == (who in ("investigator", "other centre"))
        elif name == "participants":
            reads_elsewhere = who == "other centre"
            assert (page.status_code == 200) == (READ in may or reads_elsewhere), name
            assert ("P-001" in page.content.decode()) == (READ in may)
        elif need in may:
            assert page.status_code in (200, 302, 405), name
        else:
            assert page.status_code in (404, 405), name
        writes = name == "form" and WRITE in may
        if need not in may or (name == "form" and not writes):
            assert done.status_code in (404, 405) or name == "new-participant", name
            assert PLANTED not in done.content.decode()
        if need not in may:
            assert PLANTED not in page.content.decode(), name
    after = Entry.objects.count(), planted.drafts.count(), planted.identity_looks.count()
    assert (after == before) == (not may & {WRITE, IDENTITY})


def test_a_stranger_meets_the_sign_in_page_everywhere(planted: Participant) -> None:
    for name in NEEDS:
        for answer in (Client().get(address(name)), Client().post(address(name))):
            assert answer.status_code in (302, 405), name
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith("/staff/sign-in/"), name
            assert PLANTED not in answer.content.decode()


def test_the_page_of_a_participant_names_nobody(planted: Participant, team: Team) -> None:
    client = signed_in(team.carol)

    for name in ("participants", "participant", "trail-csv", "trail"):
        assert team.carol.display_name in client.get(address(name)).content.decode()
    assert PLANTED not in client.get(address("participant")).content.decode()
    assert planted.identity_looks.count() == 1


def test_who_somebody_is_is_written_seen_and_erased(team: Team, somebody: Participant) -> None:
    client, page = signed_in(team.carol), f"{PERSON}identity/"

    client.post(page, {"family_name": " Invented ", "email": "a@b.example"})
    wrong = client.post(page, {"family_name": "Invented", "email": "nowhere"})
    shown = signed_in(team.ivan).get(page).content.decode()
    client.post(page, {"do": "erase"})
    assert Identity.objects.count() == 1
    client.post(page, {"do": "erase", "sure": "yes"})

    assert wrong.status_code == 200
    assert 'value="Invented"' in shown
    assert Identity.objects.count() == 0
    looks = [(one.user.display_name, one.what) for one in somebody.identity_looks.order_by("pk")]
    assert looks == [
        ("Carol", "written"), ("Carol", "seen"), ("Ivan", "seen"), ("Carol", "erased"),
    ]  # fmt: skip


def test_a_participant_is_made_with_a_code_in_turn(team: Team, somebody: Participant) -> None:
    client = signed_in(team.carol)
    for key in (HERE, ELSEWHERE):
        name = f"Hospital {key}"
        enter_centre(
            None,
            Centre(registry_id=TRIAL, key=key, name=name, city="", country="CN", status="open"),
        )

    page = client.get(f"{BASE}new/")
    taken = client.post(f"{BASE}new/", {"centre": HERE, "subject": "p-001"})
    wrong = client.post(f"{BASE}new/", {"centre": ELSEWHERE, "subject": ""})
    made = client.post(f"{BASE}new/", {"centre": HERE, "subject": ""})

    assert f"Hospital {HERE}" in page.content.decode()
    assert f"Hospital {ELSEWHERE}" not in page.content.decode()
    assert "This code is taken." in taken.content.decode()
    assert wrong.status_code == 200
    assert made.headers["Location"] == f"{BASE}P-002/"


@pytest.fixture
def told(team: Team, somebody: Participant) -> Participant:
    """Give a participant about whom several things were entered, changed and removed."""
    first = {"alt": "54", "alt.unit": "U/L", "alt.low": "7", "alt.high": "40"}
    second = {"alt": "45", "alt.unit": "U/L", "alt.low": "7", "alt.high": "40"}
    plain = {"ast": "54", "ast.unit": "U/L"}
    save_entry(team.carol, somebody, LABS, {**first, **plain}, base_version=0)
    save_entry(
        team.ivan, somebody, LABS, {**second, "ast": "45", "ast.unit": "U/L"},
        base_version=1, reason="transcription error: read 5 for 4",
    )  # fmt: skip
    save_entry(
        team.carol, somebody, LABS, {"alt.absent": "not_done", "note": "=1+1"},
        base_version=2, reason="new information",
    )  # fmt: skip
    remove_entry(team.carol, somebody, LABS, base_version=3, reason="wrong person")
    save_entry(team.carol, somebody, EVENTS, {"term": "Fever", "serious": "yes", "because": "life"},
               base_version=0, source="demo")  # fmt: skip
    return somebody


WORDS = (
    "entered ALT: 54 U/L (range 7–40)",
    "changed ALT from 54 U/L (range 7–40) to 45 U/L (range 7–40)",
    "changed AST from 54 to 45 U/L",
    "transcription error: read 5 for 4",
    "changed ALT from 45 U/L (range 7–40) to (Not done)",
    "removed AST (it was 45 U/L)",
    "Removed the form",
    "wrong person",
    "entered Why it is serious: A danger to life",
)


def test_the_trail_tells_every_change_in_words(told: Participant, team: Team) -> None:
    client = signed_in(team.carol)

    text = client.get(f"{PERSON}trail/").content.decode()
    own = client.get(f"{PERSON}forms/labs/month1/1/history/").content.decode()
    other = signed_in(team.ivan, "zh-CN").get(f"{PERSON}trail/").content.decode()

    assert [words for words in WORDS if words not in text] == []
    assert [words for words in WORDS[:-1] if words not in own] == []
    assert "Fever" not in own
    assert "5 versions, each bound to the one before it by a hash" in text
    assert "转录错误: read 5 for 4" in other


def test_the_trail_as_csv_is_harmless_and_whole(told: Participant, team: Team) -> None:
    answer = signed_in(team.carol).get(f"{PERSON}trail.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    first = rows[0]
    told_first = [first[key] for key in ("by", "form", "visit", "version", "field", "after")]
    assert told_first == ["Carol", "labs", "month1", "1", "alt", "54 U/L (range 7–40)"]
    assert {row["version"] for row in rows if row["form"] == "labs"} == {"1", "2", "3", "4"}
    assert [row["after"] for row in rows if row["field"] == "note"] == ["'=1+1", ""]
    assert next(row["removed"] for row in rows if row["version"] == "4") == "yes"
    assert {row["source"] for row in rows} == {"form", "demo"}


def test_a_broken_chain_is_named(
    told: Participant, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trialogue.web.entries import trail_views

    def tampered(participant: Participant) -> list[Entry]:
        rows = list(participant.entries.select_related("made_by").order_by("pk"))
        rows[1].values = {"alt": "1"}
        return rows

    monkeypatch.setattr(trail_views, "trail_of", tampered)
    text = signed_in(team.carol).get(f"{PERSON}trail/").content.decode()

    assert "labs@month1, version 2" in text
    assert "does not say what was entered" in text


def test_a_log_lists_its_entries(told: Participant, team: Team) -> None:
    client = signed_in(team.carol)

    log = client.get(f"{PERSON}forms/ae/").content.decode()
    labs = client.get(f"{PERSON}forms/labs/").content.decode()
    following = client.get(f"{PERSON}forms/ae/-/new/")

    assert "A danger to life" in log
    assert 'href="/study/NCT06836505/participants/P-001/forms/ae/-/1/"' in log
    assert "Nothing was entered here." in labs
    assert following.headers["Location"] == f"{PERSON}forms/ae/-/2/"


def fill(team: Team, people: int, places: int) -> None:
    """Make participants with so many entries each, as fast as a test needs."""
    for number in range(people):
        person = make_somebody(team.carol, f"T-{number:03}")
        Entry.objects.bulk_create(
            Entry(
                participant=person,
                form="ae",
                occurrence=each + 1,
                version=1,
                values={"term": "Fever", "serious": "no"},
                protocol_version="1",
                source="demo",
                made_by=team.carol,
                made_at=person.made_at,
                previous_hash=f"{number}-{each}",
                hash="",
            )
            for each in range(places)
        )


LIST_QUERIES, PERSON_QUERIES, FORM_QUERIES = 15, 10, 9


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what other apps hang on the pages; they count their own queries."""
    monkeypatch.setattr(guards, "GUARDS", [])
    for name in ("PANELS", "FIELD_MARKS", "PLACE_MARKS"):
        monkeypatch.setattr(panels, name, [])


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("people", [1, 3])
def test_lists_take_as_many_queries_for_one_as_for_many(
    people: int, team: Team, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(team, people, people)
    client = signed_in(team.carol)
    client.get(BASE)

    with django_assert_num_queries(LIST_QUERIES):
        assert "T-000" in client.get(BASE).content.decode()
    with django_assert_num_queries(PERSON_QUERIES):
        assert client.get(f"{BASE}T-000/").status_code == 200
    with django_assert_num_queries(FORM_QUERIES):
        assert client.get(f"{BASE}T-000/forms/ae/-/1/").status_code == 200
