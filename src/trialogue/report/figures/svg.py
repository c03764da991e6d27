"""The few SVG elements that figures are made of, written as text, the same bytes every time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape as _escape
from typing import Literal

Anchor = Literal["start", "middle", "end"]
FONT = 12.0
INK, SOFT, GRID = "#1a1a1a", "#595959", "#d9d9d9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Width and height in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Give the width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Give the height."""
        return self.bottom - self.top


def escape(text: str) -> str:
    """Make text safe between tags and in quotes; signs that XML forbids are left out."""
    allowed = "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= 32)
    return _escape(allowed.encode("utf-8", "replace").decode("utf-8"))


def number(value: float) -> str:
    """Write a coordinate with at most two decimals, never as -0 or 1e5."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """Write one element; `stroke_width` becomes `stroke-width`, None leaves an attribute out.

    Children are SVG already; text goes through `text` or `escape`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def text(words: str, x: float, y: float, **attributes: str | float | None) -> str:
    """Write words with their baseline at (x, y); `text_anchor` says what of them stands at x."""
    return element("text", escape(words), x=x, y=y, **attributes)


def line(from_: tuple[float, float], to: tuple[float, float], **attributes: str | float) -> str:
    """Draw a straight line; black and thin unless told otherwise."""
    look: dict[str, str | float | None] = {"stroke": INK, "stroke_width": 1, **attributes}
    return element("line", x1=from_[0], y1=from_[1], x2=to[0], y2=to[1], **look)


def path(points: list[tuple[float, float]], **attributes: str | float | None) -> str:
    """Draw straight lines from point to point; nothing for fewer than two."""
    if len(points) < 2:
        return ""
    way = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    look: dict[str, str | float | None] = {"fill": "none", "stroke_linejoin": "round", **attributes}
    return element("path", d=way, **look)


def person(subject: str, *marks: str, words: str = "") -> str:
    """Put the marks of one participant together, as a link that leads nowhere by itself.

    A page that may show the participant gives it an address. `words` are read beside the code.
    """
    title = element("title", escape(f"{subject}{': ' if words else ''}{words}"))
    return element("a", title, *marks, class_="person", data_person=subject)


def hit(left: float, top: float, width: float, height: float) -> str:
    """Draw an invisible field that takes a tap; a page shows its edge where it has the focus."""
    place = {"x": left, "y": top, "width": width, "height": height}
    return element("rect", class_="hit", fill="transparent", **place)


def hit_line(points: list[tuple[float, float]]) -> str:
    """Draw an invisible broad line that takes a tap."""
    return path(points, class_="hit line", stroke="transparent", stroke_width=14)


def width_of(words: str, size: float = FONT) -> float:
    """Estimate how wide words are, without a font: Chinese signs are square, others about half."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in words)
    return size * (wide + 0.56 * (len(words) - wide))


def shortened(words: str, room: float, size: float = FONT) -> str:
    """Cut words that do not fit into the room, with an ellipsis; the table has them whole."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"
