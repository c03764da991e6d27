"""The search page: what a family types, what it is shown, and how it gets on from nothing."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from tests.exchange.ctgov.studies import study
from tests.web.records.states import dated, imported
from tests.web.test_record_pages import faults_of
from trialogue.core.protocol import Protocol

pytestmark = pytest.mark.django_db
FAMILY = "my son is 4, neuroblastoma came back, we live near Guangzhou"
CHINESE = "我儿子4岁，神经母细胞瘤复发，住在广州附近"


def search(client: Client, **given: str):
    page = client.get("/", given)
    assert page.status_code == 200, page
    assert faults_of(page.content.decode()) == []
    return page


def ids(page) -> list[str]:
    return [card.id for card in page.context["cards"]]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("lung cancer my mother is 62 Guangzhou", "lung cancer"),
        ("my husband has cancer of the lung and he is 60", "my husband has cancer of the lung"),
        ("我儿子4岁，神经母细胞瘤复发，我们住在广州附近", "神经母细胞瘤复发"),
    ],
)
def test_what_was_looked_for_is_said_without_silent_words_behind_it(
    typed: str, shown: str, demo: Protocol, english: Client
) -> None:
    html = search(english, q=typed).content.decode()

    assert f'<strong translate="no">{shown}</strong>' in html


def test_one_line_of_a_family_is_understood(demo: Protocol, english: Client) -> None:
    page = search(english, q=FAMILY)
    html = page.content.decode()

    assert ids(page) == [demo.id]
    assert "Guangzhou, China</span>" in html
    assert 'age: “<span translate="no">son is 4</span>”' in html
    assert '<strong translate="no">neuroblastoma came back</strong>' in html
    assert "· male" in html
    assert "Nearest open centre: " in html
    assert "Demonstration Hospital of Guangzhou (invented" in html
    assert "which means “" in html
    assert f'href="/trials/{demo.id}/?near=Guangzhou%2C+China"' in html


def test_the_same_line_in_chinese_finds_the_same(demo: Protocol, chinese: Client) -> None:
    page = search(chinese, q=CHINESE)

    assert ids(page) == [demo.id]
    assert "中国广州</span>" in page.content.decode()


def test_fields_count_more_than_the_line(demo: Protocol, english: Client) -> None:
    assert ids(search(english, q=FAMILY, age="62")) == []
    assert ids(search(english, q=FAMILY, age="18 months")) == [demo.id]
    assert ids(search(english, q=FAMILY, status="over")) == []
    assert ids(search(english, q=FAMILY, phase="PHASE1")) == [demo.id]
    assert ids(search(english, q="neuroblastoma", country="China", centre="open")) == [demo.id]
    assert ids(search(english, q="neuroblastoma", country="Japan")) == []


def test_nothing_found_leads_on(demo: Protocol, english: Client) -> None:
    page = search(english, q=FAMILY, age="62", status="over")
    ways = {way.words: way.total for way in page.context["ways"]}

    assert ways == {"The same words alone": 1}
    assert "ask your doctor" in page.content.decode()


def test_a_slip_of_the_pen_is_mended_and_said(
    tmp_path: Path, demo: Protocol, english: Client
) -> None:
    named = [study(f"NCT000001{n:02d}", conditionsModule__conditions=["Asthma"]) for n in range(12)]
    imported(tmp_path, *named)

    page = search(english, q="asthna")

    assert "“asthna” → “asthma”" in page.content.decode()
    assert page.context["found"].total == 12


def test_results_come_in_pages_with_shareable_addresses(tmp_path: Path, english: Client) -> None:
    imported(tmp_path, *(dated(f"NCT000001{n:02d}", "2025-01-01") for n in range(12)))

    first, second = search(english, q="cells"), search(english, q="cells", page="2")

    assert (len(ids(first)), len(ids(second))) == (10, 2)
    assert not set(ids(first)) & set(ids(second))
    assert 'rel="next" href="?q=cells&amp;page=2"' in first.content.decode()
    assert 'rel="prev" href="?q=cells"' in second.content.decode()
    assert "There are no more results" in search(english, q="cells", page="9").content.decode()


def test_empty_fields_leave_the_address(db: None, english: Client) -> None:
    page = english.get("/?q=lymphoma&age=&sex=&place=&sort=")

    assert (page.status_code, page.headers["Location"]) == (302, "?q=lymphoma")
    assert english.get("/?q=&age=").headers["Location"] == "/"


def test_an_unknown_place_offers_spellings_and_the_countrys_cities(
    demo: Protocol, english: Client
) -> None:
    html = search(english, q="neuroblastoma", place="Guangzhu").content.decode()

    assert "No trial has a centre in a place of this name" in html
    assert "?q=neuroblastoma&amp;place=Guangzhou%2C+China" in html
    assert "China (1)" in html


def test_what_cannot_be_read_is_said_and_left_out(demo: Protocol, english: Client) -> None:
    page = search(english, q="neuroblastoma", age="often", km="50", sort="distance", page="-3")
    html = page.content.decode()

    assert ids(page) == [demo.id]
    assert "often</span>” was not understood as an age" in html
    assert "To sort or limit by distance we need a place" in html


@pytest.mark.parametrize(
    "line", ["", '"', "((((", "AND OR NOT", "%00", "<script>", "的", "x" * 5000, "\\", "*:*"]
)
def test_nothing_that_is_typed_is_an_error(line: str, demo: Protocol, english: Client) -> None:
    page = english.get("/", {"q": line, "place": line, "age": line, "country": line, "km": line})

    assert page.status_code in (200, 302)
    assert "<script>" not in page.content.decode()


def test_a_result_that_only_rules_people_out_warns(tmp_path: Path, english: Client) -> None:
    imported(tmp_path, study("NCT00000001"))

    page = search(english, q="HIV")

    assert page.context["all_warn"]
    assert "These only name it to rule people out" in page.content.decode()


def test_the_cities_for_the_browser_are_those_with_centres(demo: Protocol, english: Client) -> None:
    page = english.get("/cities.json")

    assert page.json() == {"cities": [["Guangzhou, China", 23.13, 113.26]]}
    assert "max-age=3600" in page.headers["Cache-Control"]


def test_nobody_records_what_was_searched_for(demo: Protocol, english: Client) -> None:
    page = search(english, q=FAMILY)

    assert not page.cookies
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_a_search_is_taken_over_into_the_form_for_news(demo: Protocol, english: Client) -> None:
    html = search(english, q=FAMILY, km="250").content.decode()

    address = re.search(r'href="(/news/[^"]*)"', html.split('id="found"')[1])
    assert address is not None
    form = english.get(unescape(address.group(1))).context["form"]
    assert form.initial == {
        "words": "neuroblastoma came back",
        "age": "4",
        "unit": "years",
        "sex": "MALE",
        "place": "Guangzhou, China",
        "within": "250",
        "every": "week",
    }
    assert "250" in dict(form.fields["within"].choices)


def test_a_centre_is_named_in_chinese_where_its_team_said_how(
    demo: Protocol, chinese: Client
) -> None:
    html = search(chinese, q=CHINESE).content.decode()

    assert "广州示范医院" in html
    assert '<strong translate="no">神经母细胞瘤复发</strong>' in html
