"""How old somebody is, read out of a sentence in English, Chinese or Spanish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trialogue.core.record.ages import MONTHS, AgeUnit
from trialogue.registry.query import OLDEST_YEARS, AgeSpan

_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_CHINESE_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}

_SPELLED = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?<![\d.,])(?P<number>\d{{1,4}}(?:\.\d)?|{_SPELLED})"
_HALF = r"(?P<half>\s+and\s+a\s+half|\s*½)?"
_YEARS = r"(?P<year>y(?:ea)?rs?|ys?)"
_MONTHS = r"(?P<month>months?|mths?|mos?)"
_DAYS = r"(?P<week>weeks?|wks?)|(?P<day>days?)"
_PERSON = "|".join(
    (
        "son|daughter|boy|girl|child|kid|baby|infant|toddler|grandson|granddaughter|nephew|niece",
        "husband|wife|partner|mother|father|mum|mom|dad|brother|sister|grandmother|grandfather",
        "grandma|grandpa|aunt|uncle|cousin|friend|patient|man|woman|he|she|i|who|name",
    )
)
_ANOS = r"(?P<year>años?)"
_MESES = r"(?P<month>mes(?:es)?)"
_PERSONA = "hij[oa]|niñ[oa]|bebé|espos[oa]|marido|nieto|nieta|paciente|hombre|mujer"
_IS = r"(?:['’]s|['’]m)?,?(?:\s+(?:is|am|was|of|turned|just|only|now|almost|about|aged))*"
_NOT_A_MEASURE = (
    r"(?!\s*(?:cm|kg|mg|ml|g|lbs?|years?|yrs?|weeks?|days?|months?|times|of|th|st)\b"
    r"|\s*[%°/]|[.,]?\d|[-–]\d)"
)
_NOT_A_TIME = r"(?!\s+(?:post|after|in|into|since|off|out|on|from|of|ago|before)\b)"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 4 years old, 18-month-old, 2 and a half years old
        rf"\b{_NUMBER}{_HALF}[\s-]*(?:{_YEARS}|{_MONTHS}|{_DAYS})"
        r"(?P<half_after>\s+and\s+a\s+half)?[\s-]*(?:old|of age)\b",
        # 4yo, 4 y/o, 4y
        rf"\b{_NUMBER}[\s-]*(?P<year>y\.?\s?/?o\.?|yo|y)(?!\w)",
        # aged 12, age: 6 months
        rf"\baged?(?:\s+(?:of|is|about))?[\s:]+{_NUMBER}(?:\s*(?:{_YEARS}|{_MONTHS}))?\b",
        # my son is 4, a child of four
        rf"\b(?:{_PERSON}){_IS}\s+{_NUMBER}{_HALF}"
        rf"(?:\s*(?:{_YEARS}|{_MONTHS})\b{_NOT_A_TIME}|\b{_NOT_A_MEASURE})",
        # tiene 4 años, de 18 meses de edad; a length of time ("hace 6 meses") is no age
        rf"\b(?:tiene|tengo|cumplió|edad:?)\s+{_NUMBER}\s*(?:{_ANOS}|{_MESES})\b",
        rf"\b{_NUMBER}\s*(?:{_ANOS}|{_MESES})\s+de\s+edad\b",
        rf"\b(?:{_PERSONA})\s+de\s+{_NUMBER}\s*(?:{_ANOS}|{_MESES})\b",
        # 四岁半, 18个月大, 6周大
        r"(?P<number>\d{1,3}|[零一二三四五六七八九十两百]{1,4})\s*"
        r"(?:周?(?P<year>岁)(?P<half>半)?|个(?P<month>月)大|(?:(?P<week>周)|(?P<day>天))大)",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRead:
    """An age, and where in the text it was said."""

    span: AgeSpan
    typed: str
    start: int
    end: int


def read_age(text: str) -> AgeRead | None:
    """Read the first age that is said; None where none is, or where none can be that old.

    "4 years old", "my son is 4", "a child of four", "18 months old", "aged 12", "4岁半". A bare
    length of time ("for 6 months") and a stage ("stage 4") are no age.
    """
    for found in _matches(text):
        span = _span(found)
        if span:
            return AgeRead(span=span, typed=found[0].strip(), start=found.start(), end=found.end())
    return None


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in _PATTERNS:
        yield from pattern.finditer(text)


def _span(found: re.Match[str]) -> AgeSpan | None:
    number = _number(found["number"].lower())
    if number is None:
        return None
    given = found.groupdict()
    unit: AgeUnit = next((one for one in _UNITS if given.get(one)), "year")
    half = bool(given.get("half") or given.get("half_after")) or number % 1 > 0
    months = MONTHS[unit]
    part = round(number % 1 or 0.5, 1) if half else 0.0
    start, end = (int(number) + part) * months, (int(number) + 1) * months
    if end > (OLDEST_YEARS + 1) * 12:
        return None
    return AgeSpan(from_months=start, below_months=end)


_UNITS: tuple[AgeUnit, ...] = ("year", "month", "week", "day")


def _number(text: str) -> float | None:
    readers: tuple[Callable[[str], float | None], ...] = (_NUMBERS.get, _digits, _chinese)
    return next((number for read in readers if (number := read(text)) is not None), None)


def _digits(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(\.\d)?", text, re.ASCII) else None


def _chinese(text: str) -> float | None:
    """Read a Chinese number below one hundred: `十二`, `二十`, `四`."""
    tens, ten, ones = text.rpartition("十")
    digits = [_CHINESE_DIGITS.get(sign) for sign in (tens or "一", ones or "零")]
    if None in digits or (not ten and len(text) != 1):
        return None
    high, low = (float(digit or 0) for digit in digits)
    return high * 10 + low if ten else low
