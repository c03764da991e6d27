"""One typed value, cleaned to the form in which it is kept, or the reason why it cannot be.

Dates become ISO 8601, cut to the right where the rest is not known (SDTM implementation
guide 3.3, section 4.4.2); choices become their ids; a number keeps the digits that were
typed, since they say how exactly it was measured. What could be read in two ways is refused.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.core.dates import FIRST_YEAR, LAST_YEAR, When, parse_when
from trialogue.core.facts import Comparator
from trialogue.core.forms.words import join, say
from trialogue.core.protocol.words import LANGUAGES, Text

LONGEST_TEXT, LONGEST_LONG_TEXT = 500, 20_000


class Unfit(ValueError):
    """A value that cannot be kept: what is allowed in its place, and what to do."""

    def __init__(self, allowed: Text, remedy: Text, found: Text | None = None) -> None:
        super().__init__(remedy.en)
        self.allowed = allowed
        self.remedy = remedy
        self.found = found
        """Set where what was found is more than the value itself."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is kept: its digits as typed, its value, the sign before it."""

    text: str
    value: float
    comparator: Comparator = ""


def read_text(text: str, longest: int) -> str:
    """Keep a text without the blanks around it. Raises Unfit for one too long or broken."""
    kept = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in kept):
        raise Unfit(say("a text"), say("retype"), say("a sign"))
    if len(kept) > longest:
        allowed = say("at most characters", most=str(longest))
        raise Unfit(allowed, say("shorten"), say("too long", n=str(len(kept))))
    return kept


def read_choice(text: str, choices: Mapping[str, Text]) -> str:
    """Read a choice by its id, or by its label in any language. Raises Unfit."""
    folded = text.strip().casefold()
    by_id = {id.casefold(): id for id in choices}
    if folded in by_id:
        return by_id[folded]
    named = {
        id for id, label in choices.items() for one in LANGUAGES if folded == _label(label, one)
    }
    if len(named) == 1:
        return named.pop()
    raise Unfit(join(tuple(choices.values())), say("choose"))


def _label(label: Text, language: str) -> str:
    words: str = getattr(label, language)
    return words.casefold()


_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_SIGNED = re.compile(r"(<=|>=|[<>≤≥]?)\s*(.*)", re.DOTALL)
_SIGNS: Mapping[str, Comparator] = {
    "": "", "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">=",
}  # fmt: skip
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"([-+]?\d+),(\d+)", re.ASCII)


def read_number(text: str, *, below: bool = False, above: bool = False) -> Number:
    """Read a number, with `<` or `>` before it where that is allowed. Raises Unfit."""
    plain = text.strip() if text.isascii() else _folded(text)
    sign, digits = _SIGNED.fullmatch(plain).groups()  # type: ignore[union-attr] # any text fits
    allowed = "a number below" if below else "a number"
    if not _NUMBER.fullmatch(digits):
        raise Unfit(say(allowed), _remedy_of_number(digits))
    comparator = _SIGNS[sign]
    if (comparator.startswith("<") and not below) or (comparator.startswith(">") and not above):
        raise Unfit(say(allowed), say("no sign", sign=sign))
    value = float(digits)
    if not math.isfinite(value):
        raise Unfit(say(allowed), say("check number"))
    return Number(f"{comparator}{digits.removeprefix('+')}", value, comparator)


def _folded(text: str) -> str:
    """Write full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()


def _remedy_of_number(digits: str) -> Text:
    grouped, comma = _GROUPED.fullmatch(digits), _COMMA.fullmatch(digits)
    joined = re.sub(r"[, ']", "", digits)
    if grouped and comma:
        return say("which number", one=joined, other=f"{comma[1]}.{comma[2]}")
    if grouped:
        return say("write number", number=joined)
    if comma:
        return say("write number", number=f"{comma[1]}.{comma[2]}")
    return say("digits")


_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?(?:[T ]+(.+))?"
)
_YEAR_ONLY = re.compile(r"(\d{4})\s*年?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def read_date(text: str, *, partial: bool = False, timed: bool = False) -> When:
    """Read a day; where `partial` also a year or month, where `timed` a time. Raises Unfit.

    `When.text` is the form that is kept.
    """
    key = "a date with time" if timed else "a partial date" if partial else "a date"
    written = text.strip() if text.isascii() else _folded(text)
    try:
        when = parse_when(_iso(written))
    except ValueError:
        raise Unfit(say(key), _remedy_of_date(written)) from None
    if not FIRST_YEAR <= when.first.year <= LAST_YEAR:
        limits = say("year range", low=str(FIRST_YEAR), high=str(LAST_YEAR))
        raise Unfit(limits, say("check year"))
    if when.has_time and not timed:
        raise Unfit(say(key), say("no time"))
    if not when.is_one_day and not partial:
        raise Unfit(say(key), say("whole date"))
    return when


def _iso(written: str) -> str:
    """Write what begins with the year as ISO 8601; anything else stays as it is."""
    if alone := _YEAR_ONLY.fullmatch(written):
        return alone[1]
    found = _YEAR_FIRST.fullmatch(written)
    if found is None:
        return written
    day, time = found[3], found[4]
    parts = [found[1], f"{int(found[2]):02}", *([f"{int(day):02}"] if day else [])]
    if not time or time.startswith("00:00:00"):  # as spreadsheets write a bare date
        return "-".join(parts)
    hour = time.removesuffix(":00") if time.count(":") == 2 else time
    return f"{'-'.join(parts)}T{hour.rjust(5, '0') if len(hour) == 4 else hour}"


def _remedy_of_date(written: str) -> Text:
    turned = _DAY_FIRST.fullmatch(written)
    if turned is None:
        return say("no such day" if _YEAR_FIRST.fullmatch(written) else "year first")
    one, two, year = int(turned[1]), int(turned[2]), turned[3]
    day_first, month_first = f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"
    if one > 12 or one == two:
        return say("write number", number=day_first)
    if two > 12:
        return say("write number", number=month_first)
    return say("which day", one=day_first, other=month_first)


def known_when(text: str) -> When | None:
    """Give a kept date; None where there is none, or what was kept is no date."""
    try:
        return read_date(text, partial=True, timed=True) if text else None
    except Unfit:
        return None


def known_number(text: str) -> Number | None:
    """Give a kept number; None where there is none, or what was kept is no number."""
    try:
        return read_number(text, below=True, above=True) if text else None
    except Unfit:
        return None
