"""The inbox: only the chosen centre sees an enquiry, each look is written down, answers go out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.cast import make_user, signed_in
from tests.web.contact.people import TELLING, TRIAL, People
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.contact.handling import make_candidate
from trialogue.web.contact.models import Enquiry, Look, Remark
from trialogue.web.contact.stamp import new_stamp
from trialogue.web.outbox.models import Letter
from trialogue.web.study.models import Candidate

Send = Callable[..., HttpResponseBase]
INBOX = "/staff/inbox/"


def place(enquiry: Enquiry) -> str:
    return f"{INBOX}{enquiry.pk}/"


def do(client: Client, enquiry: Enquiry, wish: str, **fields: str) -> HttpResponseBase:
    return client.post(place(enquiry), {"do": wish, "stamp": new_stamp(), **fields})


def looks(enquiry: Enquiry) -> list[tuple[str, str]]:
    rows = Look.objects.filter(enquiry=enquiry.pk).order_by("pk")
    return [(row.user.display_name, row.what) for row in rows]


@pytest.fixture
def gao(people: People) -> Client:
    """Give the browser of the coordinator in Guangzhou."""
    return signed_in(people.gao)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("gao", True), ("lea", True), ("bernd", False), ("other trial", False),
        ("investigator", False), ("administrator", False), ("nobody", None),
    ],
)  # fmt: skip
def test_who_sees_an_enquiry(who: str, sees: bool | None, enquiry: Enquiry, people: People) -> None:
    users: dict[str, Callable[[], User]] = {
        "gao": lambda: people.gao,
        "lea": lambda: people.lea,
        "bernd": lambda: people.bernd,
        "other trial": lambda: make_user("Otto", Role.COORDINATOR, "TRIALOGUE-DEMO-2"),
        "investigator": lambda: make_user("Ines", Role.INVESTIGATOR, TRIAL, "guangzhou"),
        "administrator": lambda: make_user("Dora", Role.ADMINISTRATOR),
    }
    client = signed_in(users[who]()) if who in users else Client()

    page, listed = client.get(place(enquiry)), client.get(INBOX)

    if sees is None:
        assert page.headers["Location"].startswith("/staff/sign-in/")
        return
    assert page.status_code == (200 if sees else 404)
    assert (enquiry.reference in listed.content.decode()) == sees
    assert looks(enquiry) == ([(getattr(people, who).display_name, "opened")] if sees else [])
    for wish in ("answer", "note", "close", "candidate"):
        done = do(client, enquiry, wish, **{"answer-text": "x", "note-text": "x"})
        assert (done.status_code == 404) == (not sees)


def test_the_list_says_nothing_of_who_wrote(enquiry: Enquiry, gao: Client) -> None:
    html = gao.get(INBOX).content.decode()

    assert enquiry.reference in html
    for word in ("Annegret", "Zuckerbrot", "neuroblastoma", "example.org"):
        assert word not in html


@pytest.mark.parametrize(
    ("shown", "change", "is_there"),
    [
        ("open", {}, True),
        ("unread", {}, True),
        ("mine", {}, False),
        ("overdue", {}, False),
        ("closed", {}, False),
        ("unread", {"read_at": timezone.now()}, False),
        ("overdue", {"waits_since": timezone.now() - timedelta(days=9)}, True),
        ("closed", {"closed_at": timezone.now()}, True),
        ("open", {"closed_at": timezone.now()}, False),
    ],
)
def test_what_stands_under_each_heading(
    shown: str, change: dict[str, object], is_there: bool, enquiry: Enquiry, gao: Client
) -> None:
    Enquiry.objects.update(**change)

    html = gao.get(INBOX, {"show": shown}).content.decode()

    assert (enquiry.reference in html) == is_there
    assert f'href="?show={shown}" aria-current="page"' in html


def test_the_list_asks_the_same_few_questions_for_one_and_for_three(
    send: Send, gao: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send()
    gao.get(INBOX)
    with django_assert_num_queries(6):
        gao.get(INBOX)
    send(message="a second one")
    send(message="a third one")
    with django_assert_num_queries(6):
        html = gao.get(INBOX).content.decode()

    assert html.count("<h2") == 3


def test_reading_shows_everything_and_is_written_down_each_time(
    enquiry: Enquiry, gao: Client
) -> None:
    html = gao.get(place(enquiry)).content.decode()
    gao.get(place(enquiry))

    for word in ("Annegret Zuckerbrot", TELLING["c-message"], "+49 30 901820", "Deutsch"):
        assert word in html
    assert looks(enquiry) == [("Gao", "opened")] * 2
    enquiry.refresh_from_db()
    assert enquiry.read_at is not None


def test_an_answer_goes_out_once_in_the_thread_of_the_copy(enquiry: Enquiry, gao: Client) -> None:
    given = {"do": "answer", "answer-text": "Please call.\nDr Gao", "stamp": new_stamp()}

    pages = [gao.post(place(enquiry), given) for _ in range(2)]

    assert [page.status_code for page in pages] == [302, 302]
    copy = Letter.objects.get(kind="enquiry.copy")
    answer = Letter.objects.get(kind="enquiry.answer")
    assert answer.to_address == "annegret.zuckerbrot@example.org"
    assert answer.text.startswith("Please call.\nDr Gao\n")
    assert answer.headers["In-Reply-To"] == copy.message_id
    assert "Auto-Submitted" not in answer.headers
    enquiry.refresh_from_db()
    assert (enquiry.waits_since, enquiry.answered_at is not None) == (None, True)
    assert ("Gao", "answered") in looks(enquiry)


def test_an_empty_answer_is_refused_with_a_word(enquiry: Enquiry, gao: Client) -> None:
    page = do(gao, enquiry, "answer", **{"answer-text": " "})

    assert page.status_code == 200
    assert "Write a few words." in page.content.decode()
    assert Remark.objects.count() == 1


def test_an_answer_by_phone_is_kept_and_sends_nothing(send: Send, gao: Client) -> None:
    send(email="")
    enquiry = Enquiry.objects.get()

    html = gao.get(place(enquiry)).content.decode()
    do(gao, enquiry, "answer", **{"answer-text": "Told her to come on Monday."})

    assert "What you told the sender by phone" in html
    assert not Letter.objects.filter(kind="enquiry.answer").exists()
    enquiry.refresh_from_db()
    assert enquiry.answered_at is not None


def test_a_note_stays_among_colleagues(enquiry: Enquiry, gao: Client) -> None:
    do(gao, enquiry, "note", **{"note-text": "ask Dr Wu"})

    assert "ask Dr Wu" in gao.get(place(enquiry)).content.decode()
    assert not Letter.objects.filter(text__contains="Dr Wu").exists()
    enquiry.refresh_from_db()
    assert enquiry.answered_at is None


def test_it_is_given_to_a_colleague_and_closed_with_a_reason_and_opened_again(
    enquiry: Enquiry, gao: Client, people: People
) -> None:
    do(gao, enquiry, "assign", **{"assign-to": str(people.lea.pk)})
    assert do(gao, enquiry, "assign", **{"assign-to": str(people.bernd.pk)}).status_code == 200
    assert do(gao, enquiry, "close").status_code == 200
    assert do(gao, enquiry, "close", **{"close-reason": "expired"}).status_code == 200
    do(gao, enquiry, "close", **{"close-reason": "no_fit"})
    enquiry.refresh_from_db()
    assert (enquiry.assigned_to, enquiry.reason) == (people.lea, "no_fit")
    assert enquiry.closed_at is not None

    do(gao, enquiry, "reopen")
    enquiry.refresh_from_db()
    assert (enquiry.closed_at, enquiry.reason) == (None, "")
    assert [what for _, what in looks(enquiry) if what != "opened"] == [
        "assigned", "closed", "reopened",
    ]  # fmt: skip


def test_a_closed_one_has_no_box_for_an_answer_but_a_way_to_open_it(
    enquiry: Enquiry, gao: Client
) -> None:
    do(gao, enquiry, "close", **{"close-reason": "no_fit"})

    html = gao.get(place(enquiry)).content.decode()

    assert 'name="answer-text"' not in html
    assert 'value="reopen"' in html
    assert 'name="note-text"' in html


def test_an_answer_to_what_a_colleague_closed_meanwhile_loses_no_word(
    enquiry: Enquiry, gao: Client
) -> None:
    Enquiry.objects.update(closed_at=timezone.now(), reason="no_fit")

    refused = do(gao, enquiry, "answer", **{"answer-text": "Please call on Monday."})
    html = refused.content.decode()

    assert "It was closed meanwhile." in html
    assert "Please call on Monday.</textarea>" in html
    assert not Letter.objects.filter(kind="enquiry.answer").exists()
    do(gao, enquiry, "answer", **{"answer-text": "Please call on Monday.", "opens": "1"})
    enquiry.refresh_from_db()
    assert (enquiry.closed_at, Letter.objects.filter(kind="enquiry.answer").count()) == (None, 1)


def test_closing_without_a_reason_says_at_the_top_what_is_missing(
    enquiry: Enquiry, gao: Client
) -> None:
    html = do(gao, enquiry, "close").content.decode()

    assert '<a href="#id_close-reason">It is not closed yet: choose why.</a>' in html
    assert "<title>Please check:" in html


def test_a_candidate_has_a_code_the_ticked_facts_and_no_name(
    enquiry: Enquiry, gao: Client, people: People
) -> None:
    Enquiry.objects.update(facts=[{"item": "diagnosis", "value": "neuroblastoma"}])

    for _ in range(2):
        do(gao, enquiry, "candidate")

    candidate = Candidate.objects.get()
    assert (candidate.subject, candidate.registry_id, candidate.centre) == (
        "PRE-0001", TRIAL, "guangzhou",
    )  # fmt: skip
    assert [fact.row for fact in candidate.facts.all()] == [
        {"item": "diagnosis", "value": "neuroblastoma"}
    ]
    assert make_candidate(people.lea, enquiry) == candidate
    html = gao.get(place(enquiry)).content.decode()
    assert "Candidate PRE-0001" in html
    there = f"/study/{TRIAL}/candidates/PRE-0001/"
    assert f'href="{there}"' in html
    assert "neuroblastoma" in gao.get(there).content.decode().lower()
    with pytest.raises(DatabaseError, match="holds no name"), transaction.atomic():
        Candidate.objects.update(subject="Annegret")


def test_a_refused_mail_is_seen_and_can_be_tried_again(enquiry: Enquiry, gao: Client) -> None:
    copy = Letter.objects.get(kind="enquiry.copy")
    Letter.objects.filter(pk=copy.pk).update(state="failed", answer="550 5.1.1 no such user")

    html = gao.get(place(enquiry)).content.decode()
    gao.post(f"{place(enquiry)}letters/{copy.pk}/")

    assert "550 5.1.1 no such user" in html
    copy.refresh_from_db()
    assert copy.state == "waiting"
    other = Letter.objects.get(kind="enquiry.new")
    assert gao.post(f"{place(enquiry)}letters/{other.pk}/").status_code == 404


def test_who_looked_cannot_be_changed(enquiry: Enquiry, gao: Client) -> None:
    gao.get(place(enquiry))

    for change in (lambda: Look.objects.update(what="x"), lambda: Look.objects.all().delete()):
        with pytest.raises(DatabaseError, match="who looked"), transaction.atomic():
            change()


def test_what_was_forgotten_is_there_no_more(enquiry: Enquiry, gao: Client) -> None:
    Enquiry.objects.update(forgotten_at=timezone.now())

    assert gao.get(place(enquiry)).status_code == 404
    assert enquiry.reference not in gao.get(INBOX).content.decode()


def test_the_inbox_speaks_chinese(enquiry: Enquiry, people: People) -> None:
    client = signed_in(people.gao, "zh-CN")

    assert "咨询" in client.get(INBOX).content.decode()
    assert "您的回复" in client.get(place(enquiry)).content.decode()
