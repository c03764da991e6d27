"""Reading a page as a test needs it: its words by language, its fields, what it loads."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "link", "meta", "br", "img", "hr", "circle", "path"}
SILENT = {"script", "style", "title"}


@dataclass
class Page(HTMLParser):
    """A parsed page. `said` are its words as (language, text), translate="no" left out."""

    html: str
    said: list[tuple[str, str]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    _open: list[tuple[str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Parse at once."""
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and the language that holds inside it."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        language, silent = self._open[-1][1:] if self._open else ("", False)
        if tag not in VOID:
            silent = silent or tag in SILENT or given.get("translate") == "no"
            self._open.append((tag, given.get("lang", language), silent))
        if tag == "input" and given.get("type") == "hidden":
            self.fields.append((given["name"], given.get("value", "")))
        for name in ("aria-label", "alt", "placeholder"):
            if given.get(name):
                self.said.append((language, given[name]))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        if tag not in VOID and self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note the words."""
        if self._open and not self._open[-1][2] and data.strip():
            self.said.append((self._open[-1][1], " ".join(data.split())))

    def hidden(self) -> dict[str, list[str]]:
        """Give the hidden fields as a form sends them."""
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value)
        return found
