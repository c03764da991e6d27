"""A reader makes notes on a trial's page by mouse, thumb and keyboard, and finds them again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Site
from tests.journeys.reader import (
    PHONE,
    TRIAL,
    findings,
    marked,
    reader_of,
    select_by_mouse,
    select_by_touch,
    write,
)

WORDS = "open-label"
QUESTION = "Who pays for the journey? mark-4711"
HIDE = "document.documentElement.setAttribute('data-notes-marks', '')"


def test_words_selected_by_mouse_get_a_note_that_is_there_again_next_time(
    browser: Any, site: Site
) -> None:
    with reader_of(browser, site.address) as reader:
        page = reader.open()
        select_by_mouse(page, WORDS)
        page.click(".notes-offer")
        write(page, QUESTION, question=True)
        assert marked(page) == {"question": [WORDS]}

        page.reload()
        page.wait_for_selector(".notes-sign")
        assert marked(page) == {"question": [WORDS]}
        assert QUESTION in page.inner_text("#notes-list")
        assert findings(page) == []

        page.click("#notes-list [data-part=jump]")
        assert page.evaluate("document.activeElement.className") == "notes-sign"
        page.keyboard.press("Enter")
        assert page.input_value(".notes-editor [data-part=body]") == QUESTION
        page.keyboard.press("Escape")
        page.wait_for_selector(".notes-editor", state="detached")

        assert reader.posts() == []
        assert QUESTION not in site.log.read_text(encoding="utf-8")


def test_a_thumb_makes_changes_and_deletes_a_note(browser: Any, site: Site) -> None:
    wishes = {"viewport": PHONE, "is_mobile": True, "has_touch": True, "locale": "zh-CN"}
    with reader_of(browser, site.address, **wishes) as reader:
        page = reader.open()
        select_by_touch(page, "单臂")
        page.tap(".notes-offer")
        assert findings(page) == []
        write(page, "要住院多久？")
        assert marked(page) == {"note": ["单臂"]}

        page.tap("#notes-list [data-part=edit]")
        write(page, "要住院多少天？")
        assert "要住院多少天？" in page.inner_text("#notes-list")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

        page.tap("#notes-list [data-part=delete]")
        page.wait_for_selector("#notes-none", state="visible")
        page.tap("#notes-status button")
        page.wait_for_selector("#notes-list li")
        page.tap("#notes-delete-all")
        assert findings(page) == []
        page.click("#notes-tools .aside button")
        page.wait_for_selector("#notes-none", state="visible")
        assert marked(page) == {}


def test_keys_alone_reach_every_passage_and_choose_a_sentence(browser: Any, site: Site) -> None:
    with reader_of(browser, site.address) as reader:
        page = reader.open()
        page.focus("[data-notes-open]")
        page.keyboard.press("Enter")
        page.wait_for_selector(".notes-add")
        without = page.evaluate(
            """() => [...document.querySelectorAll('main p, main li')].filter(one =>
              one.checkVisibility() && !one.closest('[data-notes-skip], nav, .actions') &&
              [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()[1]) &&
              !one.querySelector(':scope > .notes-add')).map(one => one.outerHTML.slice(0, 80))"""
        )
        assert without == []
        assert findings(page) == []

        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "notes-add":
                break
        for _ in range(80):
            page.keyboard.press("ArrowDown")
            if page.evaluate("document.activeElement.closest('.lead') !== null"):
                break
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        (sentence,) = marked(page)["choice"]
        assert page.inner_text("#notes-said") == " ".join(sentence.split())
        page.keyboard.press("Enter")
        page.keyboard.type("By keys alone")
        assert findings(page) == []
        page.keyboard.press("Escape")
        page.wait_for_selector(".notes-sign")

        assert marked(page) == {"note": [sentence]}
        assert page.evaluate("document.activeElement.className") == "notes-sign"


def test_a_note_belongs_to_the_language_it_was_made_on_and_says_so(
    browser: Any, site: Site
) -> None:
    with reader_of(browser, site.address) as reader:
        page = reader.open()
        select_by_mouse(page, WORDS)
        page.click(".notes-offer")
        write(page, QUESTION)
        page.click("button[value=zh-hans]")
        page.wait_for_selector("#notes-others li")

        assert "英语" in page.inner_text("#notes-others")
        assert page.inner_text("#notes-others .record") == WORDS
        assert marked(page) == {}
        assert findings(page) == []


def test_notes_go_into_a_file_and_come_back_in_another_browser(
    browser: Any, site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "notes.jsonld"
    with reader_of(browser, site.address) as reader:
        page = reader.open()
        select_by_mouse(page, WORDS)
        page.click(".notes-offer")
        write(page, QUESTION, question=True)
        with page.expect_download() as download:
            page.click("#notes-export")
        download.value.save_as(file)
    written = json.loads(file.read_text(encoding="utf-8"))
    (note,) = written["items"]
    quote, position = note["target"]["selector"]
    assert written["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert note["motivation"] == ["commenting", "questioning"]
    assert note["target"]["source"]["id"] == site.address + TRIAL
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", WORDS)
    assert position["type"] == "TextPositionSelector"

    with reader_of(browser, site.address) as other:
        page = other.open()
        page.click("[data-notes-open]")
        page.wait_for_selector(".notes-add")
        page.set_input_files("#notes-import", file)
        page.wait_for_selector("#notes-list li")
        page.set_input_files("#notes-import", file)
        assert marked(page) == {"question": [WORDS]}
        assert page.locator("#notes-list li").count() == 1

        page.emulate_media(media="print")
        assert QUESTION in page.inner_text("#notes-handout")
        assert not page.is_visible("#notes-list")


def test_a_browser_without_highlights_marks_by_elements(browser: Any, site: Site) -> None:
    with reader_of(browser, site.address) as reader:
        reader.context.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {HIDE} }})")
        page = reader.open()
        for words in (WORDS, "relapsed/refractory"):
            select_by_mouse(page, words)
            page.click(".notes-offer")
            write(page, f"about {words}")

        assert page.locator("mark.notes-note").all_inner_texts() == ["relapsed/refractory", WORDS]
        page.reload()
        page.wait_for_selector("mark.notes-note")
        assert page.locator("mark.notes-note").all_inner_texts() == ["relapsed/refractory", WORDS]


EDITS = {
    "gone": ("", ""),
    "moved": ("A sentence stands before it now. {0}", "Safety and efficacy of CAR-T cell therapy"),
    "changed": ("{1}", "Safety and good efficacy of CAR-T cell therapy"),
}
"""What becomes of the passage's paragraph, and the words that then carry the note."""


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_a_note_is_found_or_kept_without_a_place(
    edit: str, browser: Any, site: Site
) -> None:
    passage = "Safety and efficacy of CAR-T cell therapy"
    written, expected = EDITS[edit]
    with reader_of(browser, site.address) as reader:
        page = reader.open()
        select_by_mouse(page, passage)
        page.click(".notes-offer")
        write(page, QUESTION)
        reader.context.add_init_script(
            "addEventListener('DOMContentLoaded', () => {"
            " const one = document.querySelector('.official'), before = one.textContent;"
            f" one.textContent = {json.dumps(written)}.replace('{{0}}', before)"
            " .replace('{1}', before.replace('efficacy', 'good efficacy')); })"
        )
        page.reload()
        page.wait_for_selector("[data-entry]")

        if expected:
            assert marked(page) == {"note": [expected]}
        else:
            assert marked(page) == {}
            assert page.inner_text("#notes-orphans .record") == passage
            assert QUESTION in page.inner_text("#notes-orphans")
            assert findings(page) == []
