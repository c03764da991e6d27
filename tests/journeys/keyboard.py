"""Hands on the keyboard: Tab, arrows, Space, Enter, typing, and never the mouse."""

from __future__ import annotations

from typing import Any

FOCUSED = """() => {
  const one = document.activeElement;
  return {
    tag: one.tagName.toLowerCase(), name: one.name || '', value: one.value || '',
    href: one.getAttribute('href') || '', text: (one.innerText || '').trim(),
    outline: getComputedStyle(one).outlineStyle,
  };
}"""
MOST_TABS = 60


class Keyboard:
    """One person's keyboard on one page."""

    def __init__(self, page: Any) -> None:
        self.page = page

    @property
    def focus(self) -> dict[str, str]:
        """What the focus is on."""
        found: dict[str, str] = self.page.evaluate(FOCUSED)
        return found

    def tab_to(self, **wanted: str) -> None:
        """Press Tab until the focus is on what is wanted; it must show that it has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            focus = self.focus
            if all(focus[name] == value for name, value in wanted.items()):
                assert focus["outline"] != "none", f"{wanted} does not show its focus"
                return
        raise AssertionError(f"no Tab leads to {wanted} on {self.page.url}")

    def follow(self, href: str) -> None:
        """Go along a link."""
        self.tab_to(tag="a", href=href)
        self._enter()

    def press(self, **wanted: str) -> None:
        """Press a button."""
        self.tab_to(tag="button", **wanted)
        self._enter()

    def choose(self, name: str, value: str) -> None:
        """Choose a radio button (Tab to the group, then arrows), or tick a box."""
        self.tab_to(tag="input", name=name)
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.focus["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} has no choice {value}")

    def type_into(self, name: str, text: str) -> None:
        """Type into a field in place of what stands there."""
        self.tab_to(tag="input", name=name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
