"""What a Spanish-speaking family sees: every page in Spanish, and nothing left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.web.everywhere import all_answers, every_page
from tests.web.reading import Page
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.words import Text
from trialogue.exchange.protocol_format.walk import texts_of

ENGLISH = re.compile(
    r"(?i)(?<![\w-])(the|and|of|is|are|with|you|your|not|from|which|this)(?![\w-])"
)
"""Words that no Spanish sentence has."""
HAN = re.compile(r"[\u3400-\u9fff]{5}")
"""More than the name of a language, which stands in its own words."""
STAFF = ("/study/", "/mailbox/", "dose sheet")


@pytest.fixture
def spanish() -> Client:
    """Give a visitor whose browser asks for the Spanish of Mexico."""
    return Client(headers={"accept-language": "es-MX,es;q=0.9"})


def _family_pages(client: Client, protocol: Protocol) -> Iterator[tuple[str, HttpResponseBase]]:
    for address, page in every_page(client, protocol):
        if not address.startswith(STAFF):
            yield address, page
    for address in ("/news/", f"/trials/{protocol.id}/contact/"):
        yield address, client.get(address)


def test_every_page_of_families_says_that_it_is_spanish(demo: Protocol, spanish: Client) -> None:
    for address, page in _family_pages(spanish, demo):
        assert '<html lang="es">' in page.content.decode(), address


def test_nothing_is_left_in_english_or_chinese(demo: Protocol, spanish: Client) -> None:
    found = {
        (address, text)
        for address, response in _family_pages(spanish, demo)
        for language, text in Page(response.content.decode()).said
        if language == "es" and (ENGLISH.search(text) or HAN.search(text))
    }

    assert found == set()


def test_decimals_have_a_point_as_in_the_protocol(reference: Protocol, spanish: Client) -> None:
    page = spanish.get(f"/trials/{reference.id}/").content.decode()

    assert "1.5 veces" in page
    assert re.findall(r"\d,\d{1,2}(?!\d)", page) == []


def test_every_text_of_the_reference_trial_is_there_in_spanish(reference: Protocol) -> None:
    missing = [path for path, text in texts_of(reference) if text.en and not text.es]

    assert missing == []


def test_a_text_without_spanish_is_said_in_english_and_marked_so() -> None:
    words = Text("only English", "只有")

    assert (words.say("es-mx"), words.language_for("es-mx")) == ("only English", "en")


def test_the_result_of_the_check_is_said_in_spanish(demo: Protocol, spanish: Client) -> None:
    page = spanish.post(f"/trials/{demo.id}/check/", all_answers(demo)).content.decode()

    assert "Este ensayo parece posible" in page


def test_the_example_of_the_search_field_is_understood(demo: Protocol, spanish: Client) -> None:
    typed = "mi hijo tiene 4 años, el neuroblastoma volvió, vivimos cerca de Guangzhou"

    page = spanish.get("/", {"q": typed}).content.decode()

    assert f"/trials/{demo.id}/" in page
    assert typed in spanish.get("/").content.decode()
    assert "Guangzhou" in page.split('id="results"')[-1]
