"""Input that cannot be a person is refused, with the slip that most likely made it.

Source: clinical reference 1.1 (hard limits); the limits are the protocol's (`BodyLimits`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trialogue.core.dates import FIRST_YEAR, LAST_YEAR
from trialogue.core.dosing.rounding import show_exact, show_rounded
from trialogue.core.protocol.doses import BodyLimits
from trialogue.core.protocol.words import NOTHING, Text

MOST_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A value that is refused: which, what was found, what is allowed, what to do."""

    field: str
    found: str
    allowed: Text
    remedy: Text


class ImplausibleInput(ValueError):
    """Input that cannot be meant. `slips` holds all of it at once."""

    def __init__(self, slips: tuple[Slip, ...]) -> None:
        self.slips = slips
        super().__init__(
            "; ".join(
                f"{slip.field} {slip.found}: {slip.allowed.en}; {slip.remedy.en}" for slip in slips
            )
        )


_Guess = tuple[Callable[[float], float], Text]

_HEIGHT_GUESSES: tuple[_Guess, ...] = (
    (
        lambda v: v * 100,
        Text("in metres? In centimetres that is {v}", "是以米为单位吗？换算为 {v} 厘米"),
    ),
    (
        lambda v: v / 10,
        Text("in millimetres? In centimetres that is {v}", "是以毫米为单位吗？换算为 {v} 厘米"),
    ),
    (
        lambda v: v * 2.54,
        Text("in inches? In centimetres that is {v}", "是以英寸为单位吗？换算为 {v} 厘米"),
    ),
    (
        lambda v: v * 30.48,
        Text("in feet? In centimetres that is {v}", "是以英尺为单位吗？换算为 {v} 厘米"),
    ),
)
_WEIGHT_GUESSES: tuple[_Guess, ...] = (
    (
        lambda v: v / 1000,
        Text("in grams? In kilograms that is {v}", "是以克为单位吗？换算为 {v} 千克"),
    ),
    (
        lambda v: v * 0.45359237,
        Text("in pounds? In kilograms that is {v}", "是以磅为单位吗？换算为 {v} 千克"),
    ),
)


def find_body_slips(
    limits: BodyLimits, height_cm: float | None, weight_kg: float | None
) -> tuple[Slip, ...]:
    """List heights and weights outside the limits, alone or together, with the likely slip.

    Together they are judged by the body mass index, in kg/m²; where one is not given, or is
    refused by itself, they are not.
    """
    if _exchanged(limits, height_cm, weight_kg):
        return (_exchange_slip(limits, height_cm, weight_kg),)
    slips: list[Slip] = []
    if height_cm is not None and not _inside(height_cm, limits.height_cm):
        remedy = _guess(height_cm, limits.height_cm, _HEIGHT_GUESSES, _WRITE_HEIGHT)
        slips.append(_slip("height", height_cm, limits.height_cm, "cm", remedy))
    if weight_kg is not None and not _inside(weight_kg, limits.weight_kg):
        remedy = _guess(weight_kg, limits.weight_kg, _WEIGHT_GUESSES, _WRITE_WEIGHT)
        slips.append(_slip("weight", weight_kg, limits.weight_kg, "kg", remedy))
    if slips or height_cm is None or weight_kg is None or height_cm <= 0:
        return tuple(slips)
    return _pair_slips(limits, height_cm, weight_kg)


def find_clearance_slips(limits: BodyLimits, clearance: float | None) -> tuple[Slip, ...]:
    """List a clearance outside the limits, in mL/min."""
    if clearance is None or _inside(clearance, limits.clearance_ml_min):
        return ()
    remedy = Text("write the creatinine clearance in mL/min", "请以 mL/min 填写肌酐清除率")
    return (_slip("clearance", clearance, limits.clearance_ml_min, "mL/min", remedy),)


def find_plan_slips(days: int | None, dates: dict[str, date | None]) -> tuple[Slip, ...]:
    """List a number of days or dates that no trial can have; ranges of the protocol come later."""
    slips = [
        Slip(
            field=name,
            found=day.isoformat(),
            allowed=Text(
                f"a year from {FIRST_YEAR} to {LAST_YEAR}", f"{FIRST_YEAR} 至 {LAST_YEAR} 年"
            ),
            remedy=Text("check the year", "请核对年份"),
        )
        for name, day in dates.items()
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR
    ]
    if days is not None and not 1 <= days <= MOST_DAYS:
        allowed = Text(f"1 to {MOST_DAYS} days", f"1 至 {MOST_DAYS} 天")
        remedy = Text("write the number of treatment days", "请填写给药天数")
        slips.append(Slip(field="days", found=str(days), allowed=allowed, remedy=remedy))
    return tuple(slips)


_WRITE_HEIGHT = Text("write the height in centimetres, as in 110", "请以厘米填写身高，例如 110")
_WRITE_WEIGHT = Text("write the weight in kilograms, as in 18.5", "请以千克填写体重，例如 18.5")


def _inside(value: float, limits: tuple[float, float]) -> bool:
    return math.isfinite(value) and limits[0] <= value <= limits[1]


