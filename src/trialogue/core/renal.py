"""Kidney function from creatinine: four named formulas, each with its range of validity.

An estimate outside the range of its formula, or without one of its numbers, is a
`NoEstimate` with the reason. Ages are decimal years on the day of sampling; creatinine
is IDMS-traceable, in mg/dL. None is valid in acute kidney injury.
Source: clinical reference 2.2; each formula cites its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trialogue.core.protocol.words import NOTHING, Text
from trialogue.core.units import less_than, show_number

INDEXED = "mL/min/{1.73_m2}"
ABSOLUTE = "mL/min"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenalInput:
    """What the formulas read. None is "not recorded". `sex` is `female` or `male`."""

    age_years: float | None
    sex: str | None
    height_cm: float | None
    weight_kg: float | None
    creatinine_mg_dl: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A published equation: what it needs, for whom it holds (ages in years), its unit.

    `age_below` is exclusive, `age_to` inclusive. `published_to` is the oldest age, in
    completed years, it was published for; beyond, the estimate carries a note.
    """

    name: str
    label: Text
    equation: str
    needs: tuple[str, ...]
    age_from: float
    age_below: float = math.inf
    age_to: float = math.inf
    published_to: float = math.inf
    unit: str = INDEXED
    source: str
    compute: Callable[[float, bool, float, float, float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A clearance with its unit, and where it comes from."""

    formula: str
    label: Text
    value: float
    unit: str
    equation: str
    source: str
    note: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class NoEstimate:
    """No clearance, and why. `missing` names what a person could still supply."""

    formula: str
    label: Text
    reason: Text
    missing: tuple[str, ...] = ()


GfrResult = Estimate | NoEstimate


def _schwartz(_age: float, _female: bool, height: float, _weight: float, scr: float) -> float:
    return 0.413 * height / scr


_U25 = {"male": (39.0, 1.008, 1.045, 50.8), "female": (36.1, 1.008, 1.023, 41.4)}
"""k at 12 years, its yearly factor before and after 12, k from 18 years on."""


def u25_k(age_years: float, sex: str) -> float:
    """Give the factor k of the CKiD U25 creatinine equation, from age in years and sex.

    Source: Pierce et al., Kidney Int 2021;99:948 (clinical reference 2.2).
    """
    at_twelve, before, after, grown = _U25[sex]
    if age_years >= 18:
        return grown
    return float(at_twelve * (before if age_years < 12 else after) ** (age_years - 12))


def _u25(age: float, female: bool, height: float, _weight: float, scr: float) -> float:
    return u25_k(age, "female" if female else "male") * (height / 100) / scr


def _ckd_epi(age: float, female: bool, _height: float, _weight: float, scr: float) -> float:
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    ratio = scr / kappa
    curve = min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** -1.200
    return float(142 * curve * 0.9938**age * (1.012 if female else 1.0))


def _cockcroft_gault(age: float, female: bool, _height: float, weight: float, scr: float) -> float:
    return (140 - age) * weight / (72 * scr) * (0.85 if female else 1.0)


FORMULAS: Mapping[str, Formula] = {
    formula.name: formula
    for formula in (
        Formula(
            name="schwartz_bedside",
            label=Text("bedside Schwartz", "床旁 Schwartz 公式"),
            equation="0.413 × height [cm] / creatinine [mg/dL]",
            needs=("age_years", "height_cm", "creatinine_mg_dl"),
            age_from=1,
            age_below=18,
            published_to=16,
            source="Schwartz et al., J Am Soc Nephrol 2009;20:629",
            compute=_schwartz,
        ),
        Formula(
            name="ckid_u25",
            label=Text("CKiD U25 creatinine", "CKiD U25 肌酐公式"),
            equation="k(age, sex) × height [m] / creatinine [mg/dL]",
            needs=("age_years", "sex", "height_cm", "creatinine_mg_dl"),
            age_from=1,
            age_to=25,
            source="Pierce et al., Kidney Int 2021;99:948",
            compute=_u25,
        ),
        Formula(
            name="ckd_epi_2021",
            label=Text("CKD-EPI 2021", "CKD-EPI 2021 公式"),
            equation=(
                "142 × min(creatinine/κ, 1)^α × max(creatinine/κ, 1)^−1.200 × 0.9938^age "
                "× 1.012 if female (creatinine in mg/dL)"
            ),
            needs=("age_years", "sex", "creatinine_mg_dl"),
            age_from=18,
            source="Inker et al., N Engl J Med 2021;385:1737",
            compute=_ckd_epi,
        ),
        Formula(
            name="cockcroft_gault",
            label=Text("Cockcroft-Gault", "Cockcroft-Gault 公式"),
            equation=(
                "(140 − age) × weight [kg] / (72 × creatinine [mg/dL]) × 0.85 if female, "
                "not indexed"
            ),
            needs=("age_years", "sex", "weight_kg", "creatinine_mg_dl"),
            age_from=18,
            age_below=140,
            unit=ABSOLUTE,
            source="Cockcroft and Gault, Nephron 1976;16:31",
            compute=_cockcroft_gault,
        ),
    )
}
"""Formulas by name. The validity of ages: clinical reference 2.2, table."""

CHILD_ORDER = ("ckid_u25", "schwartz_bedside")
ADULT_ORDER = ("ckd_epi_2021",)


def advised_formulas(age_years: float) -> tuple[str, ...]:
    """Name the formulas to use at an age, the leading one first (clinical reference 2.2)."""
    return CHILD_ORDER if age_years < 18 else ADULT_ORDER


NEEDS: Mapping[str, Text] = {
    "age_years": Text("age", "年龄"),
    "sex": Text("sex", "性别"),
    "height_cm": Text("height", "身高"),
    "weight_kg": Text("weight", "体重"),
    "creatinine_mg_dl": Text("creatinine", "肌酐"),
}


def _listed(names: tuple[str, ...]) -> Text:
    found = [NEEDS[name] for name in names]
    return Text(", ".join(text.en for text in found), "、".join(text.zh for text in found))


def _ages(formula: Formula) -> Text:
    first = show_number(formula.age_from)
    if formula.age_to < math.inf:
        last = show_number(formula.age_to)
        return Text(f"{first} to {last} years", f"{first} 至 {last} 岁")
    if formula.age_below < math.inf:
        last = show_number(formula.age_below)
        return Text(f"{first} to below {last} years", f"{first} 岁至不满 {last} 岁")
    return Text(f"{first} years and over", f"{first} 岁及以上")


def _refusal(formula: Formula, given: RenalInput) -> Text:
    """Say why the numbers do not serve; NOTHING where they do."""
    for name in formula.needs:
        value = getattr(given, name)
        if name == "sex":
            if value not in ("female", "male"):
                return Text(f"sex is {value!r}, not female or male", "性别应为 female 或 male")
        elif not math.isfinite(value) or (value <= 0 and name != "age_years"):
            named = NEEDS[name]
            return Text(
                f"{named.en} {value} is not a number above 0", f"{named.zh} {value} 不是正数"
            )
    age = given.age_years or 0.0
    if formula.age_from <= age < formula.age_below and age <= formula.age_to:
        return NOTHING
    ages, years = _ages(formula), show_number(age)
    return Text(
        f"{formula.label.en} holds for ages {ages.en}; this person is {years} years old",
        f"{formula.label.zh}适用于 {ages.zh}；此人 {years} 岁",
    )


def _note(formula: Formula, age: float) -> Text:
    if age < formula.published_to + 1:
        return NOTHING
    last = show_number(formula.published_to)
    return Text(
        f"published for ages up to {last} years; shown beside the leading formula only",
        f"该公式发表时适用至 {last} 岁；仅与主要公式并列显示",
    )


def compute_gfr(given: RenalInput, formula: str) -> GfrResult:
    """Compute one formula for one person.

    A missing number, one outside what the formula can take, or an age outside its range
    gives `NoEstimate` with the reason. Raises KeyError for a name not in FORMULAS.
    """
    chosen = FORMULAS[formula]
    missing = tuple(name for name in chosen.needs if getattr(given, name) in (None, ""))
    if missing:
        lacking = _listed(missing)
        reason = Text(f"not recorded: {lacking.en}", f"未记录：{lacking.zh}")
        return NoEstimate(formula=formula, label=chosen.label, reason=reason, missing=missing)
    refusal = _refusal(chosen, given)
    if refusal != NOTHING:
        return NoEstimate(formula=formula, label=chosen.label, reason=refusal)
    age, scr = given.age_years or 0.0, given.creatinine_mg_dl or math.nan
    height, weight = given.height_cm or math.nan, given.weight_kg or math.nan
    value = chosen.compute(age, given.sex == "female", height, weight, scr)
    if not math.isfinite(value):
        reason = Text(f"creatinine {scr} mg/dL is too small to divide by", f"肌酐 {scr} mg/dL 过小")
        return NoEstimate(formula=formula, label=chosen.label, reason=reason)
    return Estimate(
        formula=formula,
        label=chosen.label,
        value=value,
        unit=chosen.unit,
        equation=chosen.equation,
        source=chosen.source,
        note=_note(chosen, age),
    )


def estimate_gfr(
    age_years: float | None,
    sex: str | None,
    height_cm: float | None,
    weight_kg: float | None,
    creatinine_mg_dl: float | None,
    formula: str,
) -> GfrResult:
    """Compute one formula from bare numbers; see `compute_gfr`."""
    given = RenalInput(
        age_years=age_years,
        sex=sex,
        height_cm=height_cm,
        weight_kg=weight_kg,
        creatinine_mg_dl=creatinine_mg_dl,
    )
    return compute_gfr(given, formula)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedGfr:
    """The leading estimate, those shown beside it, and a warning where they part."""

    leading: GfrResult
    beside: tuple[GfrResult, ...] = ()
    warning: Text = NOTHING


def compute_advised_gfr(
    given: RenalInput, threshold: float, formulas: tuple[str, ...] = ()
) -> AdvisedGfr:
    """Compute the formulas advised for the age, or those named, the leading one first.

    Warns where two of them fall on different sides of `threshold` (in mL/min/1.73 m2,
    the threshold itself counting as above). Without an age the leading result is a
    `NoEstimate`. Source: clinical reference 2.2, "Advised order".
    """
    age = 0.0 if given.age_years is None else given.age_years
    names = formulas or advised_formulas(age)
    results = tuple(compute_gfr(given, name) for name in names)
    return AdvisedGfr(leading=results[0], beside=results[1:], warning=_parting(results, threshold))


def _parting(results: tuple[GfrResult, ...], threshold: float) -> Text:
    found = [r for r in results if isinstance(r, Estimate) and r.unit == INDEXED]
    if len({less_than(estimate.value, threshold) for estimate in found}) < 2:
        return NOTHING
    values = ", ".join(f"{e.label.en} {e.value:.1f}" for e in found)
    zh_values = "、".join(f"{e.label.zh} {e.value:.1f}" for e in found)
    limit = show_number(threshold)
    return Text(
        f"the formulas fall on different sides of {limit} {INDEXED}: {values}",
        f"各公式的结果分别位于 {limit} {INDEXED} 的两侧：{zh_values}",
    )
