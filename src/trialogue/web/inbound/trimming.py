"""What somebody wrote themselves: HTML reduced to text, the mail that they answer left out.

Conservative: words that stand below or between quoted lines are kept with everything around
them, and where nothing would be left, nothing is taken away.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

MOST_ATTRIBUTION = 3
"""Lines of "On Monday, … wrote:" above what is quoted."""
ORIGINAL = re.compile(
    r"^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine"
    r"|mensaje original|原始邮件|原邮件|转发邮件信息)\s*-{2,}\s*$",
    re.IGNORECASE,
)
RULE = re.compile(r"^\s*_{10,}\s*$")
LABEL = re.compile(r"^\s*\*?(?:from|von|de|发件人)\*?\s*[:：]", re.IGNORECASE)
STATUS_LINK = re.compile(r"\S*/enquiry/\S+")
"""The sender's own key to their message; it is nobody else's, so it never travels on."""
SILENT = {"script", "style", "head", "title", "template", "noscript"}
QUOTED = {"blockquote"}
BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "table", "ul", "ol", "pre"}
EMPTY = {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "source"}


def own_words(text: str) -> str:
    """Give what was written on top of a quoted mail; status links are taken out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join(_above_quote(_above_original(lines))).strip()
    return STATUS_LINK.sub("[…]", kept or text.strip())


def text_of_html(html: str) -> str:
    """Reduce HTML to its words, with line ends where a reader sees them."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    """Collects words; what is quoted is marked as in plain mail."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in EMPTY and tag not in BLOCKS:
            return
        self._silent += tag in SILENT
        self._quoted += tag in QUOTED
        if tag in BLOCKS or tag in QUOTED:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(self._silent - 1, 0)
        if tag in QUOTED:
            self._quoted = max(self._quoted - 1, 0)
        if tag in BLOCKS or tag in QUOTED:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data.replace("\n", " "))

    def _break(self) -> None:
        self.words.append("\n> " if self._quoted else "\n")


def _above_original(lines: list[str]) -> list[str]:
    """Cut at the line by which a mail program begins the mail that is answered."""
    for at, line in enumerate(lines):
        after = next((one for one in lines[at + 1 :] if one.strip()), "")
        if ORIGINAL.match(line) or (RULE.match(line) and LABEL.match(after)):
            return lines[:at]
    return lines


def _above_quote(lines: list[str]) -> list[str]:
    """Cut a block of quoted lines at the very end, with the line above it that says whose."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    if not any(line.lstrip().startswith(">") for line in lines[end:]):
        return lines
    start = end
    while start and lines[start - 1].strip() and end - start < MOST_ATTRIBUTION:
        start -= 1
    is_attribution = end > start and lines[end - 1].rstrip().endswith((":", "："))
    is_whole = start == 0 or not lines[start - 1].strip()
    return lines[:start] if is_attribution and is_whole else lines[:end]
