"""One person of the staff at one browser: fills in forms by what stands beside the fields.

Every click, key and page is counted, so that the time at the screen can be estimated by the
keystroke-level model (Card, Moran & Newell, Commun ACM 1980;23:396-410, table 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEY, POINT, PRESS, HAND, THINK = 0.28, 1.1, 0.2, 0.4, 1.35
"""Seconds: a key of an average non-secretary typist, pointing, a click (down and up), a hand
from keys to mouse or back, and making up one's mind once for each step (Card et al., table 1)."""
WAIT = 0.5
"""Seconds until a page stands there, on a slow line."""
ANSWER = """answers => Object.entries(answers).map(([name, text]) => {
  const all = [...document.querySelectorAll(`#sheet [name="v-${CSS.escape(name)}"]`)];
  const one = all[0]?.type === 'radio' ? all.find(radio => radio.value === text) : all[0];
  if (!one || one.offsetParent === null) return `no ${name} to answer with ${text}`;
  if (one.type === 'radio') one.click();
  else one.value = text;
  if (one.value !== text) return `${name} has no ${text}`;
  one.dispatchEvent(new Event('input', {bubbles: true}));
  return one.type === 'radio' ? 'click' : one.tagName === 'SELECT' ? 'list' : 'text';
})"""
"""Answers what one sees, in the order of the form: a field that is not asked yet is refused."""


@dataclass(slots=True)
class Effort:
    """What hands did: clicks, keys, fields that were answered, pages that were opened."""

    clicks: int = 0
    keys: int = 0
    answers: int = 0
    pages: int = 0

    @property
    def minutes(self) -> float:
        """Estimate the time: each click and each answer is decided once."""
        seconds = (
            self.clicks * (POINT + PRESS + THINK)
            + self.keys * KEY
            + self.answers * THINK
            + self.pages * (WAIT + 2 * HAND)
        )
        return seconds / 60


@dataclass
class Nurse:
    """Somebody who works by the pages alone: no address is ever typed after the first."""

    page: Any
    site: str
    effort: Effort = field(default_factory=Effort)

    def sign_in(self, name: str) -> None:
        """Come in as one of the demo's people."""
        self.page.goto(f"{self.site}/staff/sign-in/")
        self.go(self.page.get_by_role("button", name=name))

    def follow(self, words: str, within: str = "main", nth: int = 0) -> None:
        """Go along a link, by its words."""
        links = self.page.locator(within).get_by_role("link", name=words, exact=True)
        self.go(links.nth(nth))

    def press(self, words: str, within: str = "main", nth: int = 0) -> None:
        """Press a button, by its words."""
        buttons = self.page.locator(within).get_by_role("button", name=words, exact=True)
        self.go(buttons.nth(nth))

    def write(self, label: str, text: str, within: str = "main") -> None:
        """Write into a field, by its label."""
        self.page.locator(within).get_by_label(label, exact=True).first.fill(text)
        self._typed(text)

    def choose(self, label: str, choice: str, within: str = "main") -> None:
        """Choose from a list, by its label."""
        self.page.locator(within).get_by_label(label, exact=True).first.select_option(label=choice)
        self._typed(choice[:2])

    def scan(self, label: str, text: str) -> None:
        """Let a scanner type into a field."""
        self.page.locator("main").get_by_label(label, exact=True).first.fill(text)
        self.effort.clicks += 1

    def go_back(self) -> None:
        """Go back, as every browser does."""
        self.page.go_back()
        self.effort.clicks += 1
        self.effort.pages += 1

    def unfold(self, visit: str) -> None:
        """Unfold a visit on a participant's page, unless it is open."""
        details = self.page.locator("details.visit").filter(
            has=self.page.get_by_role("heading", name=visit, exact=True)
        )
        if details.get_attribute("open") is None:
            details.locator("summary").click()
            self.effort.clicks += 1

    def open_form(self, visit: str, form: str) -> None:
        """Open a form of a visit from the participant's page."""
        self.unfold(visit)
        details = self.page.locator("details.visit").filter(
            has=self.page.get_by_role("heading", name=visit, exact=True)
        )
        self.go(details.get_by_role("link", name=form, exact=True).first)

    def fill(self, answers: Mapping[str, str]) -> None:
        """Answer fields of a protocol's form, by their ids."""
        hands = self.page.evaluate(ANSWER, dict(answers))
        for hand, text in zip(hands, answers.values(), strict=True):
            assert hand in ("click", "list", "text"), f"{self.page.url}: {hand}"
            self.effort.answers += 1
            self.effort.clicks += hand == "click"
            self.effort.keys += {"click": 0, "list": 3, "text": len(text) + 1}[hand]

    def save(self, words: str = "Save") -> None:
        """Save the form, and insist that it was."""
        self.press(words, "#sheet")
        faults = self.page.locator("#faults")
        assert not faults.count(), f"{self.page.url}: {faults.inner_text()}"

    def enter(self, answers: Mapping[str, str], words: str = "Save") -> None:
        """Answer fields, and save."""
        self.fill(answers)
        self.save(words)

    @property
    def said(self) -> str:
        """Give what the page says."""
        text: str = self.page.inner_text("main")
        return text

    def _typed(self, text: str) -> None:
        self.effort.answers += 1
        self.effort.keys += len(text) + 1

    def go(self, at: Any) -> None:
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            at.click()
        self.effort.clicks += 1
        self.effort.pages += 1
