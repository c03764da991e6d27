"""A reader with notes: a browser of their own, used by mouse, by thumb or by keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

TRIAL = "/trials/NCT06836505/"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.data.indexOf(words);
    if (at < 0 || node.parentElement.closest('[data-notes-skip], nav, template')) continue;
    node.parentElement.scrollIntoView({block: 'center'});
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const box = range.getBoundingClientRect();
    return {range, left: box.left, top: box.top, right: box.right, bottom: box.bottom};
  }
  return null;
}"""
MARKED = """() => Object.fromEntries([...CSS.highlights]
  .map(([kind, ranges]) => [kind.replace('notes-', ''), [...ranges].map(String)])
  .filter(([, texts]) => texts.length))"""


@dataclass
class Reader:
    """One person's browser on one site."""

    context: Any
    address: str
    requests: list[Any] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def open(self, path: str = TRIAL) -> Any:
        """Open a page in a new tab."""
        page = self.context.new_page()
        page.on("request", lambda request: self.requests.append(request))
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.goto(path if path.startswith("http") else self.address + path)
        return page

    def posts(self) -> list[Any]:
        """List what was sent to the server, other than asking for a page or a file."""
        return [one for one in self.requests if one.method != "GET"]


@contextmanager
def reader_of(browser: Any, address: str, **wishes: Any) -> Iterator[Reader]:
    """Open a browser profile; at the end nothing went elsewhere and nothing complained."""
    given = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **wishes}
    context = browser.new_context(**given)
    reader = Reader(context, address)
    yield reader
    context.close()
    asked = {urlsplit(one.url).netloc for one in reader.requests if not one.url.startswith("blob:")}
    assert asked <= {urlsplit(address).netloc}
    expected = ("403 (Forbidden)", "429 (Too Many Requests)")
    assert [text for text in reader.problems if not any(one in text for one in expected)] == []


def select_by_mouse(page: Any, words: str) -> None:
    """Draw the mouse over words of the page."""
    box = page.evaluate(SELECT, words)
    middle = (box["top"] + box["bottom"]) / 2
    page.mouse.move(box["left"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["right"] - 1, middle, steps=4)
    page.mouse.up()


def select_by_touch(page: Any, words: str) -> None:
    """Select words as a phone's own handles do, which no emulation moves."""
    page.evaluate(
        f"words => getSelection().addRange(({SELECT})(words).range)",
        words,
    )


def write(page: Any, words: str, question: bool = False) -> None:
    """Fill in the open note and finish it."""
    page.fill(".notes-editor [data-part=body]", words)
    if question:
        page.check(".notes-editor [data-part=question]")
    page.click(".notes-editor button:not([type])")
    page.wait_for_selector(".notes-editor", state="detached")


def marked(page: Any) -> dict[str, list[str]]:
    """Give the words that are marked on the page, by kind."""
    found: dict[str, list[str]] = page.evaluate(MARKED)
    return found


def findings(page: Any) -> list[str]:
    """Run axe, and list what it finds."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]
