"""A parent writes from a phone, a coordinator answers from a desk, the parent reads and deletes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import Site, Visit
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_accessibility import SMALL, TAGS

CONTACT = "/trials/NCT06836505/contact/"
WORDS = {"en-GB": ("Send a message", "Answered"), "zh-CN": ("发送消息", "已回复")}
TELLING = "Zuckerbrot"
WAIT = 3_100
"""Milliseconds: sooner than this nobody writes to a hospital."""


def findings(page: Any) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    small = page.evaluate(SMALL)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    problems = [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]
    ]
    return [*problems, *small, *([f"{wide} px too wide"] if wide > 0 else [])]


def fill_in(page: Any) -> None:
    """Fill in the form by hands on the keyboard, but for the box and the choice."""
    keys = Keyboard(page)
    keys.type_into("c-first_name", "Annegret")
    keys.type_into("c-last_name", TELLING)
    keys.type_into("c-email", "annegret@example.org")
    page.fill("[name=c-message]", "My daughter has had a relapse.")
    page.check("[name=c-writer][value=parent]")
    page.check("[name=c-under_14][value=yes]")
    page.check("[name=c-guardian]")
    page.check("[name=c-agree]")


def take_time(page: Any) -> None:
    """Wait until the form has been open as long as anybody needs to write."""
    opened = "performance.getEntriesByType('navigation')[0].responseEnd"
    passed = page.evaluate(f"performance.now() - {opened}")
    page.wait_for_timeout(max(0, WAIT - passed))


def send(page: Any) -> None:
    with page.expect_navigation():
        page.click("#enquiry > .actions button:not([name])")


@pytest.fixture
def desk(browser: Any, site: Site) -> Iterator[Any]:
    """Give the coordinator's browser, signed in at the demo by one click."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site.address}/staff/sign-in/")
    page.click("text=Chen Coordinator")
    yield page
    context.close()


@pytest.mark.parametrize("language", WORDS)
def test_from_the_message_to_the_answer_and_its_deletion(
    language: str, visit: Visit, desk: Any, site: Site
) -> None:
    title, answered = WORDS[language]
    page = visit(CONTACT, language)
    assert title in page.inner_text("h1")
    assert findings(page) == []

    send(page)
    assert page.query_selector("#id_c-first_name[aria-invalid=true]")
    assert findings(page) == []
    fill_in(page)
    take_time(page)
    send(page)
    assert "/enquiry/" in page.url
    reference = page.inner_text("strong.nowrap")
    assert findings(page) == []
    assert page.context.cookies() == []

    desk.goto(f"{site.address}/staff/inbox/")
    assert TELLING not in desk.inner_text("main")
    assert findings(desk) == []
    desk.click(f"text={reference}")
    assert TELLING in desk.inner_text("main")
    assert findings(desk) == []
    desk.fill("#id_answer-text", "Please call us on Monday.")
    desk.click("button[value=answer]")
    assert "Please call us on Monday." in desk.inner_text(".thread .answer")

    page.reload()
    assert "Please call us on Monday." in page.inner_text(".thread .answer")
    assert answered in page.inner_text("ol.time")

    page.click("a[href$='/delete/']")
    assert findings(page) == []
    page.click("button[value=delete]")
    desk.reload()
    assert TELLING not in desk.inner_text("body")
    written = site.log.read_text(encoding="utf-8")
    assert TELLING not in written
    assert re.search(r"/enquiry/[^…\s]", written) is None


def test_the_mail_lies_in_the_mailbox_and_leads_back(visit: Visit, site: Site) -> None:
    page = visit(CONTACT)
    fill_in(page)
    take_time(page)
    send(page)
    status = page.url.partition("?")[0]

    page.goto(f"{site.address}/mailbox/")
    assert findings(page) == []
    page.click("text=Your message to")
    link = page.get_attribute("a[href*='/enquiry/']", "href")
    assert link == status
    page.goto(link)
    assert TELLING in page.inner_text("main")


def test_answers_of_the_check_go_along_only_when_ticked(visit: Visit) -> None:
    page = visit("/trials/NCT06836505/check/")
    page.click("button[value=start]")
    page.fill("[name='birth_date.year']", "2019")
    page.click("main button:not([name])")
    page.check("main input[value=other]")
    page.click("main button:not([name])")
    page.click("main form[action*='/contact/'] button")

    boxes = page.query_selector_all("[name=share]")
    assert [box.is_checked() for box in boxes] == [False] * len(boxes)
    assert len(boxes) == 2
    assert page.is_checked("[name=c-under_14][value=yes]")
    page.check("[name=share][value=diagnosis]")
    fill_in(page)
    take_time(page)
    send(page)

    told = page.inner_text("main")
    assert "2019" not in told
    assert "Other" in told or "other" in told
