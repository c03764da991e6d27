"""axe finds nothing on any page, light and dark, in both languages; targets are large enough."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import Visit

TRIAL = "/trials/NCT06836505/"
FOUND = "/?q=my+son+is+4%2C+neuroblastoma+came+back%2C+near+Guangzhou"
PERSON = "/study/NCT06836505/people/DEMO-06/"
PAGES = (
    "/",
    "/faq/",
    "/words/",
    FOUND,
    "/?q=neuroblastoma&place=Guangzhu&age=often&sort=distance",
    "/?q=nothing+like+this&place=China&status=over",
    f"{TRIAL}?near=Guangzhu",
    TRIAL,
    "/trials/TRIALOGUE-DEMO-2/",
    f"{TRIAL}check/",
    "/study/",
    PERSON,
    f"{PERSON}?gate=screening",
    f"{PERSON}dose/",
    "/mailbox/",
    "/nowhere/",
)
LOOKS = [("en-GB", "light"), ("zh-CN", "dark")]
"""Each language and each scheme once: colours hang on no language, and words on no scheme."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = """() => [...document.querySelectorAll('a, button, summary, select, label:has(input)')]
  .filter(one => one.offsetParent && !one.closest('p:not(.crumbs), li > p, dd, h3'))
  .filter(one => !one.matches('.term'))
  .filter(one => one.getBoundingClientRect().x > 0 && one.getBoundingClientRect().height < 43.5)
  .map(one => one.outerHTML.slice(0, 120))"""
"""Targets below 44 px that do not stand within a line of text."""
OPEN = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"


def findings(page: Any) -> list[str]:
    """Run axe, and list what it finds."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on(address: str, language: str, scheme: str, visit: Visit) -> None:
    page = visit(address, language, scheme)
    page.evaluate(OPEN)

    assert findings(page) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_axe_finds_nothing_during_a_check_and_on_its_result(
    language: str, scheme: str, visit: Visit
) -> None:
    page = visit(f"{TRIAL}check/", language, scheme)
    page.click("button[value=start]")
    seen = []
    while current := page.query_selector("main input[name=current]"):
        key = current.get_attribute("value")
        seen.append(key)
        assert findings(page) == [], key
        if key == "radiotherapy":
            page.check("main input[value=stopped]")
            assert findings(page) == [], "with the date's fields"
            page.click("main button:not([name])")
            assert findings(page) == [], "with a fault"
        page.check(f"main input[name='{key}'][value='unknown']")
        page.click("main button:not([name])")
    page.evaluate(OPEN)

    assert len(seen) > 10
    assert findings(page) == []
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_axe_finds_nothing_on_a_dose_sheet(language: str, scheme: str, visit: Visit) -> None:
    page = visit(f"{PERSON}dose/", language, scheme)
    page.fill("#days", "3")
    page.click("main button")
    assert page.query_selector(".warning")
    assert findings(page) == []

    page.fill("#height", "1.10")
    page.click("main button")
    assert page.query_selector("[aria-invalid=true]")
    assert findings(page) == []


@pytest.mark.parametrize("address", [TRIAL, f"{TRIAL}check/"])
def test_axe_finds_nothing_on_the_spanish_page(address: str, visit: Visit) -> None:
    page = visit(address, "es-MX", "light")
    page.evaluate(OPEN)

    assert page.evaluate("document.documentElement.lang") == "es"
    assert findings(page) == []
