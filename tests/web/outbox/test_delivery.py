"""Delivery to a real mail server: taken, refused for now or for good, hung up, never twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from tests.web.outbox.smtp_server import Server
from trialogue.web.config.mail import MailServer, Security
from trialogue.web.outbox.actions import (
    enqueue,
    enqueue_all,
    forget_about,
    forget_older_than,
    forget_refusal,
    try_again,
)
from trialogue.web.outbox.delivery import GIVE_UP, claim, compute_wait, deliver_due, finish
from trialogue.web.outbox.mail import Mail
from trialogue.web.outbox.models import Letter
from trialogue.web.outbox.queries import delivery_state, refuses, undelivered
from trialogue.web.outbox.transport import Outcome, Result, Smtp
from trialogue.web.outbox.worker import make_transport

Make = Callable[..., Mail]
pytestmark = pytest.mark.django_db


def due_now() -> None:
    """Let the time pass that every waiting letter still has to wait."""
    Letter.objects.filter(state="waiting").update(next_at=timezone.now())


def the_letter() -> Letter:
    return Letter.objects.get()


def test_a_letter_arrives_once_with_its_words(server: Server, transport: Smtp, mail: Make) -> None:
    enqueue(mail(to_name="李 美", subject="您的留言已收到 ✓", text="您好，\n我们收到了。\n"))

    done = deliver_due(transport)
    again = deliver_due(transport)

    assert (done.sent, again.sent) == (1, 0)
    [got] = server.taken
    assert (got.sender, got.recipient) == ("trials@hospital.example", "mei@example.org")
    assert got.message["To"] == "李 美 <mei@example.org>"
    assert got.message["From"] == "儿童医院 Trials <trials@hospital.example>"
    assert got.message["Subject"] == "您的留言已收到 ✓"
    assert got.message.get_content() == "您好，\r\n我们收到了。\r\n"
    assert got.message["Message-ID"] == the_letter().message_id
    assert got.content.isascii()
    assert the_letter().state == "sent"


def test_the_same_key_goes_out_once(server: Server, transport: Smtp, mail: Make) -> None:
    first, second = enqueue(mail()), enqueue(mail(text="other words"))
    enqueue_all([mail(), mail(key="another")])

    deliver_due(transport)

    assert first.pk == second.pk
    assert [got.message.get_content().strip() for got in server.taken] == [
        "We have your message."
    ] * 2


def test_a_transaction_that_is_rolled_back_sends_nothing(
    server: Server, transport: Smtp, mail: Make
) -> None:
    def write_and_fail() -> None:
        with transaction.atomic():
            enqueue(mail())
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()

    assert deliver_due(transport).sent == 0
    assert server.taken == []


def test_greylisting_is_waited_out_with_the_same_bytes(
    server: Server, transport: Smtp, mail: Make
) -> None:
    server.data = lambda address: "250 OK"
    seen: list[str] = []

    def grey(address: str) -> str:
        seen.append(address)
        return "450 4.2.0 come back later" if len(seen) < 3 else "250 OK"

    server.rcpt = grey
    enqueue(mail(html="<p>We have your message.</p>"))
    letter = the_letter()

    states = []
    for _ in range(3):
        deliver_due(transport)
        states.append((the_letter().state, the_letter().tries))
        due_now()

    assert states == [("waiting", 1), ("waiting", 2), ("sent", 3)]
    assert server.taken[0].message["Message-ID"] == letter.message_id
    assert not refuses("mei@example.org")


def test_a_mailbox_that_does_not_exist_is_seen_by_staff_and_gets_no_bulk_mail(
    server: Server, transport: Smtp, mail: Make
) -> None:
    server.rcpt = lambda address: "550 5.1.1 no such user"
    enqueue(mail())
    deliver_due(transport)

    server.rcpt = lambda address: "250 OK"
    enqueue(mail(key="news:1", is_bulk=True, to="MEI@example.org"))
    enqueue(mail(key="enquiry:2"))
    deliver_due(transport)

    assert refuses("Mei@Example.org")
    assert [got.message["Message-ID"] for got in server.taken] == [
        Letter.objects.get(key="enquiry:2").message_id
    ]
    assert {letter.key: letter.answer for letter in undelivered()} == {
        "enquiry:1:copy": "550 5.1.1 no such user",
        "news:1": "this address has refused mail before",
    }
    assert (delivery_state().failed, delivery_state().waiting) == (2, 0)

    forget_refusal("mei@example.org")
    assert not refuses("mei@example.org")


@pytest.mark.parametrize(
    ("answer", "state", "is_address"),
    [
        ("550 5.1.1 no such user", "failed", True),
        ("553 mailbox name not allowed", "failed", True),
        ("550 5.7.1 we do not like your network", "failed", False),
        ("552 5.2.2 mailbox full", "failed", False),
        ("450 4.2.0 greylisted", "waiting", False),
        ("452 too many recipients", "waiting", False),
        ("530 5.7.0 authentication required", "waiting", False),
        ("421 4.3.2 closing", "waiting", False),
    ],
)
def test_what_an_answer_to_rcpt_means(
    answer: str, state: str, is_address: bool, server: Server, transport: Smtp, mail: Make
) -> None:
    server.rcpt = lambda address: answer
    enqueue(mail())

    deliver_due(transport)

    assert (the_letter().state, refuses("mei@example.org")) == (state, is_address)
    assert the_letter().answer.startswith(answer[:3])


@pytest.mark.parametrize(
    ("answer", "state"), [("554 5.7.1 looks like spam", "failed"), ("451 try later", "waiting")]
)
def test_what_an_answer_to_the_message_means(
    answer: str, state: str, server: Server, transport: Smtp, mail: Make
) -> None:
    server.data = lambda address: answer
    enqueue(mail())

    deliver_due(transport)

    assert the_letter().state == state
    assert not refuses("mei@example.org")


def test_a_server_that_hangs_is_left_after_the_timeout_and_tried_again(
    server: Server, transport: Smtp, mail: Make, settings: Settings
) -> None:
    settings.MAIL_TIMEOUT = 1
    hasty = make_transport()
    server.hang = 1.5
    enqueue(mail())
    enqueue(mail(key="next"))

    done = deliver_due(hasty)

    assert done.stopped
    assert done.sent == 0
    assert sorted(Letter.objects.values_list("tries", flat=True)) == [0, 1]

    server.hang = 0.0
    due_now()
    assert deliver_due(transport).sent == 2
    hasty.close()


def test_while_no_server_answers_letters_wait_and_only_one_is_tried(
    mail: Make, settings: Settings, server: Server
) -> None:
    settings.MAIL_SERVER = MailServer(host="127.0.0.1", port=1, security=Security.NONE)
    for number in range(5):
        enqueue(mail(key=str(number)))

    done = deliver_due(make_transport())

    assert done.stopped
    assert sorted(Letter.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]
    assert the_oldest().next_at - timezone.now() < timedelta(minutes=2)
    assert delivery_state().waiting == 5


def the_oldest() -> Letter:
    return Letter.objects.order_by("pk")[0]


def test_a_worker_that_dies_loses_nothing_and_its_letter_waits_for_the_lease(
    server: Server, transport: Smtp, mail: Make
) -> None:
    enqueue(mail())
    claimed = claim(timezone.now())
    assert claimed is not None

    assert claim(timezone.now()) is None
    assert claim(timezone.now() + timedelta(seconds=29)) is None
    due_now()
    assert deliver_due(transport).sent == 1

    late = finish(claimed, Outcome(result=Result.REFUSED, answer="late"), timezone.now())
    assert late == "failed"
    assert the_letter().state == "sent", "whoever lost the lease writes nothing"


def test_a_letter_is_given_up_after_five_days_and_not_before(
    server: Server, transport: Smtp, mail: Make
) -> None:
    server.rcpt = lambda address: "450 later"
    enqueue(mail())
    Letter.objects.update(made_at=timezone.now() - GIVE_UP + timedelta(minutes=1))
    deliver_due(transport)
    assert the_letter().state == "waiting"

    Letter.objects.update(made_at=timezone.now() - GIVE_UP - timedelta(minutes=1))
    due_now()
    deliver_due(transport)
    assert the_letter().state == "failed"

    server.rcpt = lambda address: "250 OK"
    assert try_again(the_letter().pk)
    deliver_due(transport)
    assert the_letter().state == "sent"
    assert not try_again(the_letter().pk)


def test_waits_double_are_spread_and_have_an_end() -> None:
    minutes = [compute_wait(tries, 0.5).total_seconds() / 60 for tries in (1, 2, 3, 4, 8, 9, 99)]

    assert minutes == [1, 2, 4, 8, 128, 180, 180]
    assert compute_wait(3, 0.0) == timedelta(minutes=3)
    assert compute_wait(3, 1.0) == timedelta(minutes=5)


def test_what_a_letter_was_about_can_be_forgotten(
    server: Server, transport: Smtp, mail: Make
) -> None:
    enqueue(mail(about="enquiry:1"))
    deliver_due(transport)
    enqueue(mail(about="enquiry:1", key="reminder"))
    enqueue(mail(about="enquiry:2", key="other"))

    assert forget_about("enquiry:1") == 2
    deliver_due(transport)

    rows = Letter.objects.values_list("state", "to_address", "subject", "text", "is_forgotten")
    assert list(rows) == [
        ("sent", "", "", "", True),
        ("dropped", "", "", "", True),
        ("sent", "mei@example.org", "Your message", "We have your message.\n", False),
    ]
    assert enqueue(mail(about="enquiry:1")).state == "sent", "its key is still known"


def test_old_letters_lose_their_words_and_waiting_ones_do_not(
    server: Server, transport: Smtp, mail: Make
) -> None:
    enqueue(mail())
    deliver_due(transport)
    enqueue(mail(key="waits"))
    Letter.objects.update(done_at=timezone.now() - timedelta(days=31))

    assert forget_older_than(timedelta(days=30)) == 1
    assert list(Letter.objects.values_list("key", "text")) == [
        ("enquiry:1:copy", ""),
        ("waits", "We have your message.\n"),
    ]


def test_nothing_of_a_letter_reaches_the_log(
    server: Server, transport: Smtp, mail: Make, caplog: pytest.LogCaptureFixture
) -> None:
    server.rcpt = lambda address: f"550 5.1.1 <{address}> unknown"
    with caplog.at_level("DEBUG"):
        enqueue(mail(to_name="Mei Li", text="neuroblastoma"))
        deliver_due(transport)

    ours = [one for one in caplog.records if one.name.startswith(("trialogue", "django.request"))]
    written = " ".join(one.getMessage() for one in ours)
    assert "mei" not in written.lower()
    assert "neuroblastoma" not in written
    assert the_letter().state == "failed"
