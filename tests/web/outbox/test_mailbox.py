"""The demo's mailbox page: shows what would have been sent, and exists nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from trialogue.web.outbox.actions import enqueue
from trialogue.web.outbox.mail import Mail

pytestmark = pytest.mark.django_db


def test_the_mailbox_is_a_page_of_the_demo_alone(
    english: Client, settings: Settings, mail: Callable[..., Mail]
) -> None:
    letter = enqueue(mail(html="<p>x</p>"))
    places = ["/mailbox/", f"/mailbox/{letter.pk}/", f"/mailbox/{letter.pk}/html/"]

    settings.DEMO = False
    assert [english.get(place).status_code for place in places] == [404] * 3
    settings.DEMO = True
    assert [english.get(place).status_code for place in places] == [200] * 3


def test_a_letter_is_shown_escaped_with_its_links_and_the_unsubscribe_button(
    english: Client, settings: Settings, mail: Callable[..., Mail]
) -> None:
    settings.DEMO = True
    letter = enqueue(
        mail(
            subject="<b>News</b>",
            text="See http://127.0.0.1:8000/news/ <script>alert(1)</script>",
            headers={
                "List-Unsubscribe": "<http://127.0.0.1:8000/news/stop/abc/>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
    )

    page = english.get(f"/mailbox/{letter.pk}/").content.decode()

    assert "&lt;b&gt;News" in page
    assert "<script>" not in page
    assert 'href="http://127.0.0.1:8000/news/"' in page
    assert 'action="/news/stop/abc/"' in page
