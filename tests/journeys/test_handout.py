"""A trial's page on paper is a handout of two A4 pages that leaves nothing needed out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.journeys.conftest import Site
from tests.registry.records import SAMPLE

SHIPPED = ("NCT06836505", "TRIALOGUE-DEMO-2")
LANGUAGES = ("en-GB", "zh-CN", "es-ES")
SHOWN = """() => {
  const style = one => getComputedStyle(one);
  const seen = one => one.checkVisibility({ contentVisibilityAuto: true });
  return {
    text: [...document.querySelectorAll('main *, .paper')]
      .filter(one => seen(one) && !one.children.length).map(one => one.textContent).join(' '),
    links: [...document.querySelectorAll('main a')].filter(seen).map(one => one.textContent),
    buttons: [...document.querySelectorAll('button:not(.term), input')].filter(seen).length,
    folded: [...document.querySelectorAll('main summary')].filter(seen)
      .map(one => one.textContent.trim()),
    smallest: Math.min(...[...document.querySelectorAll('main :is(p, li, dd)')]
      .filter(seen).map(one => parseFloat(style(one).fontSize))),
  };
}"""
"""What can be read of a page as it is printed."""
POINTS = 0.75
"""Of a pixel."""
RECORDS = {
    "NCT03318939": "63 centres",
    "NCT06332300": "9,175 characters of rules",
    "NCT04691388": "9,423 characters of rules",
    "NCT05296889": "hardly a word",
}
"""Records of the sample, and why each was chosen."""


def pages_of(pdf: bytes) -> int:
    """Count the pages of a PDF by its page objects."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def printed(page: Any) -> bytes:
    """Print a page as a browser does whose reader changes nothing."""
    pdf: bytes = page.pdf(format="A4", prefer_css_page_size=True)
    return pdf


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trial", SHIPPED)
def test_a_known_trial_prints_on_two_pages(
    trial: str, language: str, browser: Any, site: Site
) -> None:
    context = browser.new_context(locale=language)
    page = context.new_page()
    page.goto(f"{site.address}/trials/{trial}/")

    assert pages_of(printed(page)) == 2
    page.emulate_media(media="print")
    shown = page.evaluate(SHOWN)
    rules = page.locator(".criteria .plain").all_inner_texts()
    context.close()

    assert shown["buttons"] == 0
    assert shown["smallest"] * POINTS >= 8 - 0.01
    assert f"{site.address}/trials/{trial}/" in shown["text"]
    assert len(rules) > 10
    assert [one for one in rules if one.strip() not in shown["text"]] == []


@pytest.mark.django_db
def test_records_print_on_two_pages(
    shared: Path, browser: Any, settings: Settings, tmp_path: Path
) -> None:
    from trialogue.exchange.ctgov import RecordReader
    from trialogue.web.records.actions import import_records

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.HOME, english = tmp_path, Client(headers={"accept-language": "en"})
    import_records(RecordReader([SAMPLE]))
    pages = {f"/trials/{one}/": english.get(f"/trials/{one}/").content for one in RECORDS}
    page = browser.new_page(locale="en-GB")
    page.route("**/*", lambda route: _answer(route, pages))
    found = {}
    for record in RECORDS:
        page.goto(f"http://testserver/trials/{record}/")
        found[record] = pages_of(printed(page))
    page.emulate_media(media="print")
    last = page.evaluate(SHOWN)
    page.close()

    assert {record: n for record, n in found.items() if n > 2} == {}
    assert "https://clinicaltrials.gov/study/NCT05296889" in last["text"]
    assert last["folded"] == ["What is needed", "What would stand in the way"]


def _answer(route: Any, pages: dict[str, bytes]) -> None:
    """Answer as the site would, its files from their folders."""
    from django.contrib.staticfiles.finders import find

    path = route.request.url.removeprefix("http://testserver")
    if path.startswith("/static/"):
        route.fulfill(path=find(path.removeprefix("/static/")))
    else:
        route.fulfill(content_type="text/html; charset=utf-8", body=pages[path])
