"""Somebody who knows an age, an illness and a town reaches the right page in two steps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Site, Visit
from tests.journeys.keyboard import Keyboard

TRIAL = "/trials/NCT06836505/"
LINES = {
    "en-GB": "my son is 4, neuroblastoma came back, we live near Guangzhou",
    "zh-CN": "我儿子4岁，神经母细胞瘤复发，住在广州附近",
}
SAID = {"en-GB": "Nearest open centre:", "zh-CN": "最近的正在招募的中心："}
NARROW = {"width": 320, "height": 640}
"""1280 pixels at 400 %."""
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 200);
})"""


@pytest.mark.parametrize("language", LINES)
def test_one_line_leads_to_the_trial_by_keyboard_alone(
    language: str, visit: Visit, site: Site
) -> None:
    page = visit("/", language)
    keys = Keyboard(page)

    keys.type_into("q", LINES[language])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found = page.inner_text("main")
    with page.expect_navigation():
        page.locator(".results h3 a").first.press("Enter")

    assert SAID[language] in found
    assert page.url.startswith(f"{site.address}{TRIAL}?near=Guangzhou")
    hero = page.locator(".hero")
    assert SAID[language] in hero.inner_text()
    links = hero.locator(".actions a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links == [f"{TRIAL}check/", f"{TRIAL}contact/?near=Guangzhou%2C+China"]


def test_the_essentials_stand_on_the_first_screen_of_a_phone(visit: Visit) -> None:
    page = visit(f"{TRIAL}?near=Guangzhou")

    for part in (".status", "h1", ".facts", ".near", ".actions"):
        box = page.locator(f".hero {part}").bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], part
    assert page.evaluate("document.documentElement.scrollHeight") < 12 * PHONE["height"]


def test_the_filters_take_no_more_than_one_screen_of_a_phone(visit: Visit) -> None:
    page = visit("/?q=neuroblastoma")
    page.locator(".filters > summary").click()

    box = page.locator(".filters").bounding_box()

    assert box["height"] <= PHONE["height"]
    assert page.locator(".filters input, .filters select").count() == 9


def test_it_works_without_javascript_and_at_400_percent(browser: Any, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=NARROW, locale="en-GB")
    page = context.new_page()
    page.goto(site.address)
    page.fill("#q", LINES["en-GB"])
    page.click(".search button >> nth=0")
    page.click(".results h3 a")
    page.fill("#near", "Guangzhu")
    page.click(".place button")
    page.click("#contact ~ div p a >> text=Guangzhou, China")

    assert "less than 10 km away" in page.inner_text(".near")
    word = page.locator(".lead .term").first
    word.click()
    assert page.locator(f"#{word.get_attribute('popovertarget')}").is_visible()
    context.close()


@pytest.mark.parametrize("address", ["/", "/?q=neuroblastoma&place=Guangzhu", TRIAL, "/words/"])
def test_nothing_is_cut_off_or_moves_at_400_percent(address: str, browser: Any, site: Site) -> None:
    context = browser.new_context(viewport=NARROW, locale="en-GB")
    page = context.new_page()
    page.goto(site.address + address, wait_until="load")

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert page.evaluate(SHIFT) < 0.01
    context.close()


def test_a_word_is_explained_on_hover_and_focus_and_escape_closes_it(
    browser: Any, site: Site
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(site.address + TRIAL)
    word = page.locator(".lead .term").first
    note = page.locator(f"#{word.get_attribute('popovertarget')}")

    word.hover()
    assert note.is_visible()
    note.hover()
    page.wait_for_timeout(400)
    assert note.is_visible()
    page.keyboard.press("Escape")
    assert not note.is_visible()
    page.mouse.move(0, 0)
    word.evaluate("one => one.previousElementSibling")
    page.keyboard.press("Tab")
    word.focus()
    assert note.is_visible()
    page.keyboard.press("Escape")
    assert not note.is_visible()
    context.close()


def test_the_position_stays_in_the_browser(browser: Any, site: Site) -> None:
    context = browser.new_context(
        permissions=["geolocation"],
        geolocation={"latitude": 23.4567, "longitude": 113.5432},
        locale="en-GB",
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto(site.address)
    page.click(".filters > summary")
    page.click(".position button")
    # `wait_for_function` with a text would poll by `eval`, which the site's own policy refuses.
    expect(page.locator("#place")).to_have_value(re.compile("^Guangzhou"))

    assert not [url for url in asked if "23.4" in url or "113.5" in url]
    context.close()
