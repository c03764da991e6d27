"""The dose of each drug: amount × body size × the share that kidney function allows.

Source: clinical reference 1.2 (no rounding, no cap unless the protocol states one), 1.3 (doses
per day, on each day) and 1.4 (renal table); the numbers are the protocol's.
"""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.dosing.renal_share import (
    RenalAction,
    RenalShare,
    derive_renal_share,
    write_band,
)
from trialogue.core.dosing.rounding import show_exact, show_quantity
from trialogue.core.dosing.steps import Missing, Result, Step, Value
from trialogue.core.dosing.words import tell
from trialogue.core.protocol.doses import Drug, Regimen
from trialogue.core.protocol.words import Text
from trialogue.core.units import kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySize:
    """What amounts are multiplied by. None is "not given"."""

    surface_m2: float | None
    weight_kg: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugDose:
    """What to give of one drug, with the steps to it.

    `amount` is the protocol's, `adjusted` after the renal share, both in `unit`.
    `per_dose` is one single dose, `total` the sum over `days`; `totals` gives the sum for
    each allowed number of days where it was not said how many.
    """

    drug: Drug
    regimen: str
    unit: str
    amount: float
    adjusted: float
    renal: RenalShare
    per_dose: Result
    per_day: Result
    total: Result
    totals: tuple[tuple[int, float], ...] = ()
    days: int | None = None
    steps: tuple[Step, ...] = ()


_UNITS = {"dose per surface": "mg/m2", "dose per weight": "mg/kg", "mass": "mg"}


def derive_drug_dose(
    drug: Drug, regimen: Regimen, size: BodySize, clearance: float | None, days: int | None
) -> DrugDose:
    """Compute one drug's single, daily and total dose in mg.

    Missing, with the reason, where the body size is not given, the clearance forbids the
    drug, or the number of days is not given or outside the regimen's range.
    """
    unit = _UNITS[kind_of(drug.amount.unit)]
    amount = drug.amount.to(unit).value
    share = derive_renal_share(drug.renal, clearance)
    days = regimen.days_min if days is None and regimen.days_min == regimen.days_max else days
    per_day, steps = _daily(drug, size, share, days_refused(regimen, days))
    total, totals, more = _totals(drug, regimen, per_day, days)
    return DrugDose(
        drug=drug,
        regimen=regimen.id,
        unit=unit,
        amount=amount,
        adjusted=amount * share.factor,
        renal=share,
        per_dose=_divided(per_day, drug.times_per_day),
        per_day=per_day,
        total=total,
        totals=totals,
        days=days,
        steps=_renal_step(drug, amount, unit, share, clearance) + steps + more,
    )


def days_refused(regimen: Regimen, days: int | None) -> Text | None:
    """Say why a number of days is refused; None where it is allowed or not given."""
    if days is None or regimen.days_min <= days <= regimen.days_max:
        return None
    return tell("reason.days", days=str(days), regimen=regimen.label, allowed=allowed_days(regimen))


def allowed_days(regimen: Regimen) -> Text:
    """Write the regimen's range of days: `1 to 3 days`."""
    low, high = str(regimen.days_min), str(regimen.days_max)
    if low == high:
        return tell("days.one", days=low)
    return tell("days.range", low=low, high=high)


def _daily(
    drug: Drug, size: BodySize, share: RenalShare, refused: Text | None
) -> tuple[Result, tuple[Step, ...]]:
    if refused is not None:
        return Missing(reason=refused), ()
    if share.action is RenalAction.REFUSE and share.band and drug.renal:
        band = write_band(share.band, drug.renal.unit)
        return Missing(reason=tell("reason.renal", drug=drug.label, band=band)), ()
    factors = _factors(drug, size)
    if isinstance(factors, Missing):
        return factors, ()
    names, numbers, product = factors
    if drug.renal is not None:
        names = _joined(names, tell("factor.renal"))
        checked = "" if share.band else " (NOT CHECKED)"
        numbers = f"{numbers} × {show_exact(share.factor)}{checked}"
        product *= share.factor
    if drug.per == "dose":
        names = _joined(names, tell("factor.times"))
        numbers = f"{numbers} × {drug.times_per_day}"
        product *= drug.times_per_day
    step = Step(
        key=f"{drug.id}.mg_per_day",
        label=tell("step.per_day", drug=drug.label),
        formula=names,
        numbers=numbers,
        value=product,
        unit="mg",
        source=drug.source,
    )
    return _capped(drug, product, step)


