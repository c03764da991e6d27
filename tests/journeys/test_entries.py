"""A coordinator fills in forms, mends a mistake with its reason, and meets a colleague's version.

axe looks at every page and state on the way, on a phone; a wide window and Chinese for some.
"""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.test_accessibility import OPEN, SMALL, findings

BASE = "/study/NCT06836505/participants/"
CONSENT = {"consent_date": "1.9.2026", "version": "2.0"}


def _looked_at(page: Any) -> None:
    page.evaluate(OPEN)
    assert findings(page) == [], page.url
    assert page.evaluate(SMALL) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def _signed_in(visit: Visit, who: str, language: str = "en-GB") -> tuple[Any, str]:
    page = visit("/staff/sign-in/", language)
    site = page.url.partition("/staff/")[0]
    page.click(f"button:has-text('{who}')")
    return page, site


def _field(name: str) -> str:
    return f"[name='v-{name}']"


def _participant(page: Any, site: str) -> str:
    """Make a participant with consent, and give the address of their page."""
    page.goto(f"{site}{BASE}new/")
    page.select_option("#id_centre", index=page.locator("#id_centre option").count() - 1)
    page.click("main button:has-text('Make the participant')")
    person: str = page.url
    page.goto(f"{person}forms/consent/consent/1/")
    page.check(f"{_field('consent')}[value=yes]")
    for name, text in CONSENT.items():
        page.fill(_field(name), text)
    _answer_the_rest(page)
    page.click("main button:has-text('Save') >> nth=0")
    assert "Saved as version 1." in page.inner_text("main"), page.inner_text("main")
    return person


def _answer_the_rest(page: Any) -> None:
    """Give the first answer to what is required and still empty, as long as there is some."""
    for row in page.query_selector_all(".row:not(.unasked)"):
        if "required" not in row.query_selector(".what").inner_text():
            continue
        if listed := row.query_selector("select[id^='v-']"):
            if not listed.input_value():
                listed.select_option(index=1)
        elif (radio := row.query_selector("input[type=radio]")) and not row.query_selector(
            "input[type=radio]:checked"
        ):
            radio.check()


def test_from_a_new_participant_to_a_change_with_its_reason(visit: Visit) -> None:
    page, site = _signed_in(visit, "Chen Coordinator")
    person = _participant(page, site)
    form = f"{person}forms/chemistry/screening/1/"

    page.goto(form)
    assert page.evaluate("getComputedStyle(document.querySelector('select.why')).display") == "none"
    page.focus(_field("taken"))
    page.keyboard.type("20260901")
    page.keyboard.press("Enter")
    page.keyboard.type("54a")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.is_visible("#faults")
    assert page.evaluate("document.activeElement.name") == "v-alt"
    _looked_at(page)

    page.keyboard.press("Control+A")
    page.keyboard.type("54")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.is_visible("[role=status]:has-text('Saved as version 1.')")
    assert page.input_value(_field("taken")) == "2026-09-01"

    assert not page.is_visible("#reason-of-change")
    page.fill(_field("alt"), "45")
    assert page.is_visible("#reason-of-change")
    page.wait_for_selector("#draft-state:has-text('Draft kept at')")
    page.goto(form)
    assert page.input_value(_field("alt")) == "45", "the draft is restored"
    assert "It is not saved yet." in page.inner_text("main")
    page.click("main button[value=save]")
    assert page.evaluate("document.activeElement.id") == "why"
    page.select_option("#why", "transcription error")
    page.click("main button[value=save]")
    page.click("a:has-text('Every version of this form')")
    assert "changed ALT from 54 to 45 U/L" in page.inner_text("main")
    assert "transcription error" in page.inner_text("main")
    _looked_at(page)
    for rest in ("", "trail/", "identity/", "../"):
        page.goto(f"{person}{rest}")
        _looked_at(page)


def test_two_people_meet_on_one_form_and_choose(visit: Visit) -> None:
    mine, site = _signed_in(visit, "Chen Coordinator")
    theirs, _ = _signed_in(visit, "Ines Investigator", "zh-CN")
    person = _participant(mine, site)
    form = f"{person}forms/chemistry/screening/1/"
    for page in (mine, theirs):
        page.goto(form)
    theirs.fill(_field("taken"), "2026-09-01")
    theirs.fill(_field("alt"), "54")
    theirs.click("main button[value=save]")
    _looked_at(theirs)

    mine.fill(_field("taken"), "2026-09-01")
    mine.fill(_field("alt"), "45")
    mine.fill(_field("ast"), "31")
    mine.click("main button[value=save]")

    assert "Two versions: choose what is to stand" in mine.inner_text("main")
    _looked_at(mine)
    mine.check("[name='pick-alt'][value=theirs]")
    mine.check("[name='pick-ast'][value=mine]")
    mine.select_option("#why", "new information")
    mine.click("main button[value=merge]")
    assert "Saved as version 2." in mine.inner_text("main")
    assert [mine.input_value(_field(name)) for name in ("alt", "ast")] == ["54", "31"]
