"""Names in the order of their language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.web.contact.people import CONTACT, People
from trialogue.web.contact.names import write_name
from trialogue.web.outbox.models import Letter

Send = Callable[..., HttpResponseBase]


@pytest.mark.parametrize(
    ("given", "family", "written"),
    [
        ("小明", "王", "王小明"),
        ("민수", "김", "김민수"),
        ("はなこ", "山田", "山田 はなこ"),
        ("Anna", "王", "Anna 王"),
        ("Anna", "Wang", "Anna Wang"),
        ("Nguyen", "", "Nguyen"),
        ("", "王", "王"),
    ],
)
def test_a_name_is_written_as_its_letters_are(given: str, family: str, written: str) -> None:
    assert write_name(given, family) == written


@pytest.mark.parametrize(
    ("language", "order"),
    [("en", ["first", "last"]), ("es", ["first", "last"]), ("zh-CN", ["last", "first"])],
)
def test_a_form_asks_in_the_order_of_its_language(
    language: str, order: list[str], people: People
) -> None:
    client = Client(headers={"accept-language": language})

    page = client.get(CONTACT, {"centre": "guangzhou"}).content.decode()

    assert re.findall(r'<input[^>]* name="c-(first|last)_name"', page) == order


def test_a_chinese_sender_is_greeted_family_name_first(send: Send) -> None:
    send(Client(headers={"accept-language": "zh-CN"}), first_name="小明", last_name="王")

    assert "王小明" in Letter.objects.get(kind="enquiry.copy").text
