"""Chinese numbers, units, bounds and dates in the words that the English reader knows.

`18岁至60岁` becomes `18 years to 60 years`, `每天两次` `2 times a day`; what is no number stays.
"""

from __future__ import annotations

import re

from trialogue.report.overview.language.quantities import CHINESE_UNITS

_DIGIT = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SIZE = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMERAL = r"[零〇一二两三四五六七八九十百千万]+"
_UNITS = "|".join(sorted(CHINESE_UNITS, key=len, reverse=True))
_VALUE = r"\d+(?:\.\d+)?"
_SPOKEN = {
    "person": "people", "d": "days", "wk": "weeks", "mo": "months", "a": "years", "h": "hours",
    "group": "groups", "center": "centers", "country": "countries", "dose": "doses",
    "cycle": "cycles", "rule": "rules", "tablet": "tablets", "capsule": "capsules",
    "point": "points", "treatment": "treatments", "part": "parts", "s": "seconds",
}  # fmt: skip
_TIME = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "年": "year"}
_PREFIXED = {"phase": "phase", "grade": "grade"}
_DATE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?")
_ARTICLE = re.compile(r"一(?=[个项种些位条起般名家组例](?!月|国|中心|研究中心|周期|疗程))")
_NUMBER = re.compile(rf"(?<![一-鿿]){_NUMERAL}(?={_UNITS}|$)|{_NUMERAL}(?=(?:{_UNITS}))")

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"每\s*({_VALUE})\s*(天|日|周|星期|个月|年|小时)(?:一次|1次)?", r" every \1 \2 "),
        (
            rf"每隔?(天|日|周|星期|个?月|年)([^,.;。]{{0,14}}?)({_VALUE})\s*次",
            r" \3 times a <\1> \2",
        ),
        (rf"({_VALUE})(天|日|周|星期|个?月|年)\s*({_VALUE})\s*次", r" \3 times every \1 <\2> "),
        (r"每(天|日|周|星期|月|年)(?:一次)?", r" every <\1> "),
        (
            rf"第\s*({_VALUE})\s*(?:至|到|-|~)\s*({_VALUE})\s*(天|周|个月|年)",
            r" days \1 to \2 <\3> ",
        ),
        (rf"第\s*({_VALUE})\s*(天|周|个月|年)", r" \1 \2 "),
        (rf"百分之\s*({_VALUE})", r" \1 % "),
        (r"(?:至少|不少于|不低于|不小于|大于等于|大于或等于|最少)", " at least "),
        (r"(?:不超过|不大于|不多于|不高于|最多|至多|小于等于|小于或等于)", " at most "),
        (r"(?:超过|大于|多于|高于)(?=\s*\d)", " more than "),
        (r"(?:小于|少于|低于|未满|不到|不足)(?=\s*\d)", " less than "),
        (r"(?<=岁)(?:及|或|和)?以上|(?<=[公斤月年周天次人])(?:及|或)以上", " or older "),
        (r"(?<=岁)(?:及|或|和)?以下|(?<=[公斤月年周天次人])(?:及|或)以下", " or younger "),
    )
)


def to_english_numbers(text: str) -> str:
    """Write the numbers of a cleaned Chinese text as the English reader expects them."""
    text = _DATE.sub(_iso, text)
    text = _ARTICLE.sub("", text)
    text = _NUMBER.sub(lambda found: str(_value(found[0])), text)
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    text = re.sub(r"<个?(天|日|周|星期|月|年)>", lambda found: _TIME[found[1]], text)
    text = re.sub(rf"({_VALUE})\s*({_UNITS})", _with_unit, text)
    text = re.sub(rf"({_VALUE})\s*(?:至|到|~)\s*(?={_VALUE})", r"\1 to ", text)
    text = re.sub(r"(years|months|days|weeks)\s*(?:至|到|～|~|-)\s*(?=\d)", r"\1 to ", text)
    return re.sub(r"(?<=[㐀-鿿])(?=[\w])(?![㐀-鿿])|(?<=[^\W㐀-鿿])(?=[㐀-鿿])", " ", text)


def _iso(found: re.Match[str]) -> str:
    parts = [part for part in found.groups() if part]
    return f" {'-'.join([parts[0], *(part.zfill(2) for part in parts[1:])])} "


def _with_unit(found: re.Match[str]) -> str:
    unit = CHINESE_UNITS[found[2]]
    if unit in _PREFIXED:
        return f" {_PREFIXED[unit]} {found[1]} "
    return f" {found[1]} {_SPOKEN.get(unit, unit)} "


def _value(numeral: str) -> int:
    """Read 十二 as 12, 两百 as 200, 二〇二一 as 2021."""
    if not any(sign in _SIZE for sign in numeral):
        return int("".join(str(_DIGIT[sign]) for sign in numeral))
    total, section, last = 0, 0, 0
    for sign in numeral:
        if sign in _DIGIT:
            last = _DIGIT[sign]
        elif sign == "万":
            total, section, last = (total + section + last) * 10000, 0, 0
        else:
            section, last = section + (last or 1) * _SIZE[sign], 0
    return total + section + last
