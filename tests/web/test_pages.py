"""The public pages: every part of the trial, in both languages, for both shipped trials."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.web.conftest import REFERENCE, SECOND
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import walk

ADDRESS = f"/trials/{REFERENCE}/"


def test_the_trial_page_has_every_part(reference: Protocol, english: Client) -> None:
    html = english.get(ADDRESS).content.decode()
    parts = (
        reference.title.en,
        "Recruiting",
        "1–50 years",
        "1/2",
        "Sun Yat-sen University",
        "Shanghai YaKe Biotechnology Ltd.",
        "26 August 2025",
        "12 December 2024",
        '(<abbr translate="no">NB</abbr>)',
        "DSRCT",
        "fludarabine 25 mg/m² a day",
        "cyclophosphamide 500 mg/m² a day",
        "1 to 10 million cells for each kilogram",
        "within the 14 days before infusion",
        "For 1 year",
        "Overall response rate",
        "Where, and whom to ask",
        "The record names no study centre yet.",
        "Appendix 1: performance scales",
        "Karnofsky",
        "Lansky",
        "What is a clinical trial?",
        "A drawing: one circle for each of the 10 people",
    )

    assert [part for part in parts if part not in html] == []


def test_every_criterion_stands_in_plain_words_with_its_id(
    reference: Protocol, english: Client
) -> None:
    html = english.get(ADDRESS).content.decode()

    assert [one.id for one in walk(reference.criteria) if f'<li id="{one.id}">' not in html] == []


def test_every_reading_of_a_criterion_is_shown_with_it(
    reference: Protocol, english: Client
) -> None:
    html = english.get(ADDRESS).content.decode()
    used = {name for criterion in walk(reference.criteria) for name in criterion.readings}

    assert {name for name in used if f">{name}</span>" not in html} == set()


def test_the_picture_of_one_arm_has_one_tone(reference: Protocol, english: Client) -> None:
    html = english.get(ADDRESS).content.decode()

    assert html.count('<circle class="a"') == 10
    assert '<circle class="b"' not in html


def test_a_chinese_phase_is_no_tumour_stage(reference: Protocol, chinese: Client) -> None:
    html = chinese.get(ADDRESS).content.decode()

    assert "<dt>试验阶段</dt><dd>I/II 期</dd>" in html
    assert "50 岁 · I/II 期" in chinese.get("/").content.decode()


def test_the_records_words_are_folded_below_the_plain_ones(
    reference: Protocol, english: Client
) -> None:
    html = english.get(ADDRESS).content.decode()
    before, within = html.split('<li id="I2">', 1)[1].split("</li>", 1)[0].split("<details>", 1)
    criterion = reference.criterion("I2")

    assert criterion.plain.en[:20] in before
    assert '<blockquote class="record"' not in before
    assert '<blockquote class="record" lang="en"' in within.split("</details>", 1)[0]


def test_the_contact_is_linked_at_the_top(reference: Protocol, english: Client) -> None:
    html = english.get(ADDRESS).content.decode()

    top = html.split('<ul class="contents">', 1)[0]
    assert f'href="{ADDRESS}contact/">Get in touch</a> ' in top


@pytest.mark.parametrize("trial", [REFERENCE, SECOND])
def test_every_shipped_trial_has_a_page_in_both_languages(
    trial: str, reference: Protocol, second: Protocol, english: Client, chinese: Client
) -> None:
    protocol = reference if trial == REFERENCE else second

    assert protocol.summary.en[:30] in english.get(f"/trials/{trial}/").content.decode()
    assert protocol.summary.zh[:12] in chinese.get(f"/trials/{trial}/").content.decode()


def test_the_list_shows_every_loaded_trial(
    reference: Protocol, second: Protocol, english: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.HOME = tmp_path  # an index of its own

    html = english.get("/").content.decode()

    assert "2 trials can be found here." in html
    assert f'href="/trials/{reference.id}/"' in html
    assert f'href="/trials/{second.id}/"' in html


def test_a_site_without_a_trial_says_so(db: None, english: Client) -> None:
    assert "No trial is loaded yet" in english.get("/").content.decode()


def test_an_id_in_other_letters_leads_to_the_trial(reference: Protocol, english: Client) -> None:
    page = english.get(ADDRESS.lower().replace("nct", "nct"))

    assert (page.status_code, page.headers["Location"]) == (302, ADDRESS)


@pytest.mark.parametrize("address", ["/trials/NCT00000000/", "/trials/NCT00000000/check/", "/x"])
def test_what_is_not_here_is_404_in_words(
    address: str, reference: Protocol, chinese: Client
) -> None:
    page = chinese.get(address)

    assert page.status_code == 404
    assert "没有这个页面" in page.content.decode()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN", "zh-hans"),
        ("zh-TW,zh;q=0.9", "zh-hans"),
        ("zh", "zh-hans"),
        ("fr-FR,fr;q=0.9", "en"),
    ],
)
def test_the_browser_chooses_the_language_at_first(
    header: str, language: str, reference: Protocol
) -> None:
    page = Client(headers={"accept-language": header}).get("/")

    assert f'<html lang="{language}">' in page.content.decode()


def test_the_reader_can_switch_and_the_choice_stays(reference: Protocol, chinese: Client) -> None:
    page = chinese.post("/language/", {"language": "en", "next": ADDRESS})

    assert page.headers["Location"] == ADDRESS
    assert '<html lang="en">' in chinese.get(ADDRESS).content.decode()


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "/nowhere/x", ""])
def test_switching_never_leads_away_from_the_site(place: str, db: None, english: Client) -> None:
    page = english.post("/language/", {"language": "zh-hans", "next": place})

    assert page.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(db: None, english: Client) -> None:
    assert not english.post("/language/", {"language": "xx", "next": "/"}).cookies


def test_a_page_that_has_not_changed_is_not_sent_again(
    reference: Protocol, english: Client
) -> None:
    first = english.get(ADDRESS)
    again = english.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert {"Cookie", "Accept-Language"} <= set(first.headers["Vary"].split(", "))
    assert first.headers["Cache-Control"] == "no-cache"


def test_health_and_robots(db: None, english: Client) -> None:
    assert english.get("/healthz").content == b"ok\n"
    assert "Disallow: /study/" in english.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("place", "leads"),
    [
        ("/faq/?open=1&word=%E6%98%9F", "/faq/?open=1&word=%E6%98%9F"),
        ("/faq/?next=//evil.example/", "/faq/?next=//evil.example/"),
        ("//evil.example/?a=1", "/"),
        ("https://evil.example/?/faq/", "/"),
        ("/nowhere/?a=1", "/"),
        ("?a=1", "/"),
    ],
)
def test_switching_keeps_what_the_address_asks_for(
    place: str, leads: str, db: None, english: Client
) -> None:
    page = english.post("/language/", {"language": "es", "next": place})

    assert page.headers["Location"] == leads


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("/staff/sign-in/?open=1&word=a", "/staff/sign-in/?open=1&amp;word=a"),
        ("/faq/?open=1&word=a", "/faq/"),
    ],
)
def test_the_switch_keeps_a_filter_of_the_staff_and_says_no_family_s_address_back(
    place: str, named: str, db: None, english: Client
) -> None:
    page = english.get(place).content.decode()

    assert f'name="next" value="{named}"' in page
