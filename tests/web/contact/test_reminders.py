"""Silence: reminded, then the lead, then the sender; each once a turn, none once answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from tests.web.contact.people import People, stamp_of
from trialogue.web.contact.actions import add_remark
from trialogue.web.contact.handling import answer_enquiry, close_enquiry
from trialogue.web.contact.links import status_path
from trialogue.web.contact.models import Enquiry, Reason
from trialogue.web.contact.reminders import run_reminders
from trialogue.web.outbox.jobs import REGISTERED
from trialogue.web.outbox.models import Letter

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTHING = {"reminded": 0, "lead_told": 0, "sender_told": 0}


@pytest.fixture
def waiting(enquiry: Enquiry) -> Enquiry:
    """Give an enquiry that came on Monday, 23 November 2026."""
    Enquiry.objects.update(made_at=MONDAY, touched_at=MONDAY, waits_since=MONDAY)
    Letter.objects.all().delete()
    enquiry.refresh_from_db()
    return enquiry


def after(days: int) -> dict[str, int]:
    return run_reminders(MONDAY + timedelta(days=days))


def test_nothing_happens_before_its_day_and_each_step_comes_once(waiting: Enquiry) -> None:
    told = {day: {name for name, n in after(day).items() if n} for day in range(16)}

    assert {day: steps for day, steps in told.items() if steps} == {
        4: {"reminded"},
        8: {"lead_told"},
        11: {"sender_told"},
    }
    kinds = Letter.objects.order_by("pk").values_list("kind", "to_address")
    assert list(kinds) == [
        ("enquiry.reminder", "gao@hospital.example"),
        ("enquiry.lead", "lea@hospital.example"),
        ("enquiry.whom-else", "annegret.zuckerbrot@example.org"),
    ]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (3, NOTHING),
        (4, {"reminded": 1, "lead_told": 0, "sender_told": 0}),
        (7, {"reminded": 1, "lead_told": 0, "sender_told": 0}),
        (8, {"reminded": 1, "lead_told": 1, "sender_told": 0}),
        (10, {"reminded": 1, "lead_told": 1, "sender_told": 0}),
        (11, {"reminded": 1, "lead_told": 1, "sender_told": 1}),
    ],
)
def test_the_days_are_working_days(day: int, counts: dict[str, int], waiting: Enquiry) -> None:
    assert after(day) == counts


def test_the_days_are_settings(waiting: Enquiry, settings: Settings) -> None:
    settings.ENQUIRY_REMIND_DAYS = 1

    assert after(2)["reminded"] == 1


def test_the_sender_is_told_of_other_open_centres_by_mail_and_on_the_page(
    waiting: Enquiry, english: Client
) -> None:
    after(11)

    mail = Letter.objects.get(kind="enquiry.whom-else")
    assert "Klinik Berlin, Berlin, Germany" in mail.text
    assert "trial@klinik-berlin.example" in mail.text
    assert "Lyon" not in mail.text
    Enquiry.objects.update(touched_at=datetime.now(UTC))
    page = english.get(status_path(waiting)).content.decode()
    assert "The team has not answered. You can ask here:" in page
    assert "Klinik Berlin" in page


@pytest.mark.parametrize("end", ["answered", "closed"])
def test_who_was_answered_or_closed_is_left_in_peace(
    end: str, waiting: Enquiry, people: People
) -> None:
    if end == "answered":
        answer_enquiry(people.gao, waiting, "Yes.", "1")
    else:
        close_enquiry(people.gao, waiting, Reason.NO_FIT)

    assert after(30) == NOTHING


def test_a_new_word_of_the_sender_begins_anew(
    waiting: Enquiry, people: People, english: Client
) -> None:
    after(11)
    answer_enquiry(people.gao, waiting, "Yes.", "1")
    add_remark(waiting, "When?", stamp_of(english))
    Enquiry.objects.update(waits_since=MONDAY + timedelta(days=14))

    assert after(18)["reminded"] == 1


def test_a_centre_without_people_is_reminded_by_mail(waiting: Enquiry) -> None:
    Enquiry.objects.update(sent_to="trial@klinik-berlin.example")

    after(4)

    assert Letter.objects.get().to_address == "trial@klinik-berlin.example"


def test_the_worker_runs_them(waiting: Enquiry) -> None:
    assert {"contact.remind", "contact.forget"} <= set(REGISTERED)
    Enquiry.objects.update(touched_at=datetime.now(UTC))
    work: Callable[[], object] = REGISTERED["contact.forget"].work
    assert work() == {"enquiries": 0}