def _factors(drug: Drug, size: BodySize) -> tuple[Text, str, float] | Missing:
    kind = kind_of(drug.amount.unit)
    unit = _UNITS[kind]
    amount = drug.amount.to(unit).value
    written = show_quantity(amount, unit)
    if kind == "mass":
        return tell("factor.amount"), written, amount
    by_surface = kind == "dose per surface"
    measure = size.surface_m2 if by_surface else size.weight_kg
    if measure is None:
        return Missing(reason=tell("reason.no_surface" if by_surface else "reason.no_weight"))
    name = tell("factor.surface" if by_surface else "factor.weight")
    shown = show_quantity(measure, "m2" if by_surface else "kg")
    return _joined(tell("factor.amount"), name), f"{written} × {shown}", amount * measure


def _joined(left: Text, right: Text) -> Text:
    return Text(f"{left.en} × {right.en}", f"{left.zh} × {right.zh}")


def _capped(drug: Drug, product: float, step: Step) -> tuple[Result, tuple[Step, ...]]:
    most = drug.max_mg_per_day
    if most is None or product <= most.value:
        return Value(value=product, unit="mg"), (step,)
    cap = Step(
        key=f"{drug.id}.max_mg_per_day",
        label=tell("step.max_per_day", drug=drug.label),
        formula=tell("formula.max_per_day"),
        numbers=f"min({show_exact(product)}, {show_exact(most.value)})",
        value=most.value,
        unit="mg",
        source=most.source,
        unverified=most.unverified,
    )
    return Value(value=most.value, unit="mg"), (step, cap)


def _divided(per_day: Result, times: int) -> Result:
    if isinstance(per_day, Missing):
        return per_day
    return Value(value=per_day.value / times, unit=per_day.unit)


def _totals(
    drug: Drug, regimen: Regimen, per_day: Result, days: int | None
) -> tuple[Result, tuple[tuple[int, float], ...], tuple[Step, ...]]:
    if isinstance(per_day, Missing):
        return per_day, (), ()
    if days is None:
        possible = range(regimen.days_min, regimen.days_max + 1)
        totals = tuple((n, n * per_day.value) for n in possible)
        reason = tell("reason.no_days", allowed=allowed_days(regimen))
        return Missing(reason=reason), totals, ()
    total = per_day.value * days
    step = Step(
        key=f"{drug.id}.mg_total",
        label=tell("step.total", drug=drug.label),
        formula=tell("formula.total"),
        numbers=f"{show_exact(per_day.value)} mg × {days}",
        value=total,
        unit="mg",
        source=regimen.source,
    )
    return Value(value=total, unit="mg"), (), (step,)


def _renal_step(
    drug: Drug, amount: float, unit: str, share: RenalShare, clearance: float | None
) -> tuple[Step, ...]:
    if drug.renal is None or share.band is None or clearance is None:
        return ()
    step = Step(
        key=f"{drug.id}.renal",
        label=tell("step.renal", drug=drug.label, action=share.action.value),
        formula=tell("formula.renal", band=write_band(share.band, drug.renal.unit)),
        numbers=(
            f"{show_exact(clearance)} {drug.renal.unit}: "
            f"{show_quantity(amount, unit)} × {show_exact(share.factor)}"
        ),
        value=amount * share.factor,
        unit=unit,
        source=drug.renal.source,
        unverified=drug.renal.unverified,
    )
    return (step,)
