"""Numbers in the record's own words, with the units that stand after them."""

from __future__ import annotations

import re

from trialogue.exchange.ucum import UnknownUnit, read_unit

IN_WORDS = (
    "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?|(?i:{'|'.join(IN_WORDS)})\b)"
    r"(?:[ -]?(?P<unit>(?!to\b|times\b)[A-Za-zµ%°\[{][^\s,;)]*))?"
)
Written = tuple[float, str | None]
"""A number in the words, and the unit after it, if that is one."""


def folded(text: str) -> str:
    """Fold white space, so that a line break in the file changes nothing."""
    return " ".join(text.split())


def numbers_in(words: str) -> tuple[Written, ...]:
    """List the numbers of a sentence, spelled ones from one to twelve too, with their units."""
    found = []
    for match in _NUMBER.finditer(words):
        number = match["number"].lower()
        value = float(IN_WORDS.index(number) + 1) if number in IN_WORDS else float(number)
        found.append((value, _unit(match["unit"])))
    return tuple(found)


def _unit(written: str | None) -> str | None:
    if written is None:
        return None
    try:
        return read_unit(written.rstrip("."))
    except UnknownUnit:
        return None
