"""Facts that stand in a record's free texts and can be said plainly without judgement.

The longest time of a check, a single dose of a treatment, that side effects are counted, and
*that* the record speaks of benefits or risks (what it says of them stays in its own words).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trialogue.core.record import Record
from trialogue.report.overview.language.cleaning import clean
from trialogue.report.overview.language.english_numbers import read_numbers
from trialogue.report.overview.language.quantities import Quantity
from trialogue.report.overview.outline import LANGUAGES, Item
from trialogue.report.overview.result import Span
from trialogue.report.overview.source.doses import dose_of
from trialogue.report.overview.source.facts import Fact
from trialogue.report.overview.source.passage import Passage, Role
from trialogue.report.overview.source.when import Fill, plain_number

BENEFITS = re.compile(
    r"\b(?:may|might|could|can|will|would|to|is expected to|are expected to|has been shown to)\s+"
    r"(?:\w+ly\s+)?(?:improve|benefit|help|reduce|relieve|prevent|prolong|stop|kill|slow|shrink|"
    r"alleviate|enhance|increase|restore|lower)\b|\bbenefits?\b|\bbeneficial\b",
    re.IGNORECASE,
)
RISKS = re.compile(
    r"\bside.effects?\b|\badverse (?:event|effect|reaction)|\brisks?\b|\bcomplications?\b|"
    r"\btoxicit|\bmay cause\b|\bcan cause\b|\bdiscomfort\b",
    re.IGNORECASE,
)
SAFETY = re.compile(
    r"\badverse|side.effects?\b|\bAEs?\b|\bSAEs?\b|toxicit|\bDLT|tolerab|complication",
    re.IGNORECASE,
)
_DAYS = {"h": 1 / 24, "d": 1.0, "wk": 7.0, "mo": 30.436875, "a": 365.2425}
_ENGLISH = {"h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
_CHINESE = {"h": "小时", "d": "天", "wk": "周", "mo": "个月", "a": "年"}
_SPANISH = {
    "h": ("hora", "horas"), "d": ("día", "días"), "wk": ("semana", "semanas"),
    "mo": ("mes", "meses"), "a": ("año", "años"),
}  # fmt: skip
_BOUNDS: dict[str, tuple[str, str, str]] = {
    "≤": ("for up to", "最多", "durante hasta"),
    "≥": ("for at least", "至少", "durante al menos"),
    ">": ("for more than", "超过", "durante más de"),
    "<": ("for less than", "少于", "durante menos de"),
}  # fmt: skip
_LONGEST_DAYS = 50 * 365.2425
"""No trial looks after people for longer; a longer time was misread."""


def spoken_facts(record: Record, passages: Iterable[Passage]) -> Iterator[Fact]:
    """Give the facts of the free texts, at most one of each kind but doses."""
    texts = tuple(passages)
    yield from _longest_check(texts)
    for at, one in enumerate(record.interventions):
        yield from dose_of(f"interventions[{at}].description", one)
    told = [one for one in texts if one.role in {Role.TEXT, Role.TREATMENT}]
    yield from _first(told, BENEFITS, "speaks.benefits", Item.BENEFITS)
    yield from _first(told, RISKS, "speaks.risks", Item.RISKS)
    outcomes = [one for one in texts if one.role is Role.OUTCOME]
    yield from _first(outcomes, SAFETY, "safety", Item.RISKS)


def _first(
    passages: list[Passage], pattern: re.Pattern[str], key: str, item: Item
) -> Iterator[Fact]:
    found = next((one for one in passages if pattern.search(one.span.text)), None)
    if found is not None:
        yield _from(found.span, key, item, found.role)


def _from(span: Span, key: str, item: Item, role: Role, **fills: Fill) -> Fact:
    return Fact(
        key=key,
        item=item,
        role=role,
        path=span.path,
        shown=span.text,
        fills=fills,
        start=span.start,
    )


def _longest_check(passages: tuple[Passage, ...]) -> Iterator[Fact]:
    """Find the longest time in the time frames of the outcomes."""
    best: tuple[float, Quantity, Span] | None = None
    for passage in passages:
        if passage.role is Role.OUTCOME and passage.span.path.endswith("time_frame"):
            for one in read_numbers(clean(passage.span.text)).quantities:
                days = _days(one)
                if days is not None and (best is None or days > best[0]):
                    best = (days, one, passage.span)
    if best is not None:
        yield _check(best[1], best[2])


def _days(one: Quantity) -> float | None:
    if one.unit not in _DAYS or one.bound not in {"", *_BOUNDS} or one.per or one.value <= 0:
        return None
    days = float(one.value) * _DAYS[one.unit]
    return days if days <= _LONGEST_DAYS else None


def _at(one: Quantity) -> tuple[str, str, str]:
    """Say `at`: in Spanish `a los 7 días`, `a las 12 semanas`."""
    if one.value == 1:
        return "at", "", "después de"
    return "at", "", "a las" if one.unit in {"h", "wk"} else "a los"


def _check(one: Quantity, span: Span) -> Fact:
    number = plain_number(one.value)
    english = f"{number} {_ENGLISH[one.unit]}{'' if one.value == 1 else 's'}"
    length: Fill = {
        "en": english,
        "zh-Hans": f"{number}{_CHINESE[one.unit]}",
        "es": f"{plain_number(one.value)} {_SPANISH[one.unit][one.value != 1]}",
    }
    bound: Fill = dict(zip(LANGUAGES, _BOUNDS.get(one.bound) or _at(one), strict=True))
    return _from(span, "check.longest", Item.HOW_LONG, Role.OUTCOME, length=length, bound=bound)
