"""A small run of `benchmarks.anchoring`: after any edit no note stands on the wrong words."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import Site
from tests.journeys.edited_pages import ADDRESS, READ, run, serve

PAGES = ("/trials/NCT06836505/", "/trials/TRIALOGUE-DEMO-2/")


def test_an_edited_page_keeps_every_note_and_puts_none_on_the_wrong_words(
    browser: Any, site: Site
) -> None:
    context = browser.new_context()
    page = context.new_page()
    pages = [
        context.request.get(site.address + path, headers={"Accept-Language": language}).text()
        for path in PAGES
        for language in ("en", "zh-CN")
    ]
    page.route(f"{ADDRESS}/**", serve)
    page.goto(f"{ADDRESS}/")
    texts = page.evaluate(READ, pages)

    total, wrong = run(page, texts, notes=8, rounds=1)
    context.close()

    assert wrong == []
    assert {
        sum(counts[name] for name in ("right", "loose", "orphan")) for counts in total.values()
    } == {32}
    assert total["insert"]["right"] + total["delete"]["right"] >= 45


def test_what_did_not_change_is_found_where_it_was(browser: Any) -> None:
    page = browser.new_page()
    page.route(f"{ADDRESS}/**", serve)
    page.goto(f"{ADDRESS}/")

    found = page.evaluate(
        """async () => {
          const { describe, place } = await import('/anchor.js');
          const cases = {
            twins: ['One day.\\nNot said.\\nNot said.\\nNot said.\\nThe end.', 'Not said.', 19],
            chinese: ['儿童可以参加。成人可以参加。', '成人可以参加', 7],
            beyond: ['😀 A face stands before it. Then words.', 'Then words', 28],
          };
          return Object.fromEntries(Object.entries(cases).map(([name, [text, words, start]]) => {
            const note = describe(text, start, start + words.length);
            const after = place(text, note);
            const gone = place(text.replace(words, ''), note);
            const later = place(`More. ${text}`, note);
            return [name, [note.exact === words, note.start, after.how,
              after.start === start, gone.how, later.start - start]];
          }));
        }"""
    )
    page.close()

    assert found == {
        "twins": [True, 19, "exact", True, "orphan", 6],
        "chinese": [True, 7, "exact", True, "orphan", 6],
        "beyond": [True, 27, "exact", True, "orphan", 6],
    }
