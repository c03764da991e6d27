"""Find the quantities of an English text: digits, number words, ranges, rates, bounds, dates.

`read_numbers` gives them, and the text with what was read blanked out, so that words of a
bound (`at least`) are not taken for words that somebody has to support.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from trialogue.report.overview.language import number_patterns as pattern
from trialogue.report.overview.language.quantities import (
    ENGLISH_UNITS,
    MEASURES,
    PREFIXED,
    Bound,
    Quantity,
    number,
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The quantities of a text in their order; exact marks such as `month:11`; what is left."""

    quantities: tuple[Quantity, ...]
    marks: tuple[str, ...]
    rest: str


@dataclass(slots=True)
class _Reader:
    text: str
    found: list[Quantity]
    ends: list[int]
    marks: list[str]
    blanks: list[tuple[int, int]]

    def keep(self, token: re.Match[str], quantity: Quantity) -> None:
        """Keep a quantity that is the whole token."""
        self.add(replace(quantity, at=token.start(), text=token[0]), token.start(), token.end())

    def add(self, quantity: Quantity, start: int, end: int) -> None:
        """Keep a quantity, and blank what was read of it."""
        self.found.append(quantity)
        self.ends.append(end)
        self.blanks.append((start, end))


def read_numbers(text: str) -> Numbers:
    """Find every quantity of a cleaned text: see `cleaning.clean`."""
    reader = _Reader(text, [], [], [], [])
    at = 0
    while token := pattern.TOKEN.search(text, at):
        name = next(name for name in _KINDS if token[name] is not None)
        at = max(_KINDS[name](reader, token), token.start() + 1)
    rest = _blanked(text, reader.blanks)
    return Numbers(tuple(_joined(reader, rest)), tuple(reader.marks), rest)


def _read_exact(reader: _Reader, token: re.Match[str]) -> int:
    said = token[0].rstrip(".,;)").lower()
    reader.marks.append(re.sub(r"\D", "", said) if token["phone"] else said)
    reader.blanks.append(token.span())
    return token.end()


def _read_date(reader: _Reader, token: re.Match[str]) -> int:
    year, month, day = _date_parts(token[0])
    reader.marks.append(f"month:{month}")
    reader.keep(token, Quantity(value=Decimal(year), unit="calendar year"))
    if day:
        reader.keep(token, Quantity(value=Decimal(day), unit="calendar day"))
    return token.end()


def _date_parts(text: str) -> tuple[int, int, int]:
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if named := re.search(pattern.MONTH_WORD, text, re.IGNORECASE):
        month = pattern.MONTH[named[0][:3].lower()]
        return numbers[-1], month, numbers[0] if len(numbers) == 2 else 0
    return numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 0


def _read_label(reader: _Reader, token: re.Match[str]) -> int:
    """Read `Week 12`, `grade III or IV`; leave `cycle 28 days` to the number."""
    unit = PREFIXED[token["prefix"].lower()]
    said = token["labelled"].lstrip("-")
    if said[0].isdigit():
        if unit not in MEASURES and pattern.UNIT.match(reader.text, token.end()):
            return token.start("labelled")
        reader.keep(token, Quantity(value=number(said), unit=unit))
        return token.end()
    if said.upper() not in pattern.ROMAN or not said.isupper():
        return token.start() + 1
    reader.keep(token, Quantity(value=Decimal(pattern.ROMAN[said]), unit=unit))
    end = token.end()
    while more := pattern.MORE_ROMAN.match(reader.text, end):
        value = Decimal(pattern.ROMAN[more[1]])
        reader.add(
            Quantity(value=value, unit=unit, at=more.start(1), text=more[1]), end, more.end()
        )
        end = more.end()
    return end


def _read_short(reader: _Reader, token: re.Match[str]) -> int:
    """Read `d3` as day 3."""
    reader.keep(token, Quantity(value=number(token["counted"]), unit="d"))
    return token.end()


def _read_every(reader: _Reader, token: re.Match[str]) -> int:
    gap = token["gap"].lower()
    unit = pattern.UNIT.match(reader.text, token.end("gap"))
    value = Decimal(2) if gap == "other" else _value(gap)
    named = ENGLISH_UNITS[unit["base"].lower()] if unit and unit["base"] else ""
    reader.keep(token, Quantity(value=value, unit=named, bound="every"))
    return token.end()


def _read_rate(reader: _Reader, token: re.Match[str]) -> int:
    often = re.sub(r"\s*(?:times|x)$", "", token["often"], flags=re.IGNORECASE)
    return _rate(reader, token, _value(often.lower()), _period(token[0]))


def _read_latin(reader: _Reader, token: re.Match[str]) -> int:
    name = token[0].lower().replace(".", "")
    often = {"qd": 1, "od": 1, "bid": 2, "tid": 3, "qid": 4}[name]
    return _rate(reader, token, Decimal(often), "d")


def _read_daily(reader: _Reader, token: re.Match[str]) -> int:
    return _rate(reader, token, Decimal(1), _period(token[0]))


def _rate(reader: _Reader, token: re.Match[str], value: Decimal, per: str) -> int:
    reader.keep(token, Quantity(value=value, unit="times", per=per))
    return token.end()


def _period(text: str) -> str:
    words = re.findall("[a-z]+", text.lower())
    return next(
        unit
        for word in reversed(words)
        if (unit := pattern.RATE_WORDS.get(word) or pattern.TIME.get(word))
    )


def _read_often(reader: _Reader, token: re.Match[str]) -> int:
    value = _value(token[0].lower())
    if value == 1:
        return token.end()
    reader.keep(token, Quantity(value=value, unit="times"))
    return token.end()


