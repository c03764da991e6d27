"""One figure: its picture, what it says in words, and the numbers that it was drawn from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialogue.report.figures.svg import Size, element, escape, number

_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersBehind:
    """The table behind a figure; a cell is text as it is to be read."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a row that does not fit its columns."""
        for at, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"rows[{at}] has {len(row)} cells; allowed: {len(self.columns)}, "
                    "one for each column"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawn figure. `svg` stands alone as a file, or inside a page with others."""

    id: str
    title: str
    description: str
    """What a reader who cannot see the picture needs, in a sentence or two."""
    svg: str
    numbers: NumbersBehind


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What every figure is given: its id (unique on its page), title and description."""

    id: str
    title: str
    description: str

    def __post_init__(self) -> None:
        """Refuse an id that no page can use."""
        if not _ID.fullmatch(self.id):
            raise ValueError(
                f"id is {self.id!r}; allowed: lower-case letters, digits and -, a letter first"
            )


def compose(caption: Caption, size: Size, marks: list[str], numbers: NumbersBehind) -> Figure:
    """Put the marks on a white ground, with title and description that are read aloud.

    This will give the whole SVG; colours are attributes, never styles, so that a strict
    content security policy shows them.
    """
    title_id, description_id = f"{caption.id}-title", f"{caption.id}-description"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(size.width)} '
        f'{number(size.height)}" width="{number(size.width)}" height="{number(size.height)}" '
        f'role="img" aria-labelledby="{title_id} {description_id}" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#1a1a1a">'
    )
    parts = [
        f'<title id="{title_id}">{escape(caption.title)}</title>',
        f'<desc id="{description_id}">{escape(caption.description)}</desc>',
        element("rect", width=size.width, height=size.height, fill="#fff"),
        *marks,
    ]
    return Figure(
        id=caption.id,
        title=caption.title,
        description=caption.description,
        svg=head + "".join(parts) + "</svg>",
        numbers=numbers,
    )
