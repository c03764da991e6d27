"""An editor changes an overview, somebody else approves it, and a family reads it."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import Site, Visit
from tests.journeys.test_accessibility import SMALL, findings

TRIAL = "TRIALOGUE-DEMO-2"
SENTENCE = "The team counts side effects."


def sign_in(page: Any, name: str, onward: str) -> None:
    """Come in as one of the demo's invented people, and go on to a page."""
    page.goto(page.url.split("/staff/")[0] + "/staff/sign-in/")
    page.get_by_role("button", name=name).click()
    page.goto(page.url.split("/staff/")[0] + onward)


def check_accessible(page: Any) -> None:
    """Hold a page to what every public page is held to."""
    assert findings(page) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_words_reach_the_public_only_through_two_people(visit: Visit, site: Site) -> None:
    public = f"/trials/{TRIAL}/"
    editor = visit("/staff/sign-in/")
    sign_in(editor, "Ada Editor", "/staff/overviews/")
    check_accessible(editor)
    editor.get_by_role("link", name=f"{TRIAL}, English").first.click()
    editor.get_by_role("link", name="Change the words").click()
    editor.get_by_label("Possible risks").fill(f"{SENTENCE}\nIt will cure everybody.")
    editor.get_by_role("button", name="Save and check").click()
    lying = editor.url

    assert "A promise" in editor.inner_text("main")

    editor.get_by_role("link", name="Change the words").click()
    check_accessible(editor)
    editor.get_by_label("Possible risks").fill(SENTENCE)
    editor.get_by_role("button", name="Save and check").click()
    mended = editor.url
    assert "Approve" not in editor.inner_text("main")

    approver = visit("/staff/sign-in/")
    sign_in(approver, "Amir Approver", lying.removeprefix(site.address))
    assert "some findings cannot be settled" in approver.inner_text("main")
    check_accessible(approver)
    approver.goto(mended)
    check_accessible(approver)
    approver.get_by_label("I have read every sentence").check()
    approver.get_by_role("button", name="Approve and publish").click()
    assert "Public" in approver.inner_text("main")

    family = visit(public)
    family.get_by_text("The record in plain words, part by part").click()
    assert SENTENCE in family.inner_text("main")
    assert "read and approved by Amir Approver" in family.inner_text("main")
    assert "This person is invented" in family.inner_text("main")
    assert findings(family) == []

    approver.get_by_label("Why?").fill("only a trial run")
    approver.get_by_role("button", name="Withdraw it").click()
    family.goto(site.address + public)
    assert "read and approved by" not in family.inner_text("main")