def _read_power(reader: _Reader, token: re.Match[str]) -> int:
    exponent = max(min(int(token["exponent"]), 30), -30)
    factor = number(token["factor"]) if token["factor"] else Decimal(1)
    return _with_unit(reader, token, (factor.scaleb(exponent)).normalize() + 0)


def _read_code(reader: _Reader, token: re.Match[str]) -> int:
    """Leave a name such as `CD19` or `IL-15` to the words."""
    return token.end()


def _read_plain(reader: _Reader, token: re.Match[str]) -> int:
    return _with_unit(reader, token, number(token[0]))


def _read_spelled(reader: _Reader, token: re.Match[str]) -> int:
    value = _value(token[0].lower())
    if value == 1 and not pattern.UNIT.match(reader.text, token.end()):
        return token.end()
    return _with_unit(reader, token, value)


def _value(said: str) -> Decimal:
    """Read digits or number words."""
    if said[0].isdigit() or said[0] == ".":
        return number(said)
    if said in {"once", "twice", "thrice"}:
        return Decimal({"once": 1, "twice": 2, "thrice": 3}[said])
    total, part = 0, 0
    for word in re.findall("[a-z]+", said):
        if word in {"hundred", "dozen"}:
            part = max(part, 1) * (100 if word == "hundred" else 12)
        elif word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        else:
            part += pattern.ONES.get(word, 0) + pattern.TENS.get(word, 0)
    return Decimal(total + part)


def _with_unit(reader: _Reader, token: re.Match[str], value: Decimal) -> int:
    """Read the unit behind a number, and the words before and behind that make it a bound."""
    text = reader.text
    suffix = pattern.SUFFIX.match(text, token.end())
    unit = pattern.UNIT.match(text, suffix.end() if suffix else token.end())
    end = (unit or suffix or token).end()
    named, per = _unit_of(unit) if unit else ("", "")
    bound, start = _lead(text, token.start())
    after = pattern.AFTER.match(text[end : end + 40])
    if suffix and "+" in suffix[0]:
        bound = "≥"
    elif after:
        bound = bound or ("≥" if after["min"] else "≤")
        end += after.end()
    if not named and (
        pattern.AGE.search(text[max(start - 16, 0) : start]) or pattern.OLD.search(text[start:end])
    ):
        named = "a"
    said = Quantity(value=value, unit=named, bound=bound, at=token.start(), text=text[start:end])
    reader.add(said, start, end)
    if per:
        rate = replace(said, value=Decimal(1), unit="times", bound="", per=per)
        reader.add(rate, start, end)
    return end


def _unit_of(unit: re.Match[str]) -> tuple[str, str]:
    """Give the unit, and the time of a rate: `mg/m2/day` is `mg/m2` per `d`."""
    named = ENGLISH_UNITS[unit["base"].lower()] if unit["base"] else ""
    per = ""
    for below in pattern.BELOW.finditer(unit["below"]):
        said = ENGLISH_UNITS.get(below["base"].lower(), "1.73m2")
        if said in {"d", "wk"} and named in {"mg", "g", "ug", "mL", "IU", "U", "mg/kg", "mg/m2"}:
            per = said
        else:
            named += f"/{said}"
    return named, per


def _lead(text: str, at: int) -> tuple[Bound, int]:
    """Read the words before a number that make it a bound."""
    window = text[max(at - 60, 0) : at]
    found = pattern.LEADS.search(window)
    if found is None:
        return "", at
    lead = pattern.LEAD.match(found[0])
    assert lead is not None
    group = next(at for at in range(len(pattern.BEFORE)) if lead[f"b{at}"] is not None)
    return pattern.BEFORE[group][1], at - len(found[0])


def _joined(reader: _Reader, rest: str) -> Iterator[Quantity]:
    """Give a range or list the unit that is written once, and the ends of ranges their bounds."""
    found = list(reader.found)
    gaps = [rest[end : after.at] for end, after in zip(reader.ends, found[1:], strict=False)]
    for at in reversed(range(len(gaps))):
        if not found[at].unit and pattern.LIST.fullmatch(gaps[at]):
            found[at] = replace(found[at], unit=found[at + 1].unit)
    for at, gap in enumerate(gaps):
        if not found[at + 1].unit and pattern.LIST.fullmatch(gap):
            found[at + 1] = replace(found[at + 1], unit=found[at].unit)
        if _is_range(found[at], found[at + 1], gap, rest):
            high = found[at + 1]
            found[at] = replace(found[at], bound=found[at].bound or "≥")
            found[at + 1] = replace(high, bound=high.bound or "≤")
    yield from found


def _is_range(low: Quantity, high: Quantity, gap: str, rest: str) -> bool:
    if "every" in (low.bound, high.bound) or low.per or high.per or low.value > high.value:
        return False
    if "calendar" in low.unit + high.unit or low.unit != high.unit:
        return False
    if gap.strip().lower() == "or" and not low.unit:
        return high.value - low.value == 1
    if pattern.BETWEEN.fullmatch(gap):
        return rest[: low.at].rstrip().lower().endswith("between")
    return bool(pattern.RANGE.fullmatch(gap))


def _blanked(text: str, blanks: list[tuple[int, int]]) -> str:
    signs = list(text)
    for start, end in blanks:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


_KINDS: dict[str, Callable[[_Reader, re.Match[str]], int]] = {
    "email": _read_exact,
    "url": _read_exact,
    "iso": _read_date,
    "dmy": _read_date,
    "mdy": _read_date,
    "my": _read_date,
    "phone": _read_exact,
    "label": _read_label,
    "short": _read_short,
    "every": _read_every,
    "rate": _read_rate,
    "latin": _read_latin,
    "daily": _read_daily,
    "power": _read_power,
    "code": _read_code,
    "plain": _read_plain,
    "often_only": _read_often,
    "spelled": _read_spelled,
}
