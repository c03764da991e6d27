"""How groups are told apart: by colour, and by dash or shape as well, so that grey loses nothing.

Source of the colours: Okabe M, Ito K. Color Universal Design, 2008; yellow is left out, since
it vanishes on white.
"""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.report.figures.svg import INK, element, number, text, width_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One group's colour, dash (empty: drawn through) and shape."""

    colour: str
    dash: str | None
    shape: str


BLUE, ORANGE, GREEN, PINK, SKY, RUST, BLACK = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#000000",
)  # fmt: skip
_COLOURS = (BLUE, RUST, GREEN, PINK, ORANGE, SKY, BLACK)
_DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 2", "1 2", "12 4")
_SHAPES = ("disc", "square", "triangle", "diamond", "cross", "ring", "bar")


def look_of(at: int) -> Look:
    """Give the look of the group number `at`.

    Colours return after seven, but then with other shapes and dashes: 49 looks differ.
    """
    colour, turn = at % len(_COLOURS), at // len(_COLOURS)
    other = (at + turn) % len(_COLOURS)
    return Look(colour=_COLOURS[colour], dash=_DASHES[other], shape=_SHAPES[other])


def looks_of(groups: list[str]) -> dict[str, Look]:
    """Give each group its look, in the order in which they first come."""
    return {group: look_of(at) for at, group in enumerate(dict.fromkeys(groups))}


def marker(look: Look, x: float, y: float, radius: float = 4) -> str:
    """Draw a group's shape around a point."""
    filled: dict[str, str | float | None] = {
        "fill": look.colour,
        "stroke": "#fff",
        "stroke_width": 0.5,
    }
    match look.shape:
        case "disc":
            return element("circle", cx=x, cy=y, r=radius, **filled)
        case "ring":
            return element(
                "circle", cx=x, cy=y, r=radius, fill="#fff", stroke=look.colour, stroke_width=2
            )
        case "square":
            side = radius * 1.8
            return element(
                "rect", x=x - side / 2, y=y - side / 2, width=side, height=side, **filled
            )
        case "bar":
            return element(
                "rect", x=x - 1.5, y=y - radius, width=3, height=2 * radius, fill=look.colour
            )
        case "cross":
            return _polygon(
                [(-1, -1), (1, 1), (0, 0), (1, -1), (-1, 1), (0, 0)], x, y, radius, look
            )
        case "triangle":
            return _polygon([(0, -1.2), (1.1, 0.9), (-1.1, 0.9)], x, y, radius, look)
        case "diamond":
            return _polygon([(0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0)], x, y, radius, look)
        case _:
            raise ValueError(f"shape is {look.shape!r}; allowed: {', '.join(_SHAPES)}")


def _polygon(
    corners: list[tuple[float, float]], x: float, y: float, radius: float, look: Look
) -> str:
    points = " ".join(f"{number(x + dx * radius)},{number(y + dy * radius)}" for dx, dy in corners)
    is_cross = look.shape == "cross"
    return element(
        "polygon",
        points=points,
        fill="none" if is_cross else look.colour,
        stroke=look.colour if is_cross else "#fff",
        stroke_width=2 if is_cross else 0.5,
    )


def legend(
    entries: list[tuple[str, str]], x: float, y: float, most: float
) -> tuple[list[str], float]:
    """Write what the marks mean, in rows no wider than `most`; give it and the height used.

    An entry is a drawing of about 20 × 10 pixels around (0, 0), and its words.
    """
    drawn, at, row = [], x, y
    for drawing, words in entries:
        room = 30 + width_of(words)
        if at > x and at + room > x + most:
            at, row = x, row + 18
        place = f"translate({number(at + 10)} {number(row)})"
        drawn.append(element("g", drawing, transform=place))
        drawn.append(text(words, at + 24, row + 4, fill=INK))
        at += room + 12
    return drawn, row - y + 18 if entries else 0
