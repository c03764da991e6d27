"""Edit scripts over the text of pages, run in a browser beside the notes' own scripts.

`edit_scripts.js` edits a text and knows where every letter went; `anchor.js` says where the
notes went. Used by a test, on two trials, and by `benchmarks.anchoring`, on many.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trialogue.web.notes.scripts import FOLDER

ADDRESS = "https://notes.test"
SEED = 20261125
READ = """async pages => {
  const { readPage } = await import('/page-text.js');
  const parser = new DOMParser();
  const read = html => readPage(parser.parseFromString(html, 'text/html').querySelector('main'));
  return pages.map(html => read(html).text);
}"""
KINDS = ("right", "loose", "wrong", "orphan", "left")
TRIAL = """async ([text, others, settings]) => {
  const anchor = await import('/anchor.js');
  const { trial } = await import('/edit_scripts.js');
  return trial(text, others, anchor, settings);
}"""
Counts = dict[str, dict[str, int]]


def serve(route: Any) -> None:
    """Answer the browser from the folders of the scripts; nothing is loaded from anywhere."""
    name = route.request.url.removeprefix(ADDRESS).strip("/")
    places = [folder / name for folder in (FOLDER, Path(__file__).parent)] if name else []
    found = next((place for place in places if place.is_file()), None)
    kind = "text/javascript" if found else "text/html"
    route.fulfill(body=found.read_bytes() if found else b"<!doctype html>", content_type=kind)


def run(page: Any, texts: Sequence[str], *, notes: int, rounds: int) -> tuple[Counts, list[Any]]:
    """Edit every text; gives counts for each kind of edit, and every wrong place."""
    total: Counts = {}
    wrong: list[Any] = []
    for number, text in enumerate(texts):
        chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text[:200])
        others = [
            line
            for other in texts
            if other is not text
            for line in other.split("\n")
            if len(line) > 20
            and line not in text
            and any("\u4e00" <= letter <= "\u9fff" for letter in line) == chinese
        ][:2000] or ["Something else stands here now."]
        settings = {"seed": SEED + number, "notes": notes, "rounds": rounds}
        found = page.evaluate(TRIAL, [text, others, settings])
        wrong += found["wrong"]
        for kind, counts in found["counts"].items():
            into = total.setdefault(kind, dict.fromkeys(KINDS, 0))
            for name, count in counts.items():
                into[name] += count
    return total, wrong
