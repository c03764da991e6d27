"""Units as people and laboratories write them, turned into the codes of `core.units`.

`µmol/l`, `K/uL`, `×10⁹/L`, `mg/day` become UCUM codes of the table. The trap
`mL/min/1.73.m2` is valid UCUM for 73 square metres, which nobody means: it is read as
the indexed unit (clinical reference 2.2). Source: the UCUM specification, https://ucum.org.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.core.units import UNITS, UnitError
from trialogue.exchange.faults import nearest

INDEXED = "mL/min/{1.73_m2}"

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
LOOKALIKES = {"µ": "u", "μ": "u", "×": "x", "·": ".", "⋅": ".", "÷": "/", "∕": "/", "\u2212": "-"}
FULL_WIDTH = {ord("％"): "%", ord("／"): "/", ord("（"): "(", ord("）"): ")", ord("　"): " "}

WORDS: dict[str, str] = {
    # time
    "day": "d", "days": "d", "天": "d", "日": "d",
    "week": "wk", "weeks": "wk", "w": "wk", "wks": "wk", "周": "wk",
    "month": "mo", "months": "mo", "mos": "mo", "mon": "mo", "个月": "mo", "月": "mo",
    "year": "a", "years": "a", "yr": "a", "yrs": "a", "y": "a", "年": "a", "岁": "a",
    "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "小时": "h",
    "minute": "min", "minutes": "min", "mins": "min", "分钟": "min",
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "秒": "s",
    # scores, ratios, counts
    "score": "{score}", "points": "{score}", "分": "{score}",
    "percent": "%", "pct": "%", "ratio": "1", "count": "{count}",
    # temperature and pressure
    "°c": "Cel", "℃": "Cel", "degc": "Cel", "c": "Cel", "cel": "Cel", "celsius": "Cel",
    "mmhg": "mm[Hg]", "mm hg": "mm[Hg]", "mm[hg]": "mm[Hg]",
    # international units
    "iu/ml": "[IU]/mL", "[iu]/ml": "[IU]/mL", "kiu/ml": "k[IU]/mL", "k[iu]/ml": "k[IU]/mL",
    "iu/l": "[IU]/L", "[iu]/l": "[IU]/L",
    "copies/ml": "{copies}/mL", "{copies}/ml": "{copies}/mL", "cp/ml": "{copies}/mL",
    "units/l": "U/L", "u/l": "U/L",
    # cells
    "k/ul": "10*3/uL", "k/mm3": "10*3/uL", "cells/ul": "/uL", "/mm3": "/uL", "cells/mm3": "/uL",
    "g/l": "g/L", "cells/kg": "/kg", "cells/ml": "/mL",
}  # fmt: skip
"""Spellings that no rule covers; keys are folded to lower case."""

_POWER = re.compile(
    r"^(?:x|\*)?\s*(?:10\s*(?:\^|\*{1,2}|e)?\s*|1?e\+?)(\d+)\s*(?:cells)?\s*/\s*(.+)$",
    re.IGNORECASE,
)
_CLEARANCE = re.compile(r"^ml/min(?:ute)?/\(?\{?1[.,]73[ ._*]?m(?:\^?2|sq)\}?\)?$", re.IGNORECASE)
_BY_FOLDED = {code.casefold(): code for code in UNITS}


class UnknownUnit(UnitError):
    """Text that is no unit we know, with the code that was most likely meant."""

    def __init__(self, text: str, near: str) -> None:
        super().__init__(f"unit {text!r} is not known")
        self.near = near


def _fold(text: str) -> str:
    for sign, plain in LOOKALIKES.items():
        text = text.replace(sign, plain)
    return " ".join(text.translate(FULL_WIDTH).translate(SUPERSCRIPTS).split())


def _rate(text: str) -> str:
    """Write `per day`, `/day` and `/24h` as UCUM does."""
    text = re.sub(r"\s*\bper\b\s*|\s*/\s*", "/", text)
    return re.sub(r"/(?:day|d|24\s?h|天|日)$", "/d", text, flags=re.IGNORECASE)


def _code(folded: str) -> str | None:
    candidate = re.sub(r"\bm\^2\b", "m2", folded)
    candidate = re.sub(r"/\s*mm\^?3$", "/uL", candidate, flags=re.IGNORECASE)
    candidate = re.sub(r"\b(?:mcg|μg)\b", "ug", candidate, flags=re.IGNORECASE)
    if _CLEARANCE.match(candidate.replace(" ", "")) or _CLEARANCE.match(candidate):
        return INDEXED
    if power := _POWER.match(candidate):
        candidate = f"10*{power[1]}/{power[2]}"
    for form in (candidate, candidate.replace(" ", "")):
        lowered = form.casefold()
        if form in UNITS:
            return form
        if lowered in WORDS:
            return WORDS[lowered]
        if lowered in _BY_FOLDED:
            return _BY_FOLDED[lowered]
    return None


@lru_cache(maxsize=4096)
def read_unit(text: str) -> str:
    """Turn a unit as written into a code of the table; empty text is `{score}`-like: `1`.

    Raises UnknownUnit, which names the nearest code, for anything else.
    """
    written = text.strip()[:60]
    if written in UNITS:
        return written
    folded = _rate(_fold(written))
    code = _code(folded) if folded else "1"
    if code is None:
        raise UnknownUnit(written, nearest(folded, UNITS))
    return code
