"""Numbers with their unit and the way they bound: `at least 18 years`, `75 mg/m2`, `第1周`.

A quantity of a draft must be one of the record's: the same value, unit and bound. Two spellings
of one number are one (`two weeks`, `2 wk`, `2周`); 14 days are not, unless the record says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Bound = Literal["", "≥", "≤", ">", "<", "every"]

_UNIT_TABLE = """
mg: mg milligram milligrams
g: g gram grams gm gms
kg: kg kilogram kilograms kgs
ug: ug mcg microgram micrograms
ng: ng nanogram nanograms
pg: pg
mL: ml milliliter milliliters millilitre millilitres cc
dL: dl
uL: ul
L: l liter liters litre litres
IU: iu
U: u unit units
mol: mol
mmol: mmol
umol: umol
nmol: nmol
mEq: meq
ULN: uln
LLN: lln
m: m meter meters metre metres
cm: cm centimeter centimeters
inch: inch inches
mm: mm millimeter millimeters millimetre millimetres
m2: m2 sqm
%: % percent
C: °c ℃
mmHg: mmhg
Gy: gy gray
cGy: cgy
Hz: hz
mSv: msv
MHz: mhz
MBq: mbq
GBq: gbq
W: w watt watts
J: j
ms: ms msec
s: s sec secs second seconds
min: min mins minute minutes
kcal: kcal
h: h hr hrs hour hours
d: day days
wk: week weeks wk wks
mo: month months mo mos
a: year years yr yrs yo
times: time times fold x
person: people person persons participant participants patient patients subject subjects adult
person: adults child children woman women man men volunteer volunteers individual individuals
group: group groups arm arms cohort cohorts
center: center centers centre centres site sites hospital hospitals clinic clinics
country: country countries
dose: dose doses
cycle: cycle cycles course courses
session: session sessions
visit: visit visits
rule: rule rules
injection: injection injections shot shots
tablet: tablet tablets pill pills
capsule: capsule capsules
puff: puff puffs inhalation inhalations
point: point points
level: level levels
part: part parts
treatment: treatment treatments
grade: grade
phase: phase
stage: stage
step: step steps
version: version
type: type
class: class
"""
ENGLISH_UNITS: dict[str, str] = {
    word: unit
    for line in _UNIT_TABLE.split("\n")
    for unit, _, words in (line.partition(":"),)
    for word in words.split()
}
"""What is written, in small letters, and the unit that is meant."""

CHINESE_UNITS: dict[str, str] = {
    "毫克": "mg",
    "克": "g",
    "千克": "kg",
    "公斤": "kg",
    "微克": "ug",
    "毫升": "mL",
    "升": "L",
    "厘米": "cm",
    "毫米": "mm",
    "米": "m",
    "国际单位": "IU",
    "单位": "U",
    "小时": "h",
    "分钟": "min",
    "秒": "s",
    "天": "d",
    "日": "d",
    "周": "wk",
    "星期": "wk",
    "个月": "mo",
    "月": "mo",
    "年": "a",
    "周岁": "a",
    "岁": "a",
    "次": "times",
    "人": "person",
    "名": "person",
    "位": "person",
    "例": "person",
    "个组": "group",
    "组": "group",
    "家": "center",
    "个研究中心": "center",
    "个中心": "center",
    "个国家": "country",
    "剂": "dose",
    "个周期": "cycle",
    "周期": "cycle",
    "条": "rule",
    "期": "phase",
    "级": "grade",
    "片": "tablet",
    "粒": "capsule",
    "分": "point",
    "倍": "times",
    "个疗程": "cycle",
    "疗程": "cycle",
    "种治疗": "treatment",
    "部分": "part",
}

PREFIXED = {
    "day": "d", "days": "d", "week": "wk", "weeks": "wk", "month": "mo", "months": "mo",
    "year": "a", "years": "a", "cycle": "cycle", "cycles": "cycle", "grade": "grade",
    "grades": "grade", "phase": "phase", "phases": "phase", "stage": "stage", "stages": "stage",
    "level": "level", "levels": "level", "visit": "visit", "step": "step", "part": "part",
    "version": "version", "type": "type", "class": "class", "cohort": "group", "group": "group",
    "arm": "group", "session": "session", "dose": "dose",
}  # fmt: skip
"""Units that stand before their number: `Week 12`, `grade III`, `phase 2`."""

MEASURES = frozenset(ENGLISH_UNITS.values()) - {
    "person", "group", "center", "country", "rule", "injection", "treatment", "part", "dose",
    "session", "visit", "times", "point", "level", "cycle", "tablet", "capsule", "puff",
}  # fmt: skip
"""Units of measure; the others are counted nouns."""


_OFTEN_BARE = frozenset({"person", "times", "dose", "point", "calendar year"})
"""Units that one side may leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number. `unit` is empty for a bare one; `at` is its place in the text it was read from.

    `per` is the unit of time of a rate: `3 times a week` is 3 `times` per `wk`.
    """

    value: Decimal
    unit: str = ""
    bound: Bound = ""
    per: str = ""
    at: int = 0
    text: str = ""

    @property
    def size(self) -> tuple[Decimal, str, str]:
        """Give what makes two quantities the same number: value, unit, rate."""
        return self.value, self.unit, self.per

    def fits(self, other: Quantity) -> bool:
        """Tell whether the record's `other` has this number, whatever it bounds."""
        if self.value != other.value or self.per != other.per:
            return False
        if self.unit == other.unit:
            return True
        bare = "" in (self.unit, other.unit)
        return bare and (self.unit or other.unit) in _OFTEN_BARE

    def shown(self) -> str:
        """Write it as it stood in its text."""
        return " ".join((self.text or f"{self.bound}{self.value} {self.unit}").split())


def number(text: str) -> Decimal:
    """Read digits with a point and thousands separators, so that `1.00` and `1` are one."""
    value = Decimal(text.replace(",", ""))
    return value.normalize() + 0
