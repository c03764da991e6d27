"""What numbers, units, bounds and dates look like in an English text: tables and patterns."""

from __future__ import annotations

import re

from trialogue.report.overview.language.quantities import ENGLISH_UNITS, PREFIXED, Bound

BELOW_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
ONES = {word: at for at, word in enumerate(BELOW_TWENTY)} | {"single": 1}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
WORDS = "|".join(sorted({*ONES, *TENS, "hundred", "thousand", "dozen"}, key=len, reverse=True))
SPELLED = rf"(?:(?:{WORDS})(?:[ -](?:and )?(?:{WORDS}))*)\b"
ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10,
}  # fmt: skip
DIGITS = r"(?<!\d,)[1-9]\d{0,2}(?:,\d{3})+(?![\d]|,\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
"""Thousands have commas; `72,96,120,144` is a list of four numbers."""
UNIT_WORDS = "|".join(sorted(map(re.escape, ENGLISH_UNITS), key=len, reverse=True))
BASE = rf"(?:{UNIT_WORDS})(?![A-Za-z°])"
UNIT = re.compile(
    rf"\s*-?\s*(?:(?P<base>{BASE})|(?=/))(?P<below>(?:\s*(?:/|\bper\b)\s*(?:{BASE}|1\.73\s*m2))*)",
    re.IGNORECASE,
)
BELOW = re.compile(rf"(?:/|\bper\b)\s*(?P<base>{BASE}|1\.73\s*m2)", re.IGNORECASE)
RATE_WORDS = {"daily": "d", "weekly": "wk", "monthly": "mo", "yearly": "a", "hourly": "h"}
TIME = {"day": "d", "week": "wk", "month": "mo", "year": "a", "hour": "h", "night": "d"}
PERIOD = rf"(?:{'|'.join(RATE_WORDS)}|(?:a|an|per|each|every|/)\s*(?:{'|'.join(TIME)}))\b"
MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
MONTH = {name: at for at, name in enumerate(MONTHS, start=1)}
MONTH_WORD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"

TOKEN = re.compile(
    rf"""
    (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<url>https?://\S+|www\.\S+)
  | (?P<iso>(?<!\d)\d{{4}}-\d{{2}}(?:-\d{{2}})?(?!\d))
  | (?P<dmy>\b\d{{1,2}}(?:st|nd|rd|th)?\ {MONTH_WORD},?\ \d{{4}}\b)
  | (?P<mdy>\b{MONTH_WORD}\ \d{{1,2}}(?:st|nd|rd|th)?,?\ \d{{4}}\b)
  | (?P<my>\b{MONTH_WORD}(?:\ of)?,?\ \d{{4}}\b)
  | (?P<phone>(?<![\w.])\+\d[\d\s().-]{{5,24}}\d(?!\w)
             |(?<![\w.-])\d{{3,4}}[-.\s]\d{{3,4}}[-.\s]\d{{4}}(?!\w))
  | (?P<label>\b(?P<prefix>{"|".join(PREFIXED)})\ *[-#]?\ *
              (?P<labelled>-?\d+(?:\.\d+)?|[IVX]+\b)(?![\w%]))
  | (?P<short>\b[dD](?P<counted>\d{{1,3}})(?!\w))
  | (?P<every>\b(?:every|each|q)\ ?(?P<gap>{DIGITS}|{SPELLED}|other)\ ?(?:{BASE}))
  | (?P<rate>\b(?P<often>once|twice|thrice|(?:{DIGITS}|{SPELLED})\ ?(?:times|x))\ ?(?:{PERIOD}))
  | (?P<latin>\b(?:q\.?d|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|o\.?d)\b\.?)
  | (?P<daily>\b(?:{"|".join(RATE_WORDS)}|(?:every|each|per|a)\ (?:{"|".join(TIME)}))\b)
  | (?P<power>(?<![\w.])(?:(?P<factor>{DIGITS})\s*[x*]\s*)?10\s*\^\s*(?P<exponent>-?\d+))
  | (?P<code>[A-Za-z]+-?\d[A-Za-z\d]*(?:-\d+)?(?![\w^]))
  | (?P<plain>(?<![\w.])(?:{DIGITS})(?!\d))
  | (?P<often_only>\b(?:once|twice|thrice)\b)
  | (?P<spelled>\b{SPELLED})
    """,
    re.VERBOSE | re.IGNORECASE,
)
BEFORE: tuple[tuple[str, Bound], ...] = (
    (r"(?:(?:at|for) least|(?:no|not) (?:less|fewer|lower|younger|under) than|not under|≥|"
     r"minimum(?: of)?|\bmin\.?|(?:greater|more|older|higher) than or equal(?:s)? to|"
     r"from the age of|equal to or (?:greater|more|older|higher) than|over or equal to)", "≥"),
    (r"(?:at most|up to|(?:no|not) (?:more|older|greater|longer|higher|later|over) than|≤|"
     r"(?:not|does not|do not|must not) exceed(?:ing)?|"
     r"maximum(?: of)?|\bmax\.?|(?:less|lower|younger|fewer) than or equal(?:s)? to|"
     r"equal to or (?:less|lower|younger) than|as long as)", "≤"),
    (r"(?:more than|greater than|older than|longer than|higher than|above|exceed(?:s|ing)?|"
     r"aged over|over the age of|>)", ">"),
    (r"(?:less than|fewer than|lower than|younger than|shorter than|under|below|<)", "<"),
)  # fmt: skip
LEAD = re.compile(
    "|".join(rf"(?P<b{at}>{words})" for at, (words, _) in enumerate(BEFORE)), re.IGNORECASE
)
LEADS = re.compile(
    r"(?:"
    + "|".join(words for words, _ in BEFORE)
    + r")\s*(?:about |approximately |the age of |age |a |of |~ ?)?$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"^\s*(?:of age\s*|old\s*)?(?:(?P<min>or (?:older|more|above|over|longer|greater|higher|later)"
    r"|and (?:older|above|over|up)|\+)"
    r"|(?P<max>or (?:younger|less|below|under|fewer|shorter|lower|sooner)"
    r"|and (?:younger|under|below)))(?!\w)",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s*(?:old|of age)?\s*(?:-|~|to|through|until)\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:old|of age)?\s*and\s*", re.IGNORECASE)
LIST = re.compile(
    r"\s*(?:old|of age|years?)?\s*(?:[-~/,&]|to|through|until|and|or|,\s*(?:and|or))?\s*",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"(?:st|nd|rd|th)\b|\s?\+(?=\s|-|[a-z]|$|[).,;])")
AGE = re.compile(r"\bage[ds]?\b[^.\d;]*$", re.IGNORECASE)
OLD = re.compile(r"\b(?:older|younger)\b", re.IGNORECASE)
MORE_ROMAN = re.compile(r"\s*(?:or|and|to|[-/,])\s*(X|IX|IV|V?I{1,3}|V)(?!\w)")