def _exchanged(limits: BodyLimits, height: float | None, weight: float | None) -> bool:
    if height is None or weight is None or _inside(height, limits.height_cm):
        return False
    fits = _inside(height, limits.weight_kg) and _inside(weight, limits.height_cm)
    return fits and _is_body(limits, weight, height)


def _exchange_slip(limits: BodyLimits, height: float | None, weight: float | None) -> Slip:
    other = _guess(height or 0.0, limits.height_cm, _HEIGHT_GUESSES, NOTHING)
    exchanged = _say_exchanged(height or 0.0, weight or 0.0)
    remedy = Text(
        exchanged.en + (f". Or {other.en}" if other.en else ""),
        exchanged.zh + (f"。或者{other.zh}" if other.zh else ""),
    )
    return _slip("height", height or 0.0, limits.height_cm, "cm", remedy)


def _say_exchanged(height: float, weight: float) -> Text:
    h, w = show_exact(height), show_exact(weight)
    return Text(
        f"were height and weight exchanged? Then height is {w} cm and weight {h} kg",
        f"身高和体重是否写反了？若是，则身高 {w} cm，体重 {h} kg",
    )


def _body_mass_index(height_cm: float, weight_kg: float) -> float:
    return weight_kg / (height_cm / 100) ** 2


def _is_body(limits: BodyLimits, height_cm: float, weight_kg: float) -> bool:
    """Tell whether height and weight are inside all limits, each alone and both together."""
    return (
        _inside(height_cm, limits.height_cm)
        and _inside(weight_kg, limits.weight_kg)
        and height_cm > 0
        and _inside(_body_mass_index(height_cm, weight_kg), limits.bmi_kg_m2)
    )


def _pair_slips(limits: BodyLimits, height: float, weight: float) -> tuple[Slip, ...]:
    """Refuse both, since either may be wrong; the likelier slip stands at its own field."""
    if _is_body(limits, height, weight):
        return ()
    low, high = (show_exact(limit) for limit in limits.bmi_kg_m2)
    index = show_rounded(_body_mass_index(height, weight), 1)
    h, w = show_exact(height), show_exact(weight)
    allowed = Text(
        f"{low} to {high} kg/m² of height and weight together (body mass index); "
        f"{h} cm and {w} kg give {index} kg/m²",
        f"身高与体重合起来（体重指数）应为 {low} 至 {high} kg/m²；"
        f"{h} cm 与 {w} kg 得 {index} kg/m²",
    )
    of_height, of_weight = _pair_remedies(limits, height, weight)
    return (
        Slip(field="height", found=f"{h} cm", allowed=allowed, remedy=of_height),
        Slip(field="weight", found=f"{w} kg", allowed=allowed, remedy=of_weight),
    )


def _pair_remedies(limits: BodyLimits, height: float, weight: float) -> tuple[Text, Text]:
    """Say what brings the two inside: a factor of ten in one, or the two exchanged."""
    of_height = next((v for v in _tenfold(height) if _is_body(limits, v, weight)), None)
    of_weight = next((v for v in _tenfold(weight) if _is_body(limits, height, v)), None)
    heights, weights = _CHECK_HEIGHT, _CHECK_WEIGHT
    if of_weight is not None:
        heights, weights = _CHECK_HEIGHT_TOO, _ask("weight", "体重", of_weight, "kg")
    if of_height is not None:
        heights = _ask("height", "身高", of_height, "cm")
    if _is_body(limits, weight, height):
        heights = _say_exchanged(height, weight)
        weights = weights if of_weight is not None else heights
    return heights, weights


def _tenfold(value: float) -> tuple[float, float]:
    return value / 10, value * 10


def _ask(name: str, chinese: str, value: float, unit: str) -> Text:
    shown = show_exact(value)
    return Text(f"is the {name} {shown} {unit}?", f"{chinese}是否为 {shown} {unit}？")


_CHECK_HEIGHT = Text("check the height, in centimetres", "请核对身高（厘米）")
_CHECK_HEIGHT_TOO = Text("check the height too, in centimetres", "也请核对身高（厘米）")
_CHECK_WEIGHT = Text("check the weight, in kilograms", "请核对体重（千克）")


def _guess(
    value: float, limits: tuple[float, float], guesses: tuple[_Guess, ...], otherwise: Text
) -> Text:
    if math.isfinite(value):
        for turn, words in guesses:
            meant = turn(value)
            if _inside(meant, limits):
                shown = show_rounded(meant, 2).rstrip("0").rstrip(".")
                return Text(words.en.format(v=shown), words.zh.format(v=shown))
    return otherwise


def _slip(field: str, value: float, limits: tuple[float, float], unit: str, remedy: Text) -> Slip:
    low, high = (show_exact(limit) for limit in limits)
    allowed = Text(f"{low} to {high} {unit}", f"{low} 至 {high} {unit}")
    return Slip(field=field, found=_written(value), allowed=allowed, remedy=remedy)


def _written(value: float) -> str:
    return show_exact(value) if math.isfinite(value) else str(value)
