"""The page about mail: for administrators, without recipients and words; trying again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.cast import A, Cast, make_user, signed_in
from trialogue.web.accounts.roles import Role
from trialogue.web.outbox.actions import enqueue
from trialogue.web.outbox.mail import Mail
from trialogue.web.outbox.models import Letter

pytestmark = pytest.mark.django_db
PLACE = "/staff/mail/"


@pytest.fixture
def refused(mail: Callable[..., Mail]) -> Letter:
    """Give a letter that was refused for good."""
    letter = enqueue(mail())
    answer = "550 5.1.1 <mei@example.org> unknown"
    Letter.objects.update(state="failed", answer=answer, tries=1)
    return letter


def test_an_administrator_sees_what_was_refused_without_recipient_and_words(
    cast: Cast, refused: Letter
) -> None:
    html = signed_in(cast.dora).get(PLACE).content.decode()

    assert "enquiry.copy" in html
    assert "550 5.1.1 &lt;…&gt; unknown" in html
    assert "mei@example.org" not in html
    assert "We have your message" not in html


def test_it_can_be_tried_again_once(cast: Cast, refused: Letter) -> None:
    client = signed_in(cast.dora)

    first = client.post(f"{PLACE}{refused.pk}/again/")
    second = client.post(f"{PLACE}{refused.pk}/again/")

    refused.refresh_from_db()
    assert (first.status_code, second.status_code, refused.state) == (302, 404, "waiting")


@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
def test_nobody_else_sees_it(who: str, cast: Cast, refused: Letter) -> None:
    client = signed_in(getattr(cast, who))

    assert client.get(PLACE).status_code == 404
    assert client.post(f"{PLACE}{refused.pk}/again/").status_code == 404


@pytest.mark.parametrize(("trial", "centre"), [(A, ""), (A, "guangzhou")])
def test_who_manages_the_people_of_one_place_does_not_see_the_mail_of_all(
    trial: str, centre: str, cast: Cast, refused: Letter
) -> None:
    client = signed_in(make_user("Erin", Role.ADMINISTRATOR, trial, centre))

    assert client.get("/staff/people/").status_code == 200
    assert client.get(PLACE).status_code == 404
    assert client.post(f"{PLACE}{refused.pk}/again/").status_code == 404
    assert PLACE not in client.get("/staff/").content.decode()
