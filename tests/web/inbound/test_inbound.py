"""Mail that comes in, read from a real server: threads, bounces, and what is left alone."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.web.contact.people import TELLING, People
from tests.web.inbound.conftest import mailbox_at
from tests.web.inbound.imap_server import Mailbox, imap_server
from tests.web.inbound.mails import bounce, reply
from tests.web.outbox.smtp_server import CERTIFICATE, tls_context
from trialogue.web.config.mail import Security
from trialogue.web.contact.handling import answer_enquiry, close_enquiry
from trialogue.web.contact.links import status_path
from trialogue.web.contact.models import Enquiry, Reason, Remark
from trialogue.web.inbound import rounds
from trialogue.web.inbound.models import Position
from trialogue.web.inbound.tasks import read
from trialogue.web.outbox.actions import enqueue
from trialogue.web.outbox.mail import Mail
from trialogue.web.outbox.models import Letter
from trialogue.web.outbox.queries import refuses

MOTHER = TELLING["c-email"]
CENTRE = "trial@klinik-berlin.example"


def letter_to(address: str) -> Letter:
    return Letter.objects.get(to_address=address, kind__in=["enquiry.copy", "enquiry.new"])


def said(enquiry: Enquiry) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in enquiry.remarks.order_by("pk")]


@pytest.fixture
def to_berlin(box: Mailbox, send: Any) -> Enquiry:
    """Give an enquiry to a centre that has an address and no people here."""
    from trialogue.web.accounts.models import Membership

    Membership.objects.all().delete()
    assert send(centre="berlin").status_code == 302
    return Enquiry.objects.get()


def test_without_a_mailbox_nothing_is_read(db: None, settings: Settings) -> None:
    assert settings.INBOUND is None
    assert read() == {}


def test_a_reply_of_the_sender_goes_on_in_the_thread_and_the_centre_is_told(
    box: Mailbox, enquiry: Enquiry, people: People
) -> None:
    answer_enquiry(people.gao, enquiry, "Please call us.", "1")
    close_enquiry(people.gao, enquiry, Reason.ANSWERED)
    copy = letter_to(MOTHER)
    uid = box.put(reply(copy.message_id, f"Annegret <{MOTHER}>", "We will call.").as_bytes())

    counts = read()

    enquiry.refresh_from_db()
    assert counts == {"replies": 1}
    assert said(enquiry)[-1] == (Remark.Kind.SENDER, "We will call.")
    assert enquiry.closed_at is None
    assert enquiry.waits_since is not None
    assert Letter.objects.filter(kind="enquiry.more", to_address=people.gao.email).count() == 1
    assert box.seen == {uid}


def test_a_reply_to_the_mail_without_words_goes_on_too(box: Mailbox, send: Any) -> None:
    for number in range(4):
        assert send(message=f"Question {number}").status_code == 302
    letter = Letter.objects.get(kind="enquiry.link")
    box.put(reply(letter.message_id, MOTHER, "One thing more.").as_bytes())

    assert read() == {"replies": 1}


def test_letters_ask_for_answers_to_the_mailbox_only_where_there_is_one(
    to_berlin: Enquiry, people: People, settings: Settings
) -> None:
    with_box = [letter_to(MOTHER).reply_to, letter_to(CENTRE).reply_to]
    text = letter_to(CENTRE).text
    settings.INBOUND = None
    answer_enquiry(people.bernd, to_berlin, "Yes.", "1")

    assert with_box == ["trials@hospital.example"] * 2
    assert "You can also just answer this mail" in text
    assert Letter.objects.get(kind="enquiry.answer").reply_to == ""


def test_an_answer_of_a_centre_by_mail_reaches_the_sender_and_their_page(
    box: Mailbox, to_berlin: Enquiry, english: Client
) -> None:
    letter = letter_to(CENTRE)
    box.put(reply(letter.message_id, CENTRE, "Please come on Monday.").as_bytes())

    assert read() == {"answers": 1}

    to_berlin.refresh_from_db()
    passed_on = Letter.objects.get(kind="enquiry.answer")
    assert (passed_on.to_address, "Please come on Monday." in passed_on.text) == (MOTHER, True)
    assert passed_on.headers["In-Reply-To"] == letter_to(MOTHER).message_id
    assert to_berlin.answered_at is not None
    assert to_berlin.waits_since is None
    assert "Please come on Monday." in english.get(status_path(to_berlin)).content.decode()


def test_the_same_mail_again_is_said_once(box: Mailbox, enquiry: Enquiry) -> None:
    mail = reply(letter_to(MOTHER).message_id, MOTHER).as_bytes()
    box.put(mail)
    box.put(mail)
    first = read()
    box.validity += 1  # the server has numbered its mails anew

    again = read()

    assert first == {"replies": 1, "known": 1}
    assert again == {"known": 2}
    assert len(said(enquiry)) == 2


def test_each_mail_is_fetched_once(box: Mailbox, enquiry: Enquiry) -> None:
    box.put(b"nothing of ours")
    read()
    fetched = len([one for one in box.commands if "BODY" in one])

    assert read() == {}
    assert len([one for one in box.commands if "BODY" in one]) == fetched == 1


@pytest.mark.parametrize("when", ["UID STORE", "UID FETCH", "UID SEARCH", "SELECT"])
def test_a_line_that_breaks_loses_nothing_and_says_nothing_twice(
    when: str, box: Mailbox, enquiry: Enquiry
) -> None:
    uid = box.put(reply(letter_to(MOTHER).message_id, MOTHER).as_bytes())
    box.breaks_at = when
    broken = read()
    box.breaks_at = ""

    read()

    assert broken["unreachable"] == 1
    assert len(said(enquiry)) == 2
    assert box.seen == {uid}


def test_a_round_that_is_rolled_back_leaves_the_mail_for_the_next(
    box: Mailbox, enquiry: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from trialogue.web.contact import actions

    def breaks(*_args: object, **_named: object) -> None:
        raise OperationalError("the disk is full")

    box.put(reply(letter_to(MOTHER).message_id, MOTHER).as_bytes())
    with monkeypatch.context() as patched:
        patched.setattr(actions.letters, "write_to_staff", breaks)
        with pytest.raises(OperationalError):
            read()
    untouched = (box.seen.copy(), len(said(enquiry)))

    assert untouched == (set(), 1)
    assert read() == {"replies": 1}


@pytest.mark.parametrize(
    ("headers", "counted"),
    [
        ({"From": "stranger@example.org"}, "unmatched"),
        ({"In-Reply-To": "<other@hospital.example>"}, "unmatched"),
        ({"Auto-Submitted": "auto-replied"}, "automatic"),
        ({"Precedence": "bulk"}, "automatic"),
        ({"Return-Path": "<>"}, "automatic"),
        ({"List-Id": "<list.example.org>"}, "automatic"),
        ({"From": "MAILER-DAEMON@example.org"}, "automatic"),
        ({"From": "trials@hospital.example"}, "automatic"),
        ({"From": "nobody"}, "unreadable"),
    ],
    ids=str,
)
def test_what_is_not_meant_for_a_thread_stays_in_the_mailbox_and_is_counted(
    headers: dict[str, str], counted: str, box: Mailbox, enquiry: Enquiry
) -> None:
    mail = reply(letter_to(MOTHER).message_id, MOTHER)
    for name, value in headers.items():
        del mail[name]
        mail[name] = value
    box.put(mail.as_bytes())

    assert read() == {counted: 1}
    assert box.seen == set()
    assert len(said(enquiry)) == 1
    assert Position.objects.get().counts == {counted: 1}


def test_an_answer_to_a_notice_for_staff_is_not_taken_for_one_of_the_centre(
    box: Mailbox, enquiry: Enquiry, people: People
) -> None:
    notice = Letter.objects.get(to_address=people.gao.email)
    box.put(reply(notice.message_id, people.gao.email, "Tell them yes.").as_bytes())

    assert read() == {"unmatched": 1}
    assert len(said(enquiry)) == 1


def test_two_machines_that_answer_each_other_come_to_an_end(
    box: Mailbox, enquiry: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trialogue.web.inbound import taking

    monkeypatch.setattr(taking, "MOST_A_DAY", 3)
    for n in range(4):
        mail = reply(letter_to(MOTHER).message_id, MOTHER, f"Away {n}")
        mail.replace_header("Message-ID", f"<{n}@example.org>")
        box.put(mail.as_bytes())

    assert read() == {"replies": 2, "too_many": 2}


def test_attachments_are_left_out_and_that_is_said(box: Mailbox, enquiry: Enquiry) -> None:
    mail = reply(letter_to(MOTHER).message_id, MOTHER, "See the letter.")
    mail.add_alternative("<p>See the letter.</p>", subtype="html")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Zuckerbrot.pdf")
    box.put(mail.as_bytes())

    read()

    assert said(enquiry)[-1][1] == (
        "See the letter.\n\n[1 attachment was left out: only words can be passed on here.]"
    )


def test_a_mail_that_is_too_large_is_not_fetched(
    box: Mailbox, enquiry: Enquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "LARGEST", 1_000)
    box.put(reply(letter_to(MOTHER).message_id, MOTHER, "x" * 1_000).as_bytes())

    assert read() == {"too_large": 1}
    assert not [one for one in box.commands if "BODY" in one]


def test_a_reply_to_a_deleted_message_is_not_kept(box: Mailbox, enquiry: Enquiry) -> None:
    from trialogue.web.contact.actions import delete_enquiry

    id = letter_to(MOTHER).message_id
    delete_enquiry(enquiry)
    box.put(reply(id, MOTHER, "Still there?").as_bytes())

    assert read() == {"unmatched": 1}
    assert not Remark.objects.exists()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_bounce_of_news_stops_news_to_that_address(kind: str, db: None, box: Mailbox) -> None:
    letter = _news()
    box.put(bounce(letter.message_id, kind=kind))

    assert read() == {"bounces": 1}

    letter.refresh_from_db()
    assert (letter.state, letter.answer) == (Letter.State.FAILED, "5.1.1: came back by mail")
    assert refuses("reader@example.org")


@pytest.mark.parametrize(
    ("changes", "counted", "state", "is_refused"),
    [
        ({"status": "5.7.1"}, "bounces", "failed", False),
        ({"status": "5.2.2"}, "bounces", "failed", False),
        ({"status": "4.4.1", "action": "delayed"}, "automatic", "sent", False),
        ({"status": "4.4.7"}, "unmatched", "sent", False),
        ({"status": "2.0.0", "action": "delivered"}, "automatic", "sent", False),
    ],
    ids=["policy", "full", "delayed", "expired", "delivered"],
)
def test_only_a_mailbox_that_is_not_there_is_refused_for_good(
    changes: dict[str, str], counted: str, state: str, is_refused: bool, db: None, box: Mailbox
) -> None:
    letter = _news()
    box.put(bounce(letter.message_id, **changes))

    assert read() == {counted: 1}
    letter.refresh_from_db()
    assert (letter.state, refuses("reader@example.org")) == (state, is_refused)


def test_a_forged_bounce_stops_nobody(db: None, box: Mailbox) -> None:
    _news()
    box.put(bounce("<guessed@hospital.example>"))

    assert read() == {"unmatched": 1}
    assert not refuses("reader@example.org")


def test_a_wrong_password_is_waited_out_and_no_log_tells_it(
    db: None, box: Mailbox, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    settings.INBOUND = replace(settings.INBOUND, password="hunter2")  # noqa: S106 - the wrong one
    with caplog.at_level(logging.DEBUG):
        assert read() == {"unreachable": 1}

    assert "the inbound mailbox cannot be read" in caplog.text
    assert "hunter2" not in caplog.text + repr(settings.INBOUND)
    assert "trials" not in caplog.text


def test_no_word_and_no_address_of_a_mail_is_logged_or_counted(
    box: Mailbox, enquiry: Enquiry, caplog: pytest.LogCaptureFixture
) -> None:
    box.put(reply("<none@x.example>", "zuckerbrot@example.org", "Neuroblastoma").as_bytes())
    box.put(reply(letter_to(MOTHER).message_id, MOTHER, "Neuroblastoma").as_bytes())
    with caplog.at_level(logging.DEBUG):
        read()

    kept = caplog.text.lower() + repr(Position.objects.values()).lower()
    assert "zuckerbrot" not in kept
    assert "neuroblastoma" not in kept


def test_the_way_is_protected_and_a_strange_certificate_stops_it(
    db: None, settings: Settings
) -> None:
    settings.MAIL_TIMEOUT = 30
    with imap_server(tls_context()) as box:
        settings.INBOUND = mailbox_at(box.port, Security.TLS)
        strange = read()
        settings.MAIL_AUTHORITY = CERTIFICATE
        known = read()

    assert strange == {"unreachable": 1}
    assert (known, box.opened) == ({}, "Trial answers")


def test_a_server_without_starttls_gets_no_password(db: None, box: Mailbox, settings: Any) -> None:
    settings.INBOUND = mailbox_at(box.port, Security.STARTTLS)

    assert read() == {"unreachable": 1}
    assert "LOGIN" not in box.commands


def _news() -> Letter:
    letter = enqueue(
        Mail(
            key="notices.news:1:1",
            kind="notices.news",
            to="reader@example.org",
            subject="News",
            text="News",
            is_bulk=True,
        )
    )
    Letter.objects.update(state=Letter.State.SENT)
    return letter
