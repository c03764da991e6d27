"""What holds on every page: headers, nothing inline, nothing from elsewhere, one heading, words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client

from tests.repository import REPOSITORY
from tests.web.everywhere import every_page
from tests.web.reading import Page
from trialogue.core.protocol import Protocol

STYLES = REPOSITORY / "src" / "trialogue" / "web" / "config" / "static"
LOADED = {"link": "href", "img": "src", "script": "src", "iframe": "src", "use": "href"}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
NOTES = "; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
WITH_SCRIPTS = f"{POLICY}; script-src 'self'; connect-src 'self'"
DATA = {"application/json", "application/ld+json"}
ELSEWHERE = "https://clinicaltrials.gov/study/"
"""The one place of another site that a page links to: the record itself."""
ENGLISH = re.compile(r"[A-Za-z][a-z]+(?:[ ,’'-]+[a-z]{2,}){2,}")
WORD = re.compile(r"(?<![A-Za-z0-9./-])[A-Za-z][a-z]{2,}(?![A-Za-z])")
CITATION = re.compile(r"\d{4};\d")
NAMES = {
    "Gilbert",
    "Lansky",
    "Karnofsky",
    "Mosteller",
    "Haycock",
    "Gehan",
    "Cockcroft",
    "Cookie",
    "hydrocortisone",
}
"""Names of people and drugs that Chinese texts keep, and a word of the web."""


def policy_of(address: str) -> str:
    """Give the policy of a page: a trial's own page runs scripts, which speak to nobody."""
    if re.fullmatch(r"/trials/[^/]+/(\?.*)?", address):
        return POLICY + NOTES
    return WITH_SCRIPTS if re.match(r"/(\?|$)", address) else POLICY


def test_every_page_carries_the_strict_headers(demo: Protocol, english: Client) -> None:
    for address, page in every_page(english, demo):
        head = page.headers

        assert head["Content-Security-Policy"] == policy_of(address), address
        assert head["X-Content-Type-Options"] == "nosniff", address
        assert head["X-Frame-Options"] == "DENY", address
        assert head["Cross-Origin-Opener-Policy"] == "same-origin", address
        asks_position = b"data-position=" in page.content
        wanted = "geolocation=(self)" if asks_position else "geolocation=()"
        assert wanted in head["Permissions-Policy"], address
        wanted = "same-origin" if "dose" in address else "no-referrer"
        assert head["Referrer-Policy"] == wanted, address


def test_no_page_has_anything_inline_or_from_elsewhere(demo: Protocol, english: Client) -> None:
    for address, response in every_page(english, demo):
        for tag, given in Page(response.content.decode()).tags:
            assert tag != "style", address
            if tag == "script" and given.get("type", "") not in DATA:
                assert given["src"].startswith("/static/"), address
                is_pinned = given.get("integrity", "").startswith("sha384-")
                assert is_pinned or not address.startswith("/trials/"), address
            assert not [name for name in given if name == "style" or name.startswith("on")], address
            is_loaded = given.get("rel") != "canonical"
            source = given.get(LOADED.get(tag, ""), "/") if is_loaded else "/"
            assert re.match(r"/(?!/)", source), (address, source)
            if tag in {"form", "a"}:
                target = given.get("action", given.get("href", "/"))
                is_ours = not re.match(r"(?:https?:)?//", target)
                assert is_ours or target.startswith(ELSEWHERE), (address, target)


def test_every_page_answers_with_the_status_it_should(demo: Protocol, english: Client) -> None:
    odd = {
        address: page.status_code
        for address, page in every_page(english, demo)
        if page.status_code != 200
    }

    assert odd == {"/nowhere/": 404}


def test_every_page_has_one_main_heading_and_no_level_is_skipped(
    demo: Protocol, english: Client
) -> None:
    for address, response in every_page(english, demo):
        levels = [
            int(tag[1])
            for tag, _ in Page(response.content.decode()).tags
            if re.fullmatch("h[1-6]", tag)
        ]

        assert levels.count(1) == 1, address
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert jumps == [], address


def test_no_id_stands_twice_on_a_page(demo: Protocol, english: Client) -> None:
    for address, response in every_page(english, demo):
        ids = [given["id"] for _, given in Page(response.content.decode()).tags if "id" in given]

        assert {one for one in ids if ids.count(one) > 1} == set(), address


def test_every_page_says_which_language_it_is_in(
    demo: Protocol, english: Client, chinese: Client
) -> None:
    for client, language in ((english, "en"), (chinese, "zh-hans")):
        for address, page in every_page(client, demo):
            assert f'<html lang="{language}">' in page.content.decode(), address


def test_a_chinese_page_has_no_english_sentence(demo: Protocol, chinese: Client) -> None:
    found = {
        (address, text)
        for address, response in every_page(chinese, demo)
        for language, text in Page(response.content.decode()).said
        if language != "en" and ENGLISH.search(text)
    }

    assert found == set()


def test_a_chinese_page_has_no_english_word_but_names(demo: Protocol, chinese: Client) -> None:
    found = {
        (word, address)
        for address, response in every_page(chinese, demo)
        for language, text in Page(response.content.decode()).said
        if language != "en" and not CITATION.search(text)
        for word in WORD.findall(text)
        if word not in NAMES
    }

    assert found == set()


def test_an_english_page_has_no_chinese_word(demo: Protocol, english: Client) -> None:
    found = {
        (address, text)
        for address, response in every_page(english, demo)
        for language, text in Page(response.content.decode()).said
        if language == "en" and re.search(r"[\u4e00-\u9fff]", text)
    }

    assert found == set()


def test_the_style_is_small() -> None:
    assert (STYLES / "site.css").stat().st_size <= 12_000


@pytest.mark.parametrize("name", ["site.css", "study.css"])
def test_no_style_loads_anything(name: str) -> None:
    text = (STYLES / name).read_text(encoding="utf-8")

    assert "url(" not in text
    assert "@import" not in text
    assert text.count("{") == text.count("}")


def test_nothing_but_the_demo_shows_that_it_is_the_demo(
    reference: Protocol, english: Client
) -> None:
    assert not settings.DEMO
    assert "Demonstration" not in english.get("/").content.decode()
