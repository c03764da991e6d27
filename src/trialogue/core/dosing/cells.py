"""The cell dose: allowed range × weight, and from the product's assay the volume and dose.

- concentration = total cells/mL × viability × CD3 share of viable × CAR share of viable CD3;
  where the laboratory reports CAR as a share of all viable cells the CD3 factor is left out;
- volume = target cells / concentration; dose given = volume × concentration / weight;
- the dose is judged after rounding half-up to the protocol's decimals, and unrounded too.

Source: clinical reference 1.5 (readings A39, A40, A41).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trialogue.core.dosing.rounding import show_exact, show_quantity, show_rounded
from trialogue.core.dosing.steps import Missing, Result, Step, Value
from trialogue.core.dosing.words import tell
from trialogue.core.protocol.doses import CellDose
from trialogue.core.protocol.words import Text
from trialogue.core.units import at_most

Denominator = Literal["viable_cd3", "viable"]
MILLION = 1e6
CELLS = "{cells}"
PER_KG = "10*6/kg"
PER_ML = "10*6/mL"
MILLIONS = "10*6 {cells}"
SOURCE = "clinical reference 1.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assay:
    """What the laboratory measured of one product. Fractions are 0 to 1.

    `denominator` says of which cells `car_fraction` is a share; `cd3_fraction` None is
    allowed only with `viable`. `recovery` is the validated share of cells that survive
    thawing, for values measured before freezing; None for values after thawing.
    `target_per_kg` is in 10*6/kg, `administered_volume_ml` what was or will be given.
    """

    product: str = ""
    total_cells_per_ml: float
    viability: float
    cd3_fraction: float | None
    car_fraction: float
    denominator: Denominator = "viable_cd3"
    recovery: float | None = None
    target_per_kg: float | None = None
    administered_volume_ml: float | None = None

    def __post_init__(self) -> None:
        shares = (self.viability, self.cd3_fraction, self.car_fraction, self.recovery)
        if any(share is not None and not 0 <= share <= 1 for share in shares):
            raise ValueError("a fraction of an assay lies between 0 and 1")
        if self.denominator == "viable_cd3" and self.cd3_fraction is None:
            raise ValueError("a CAR share of viable CD3 cells needs the CD3 share")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRange:
    """The allowed number of cells for this weight, inclusive."""

    minimum: float
    maximum: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeCheck:
    """A dose in 10*6/kg against the range: as it is, and rounded half-up as printed.

    `rounded_shown` keeps the printed decimals: `10.00`.
    """

    raw: float
    rounded: float
    rounded_shown: str
    in_range_raw: bool
    in_range_rounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDose:
    """What one product gives this person.

    `volume_ml` is the volume for the target; `volume_min_ml` and `volume_max_ml` for the
    ends of the range. `dose` is per kg, of the administered volume or else of the target.
    """

    assay: Assay
    concentration: Result
    target_cells: Result
    volume_ml: Result
    volume_min_ml: Result
    volume_max_ml: Result
    dose: Result
    check: RangeCheck | Missing
    steps: tuple[Step, ...]


def derive_cell_range(rules: CellDose, weight_kg: float) -> CellRange:
    """Multiply the ends of the protocol's range by the weight."""
    ends = ((rules.minimum, "cells.min"), (rules.maximum, "cells.max"))
    steps = tuple(_range_step(rules, weight_kg, per_kg, key) for per_kg, key in ends)
    low, high = (per_kg * MILLION * weight_kg for per_kg, _ in ends)
    return CellRange(minimum=low, maximum=high, steps=steps)


def _range_step(rules: CellDose, weight_kg: float, per_kg: float, key: str) -> Step:
    return Step(
        key=key,
        label=tell(f"step.{key}", product=rules.label),
        formula=tell("formula.cells"),
        numbers=f"{show_quantity(per_kg, PER_KG)} × {show_exact(weight_kg)} kg",
        value=per_kg * weight_kg,
        unit=MILLIONS,
        source=rules.source,
    )


def compute_concentration(assay: Assay) -> float:
    """Compute viable CAR-positive T cells per mL from the assay's values."""
    cells = assay.total_cells_per_ml * assay.viability * assay.car_fraction
    if assay.denominator == "viable_cd3":
        cells *= assay.cd3_fraction or 0.0
    return cells * (1.0 if assay.recovery is None else assay.recovery)


def check_range(rules: CellDose, dose_per_kg: float) -> RangeCheck:
    """Compare a dose in 10*6/kg with the range, both ends inclusive.

    Rounded half-up to the protocol's decimals, as reading A40 has it, and unrounded.
    """
    shown = show_rounded(dose_per_kg, rules.decimals)
    rounded = float(shown)
    return RangeCheck(
        raw=dose_per_kg,
        rounded=rounded,
        rounded_shown=shown,
        in_range_raw=_within(rules, dose_per_kg),
        in_range_rounded=_within(rules, rounded),
    )


def _within(rules: CellDose, dose: float) -> bool:
    return at_most(rules.minimum, dose) and at_most(dose, rules.maximum)


def derive_product_dose(rules: CellDose, weight_kg: float, assay: Assay) -> ProductDose:
    """Compute concentration, volumes and the dose per kg that they give.

    Missing, with the reason, where the assay leaves no CAR-positive viable cell, or where
    neither a target nor an administered volume is given.
    """
    concentration = _concentration(assay)
    low, high, target = (
        _volume(per_kg, weight_kg, concentration)
        for per_kg in (rules.minimum, rules.maximum, assay.target_per_kg)
    )
    dose = _dose(assay, weight_kg, concentration)
    check = check_range(rules, dose.value) if isinstance(dose, Value) else dose
    steps = [*_concentration_steps(assay, concentration)]
    steps += _target_steps(assay, weight_kg, concentration, target)
    for key, per_kg, volume in (
        ("volume_min", rules.minimum, low),
        ("volume_max", rules.maximum, high),
    ):
        steps += _volume_steps(key, per_kg * weight_kg, concentration, volume)
    steps += _dose_steps(assay, weight_kg, concentration, dose)
    return ProductDose(
        assay=assay,
        concentration=concentration,
        target_cells=_target_cells(assay, weight_kg),
        volume_ml=target,
        volume_min_ml=low,
        volume_max_ml=high,
        dose=dose,
        check=check,
        steps=tuple(steps),
    )


def _concentration(assay: Assay) -> Result:
    cells = compute_concentration(assay)
    if cells <= 0:
        return Missing(reason=tell("reason.no_cells"))
    return Value(value=cells, unit="/mL")


def _target_cells(assay: Assay, weight_kg: float) -> Result:
    if assay.target_per_kg is None:
        return Missing(reason=tell("reason.no_target"))
    return Value(value=assay.target_per_kg * MILLION * weight_kg, unit=CELLS)


def _volume(per_kg: float | None, weight_kg: float, concentration: Result) -> Result:
    if per_kg is None:
        return Missing(reason=tell("reason.no_target"))
    if isinstance(concentration, Missing):
        return concentration
    return Value(value=per_kg * MILLION * weight_kg / concentration.value, unit="mL")


def _dose(assay: Assay, weight_kg: float, concentration: Result) -> Result:
    if isinstance(concentration, Missing):
        return concentration
    if assay.administered_volume_ml is not None:
        cells = assay.administered_volume_ml * concentration.value
        return Value(value=cells / weight_kg / MILLION, unit=PER_KG)
    if assay.target_per_kg is not None:
        return Value(value=assay.target_per_kg, unit=PER_KG)
    return Missing(reason=tell("reason.no_target_or_volume"))


def _concentration_steps(assay: Assay, concentration: Result) -> list[Step]:
    if isinstance(concentration, Missing):
        return []
    factors: list[tuple[Text, float | None]] = [
        (tell("factor.total"), assay.total_cells_per_ml / MILLION),
        (tell("factor.viability"), assay.viability),
    ]
    if assay.denominator == "viable_cd3":
        factors.append((tell("factor.cd3"), assay.cd3_fraction))
        factors.append((tell("factor.car_of_cd3"), assay.car_fraction))
    else:
        factors.append((tell("factor.car_of_viable"), assay.car_fraction))
    if assay.recovery is not None:
        factors.append((tell("factor.recovery"), assay.recovery))
    names = [name for name, _ in factors]
    step = Step(
        key="product.concentration",
        label=tell("step.concentration"),
        formula=Text(" × ".join(t.en for t in names), " × ".join(t.zh for t in names)),
        numbers=" × ".join(show_exact(number) for _, number in factors if number is not None),
        value=concentration.value / MILLION,
        unit=PER_ML,
        decimals=4,
        source=SOURCE,
    )
    return [step]


def _target_steps(
    assay: Assay, weight_kg: float, concentration: Result, volume: Result
) -> list[Step]:
    if assay.target_per_kg is None:
        return []
    millions = assay.target_per_kg * weight_kg
    step = Step(
        key="product.target",
        label=tell("step.target"),
        formula=tell("formula.cells"),
        numbers=f"{show_quantity(assay.target_per_kg, PER_KG)} × {show_exact(weight_kg)} kg",
        value=millions,
        unit=MILLIONS,
        source=SOURCE,
    )
    return [step, *_volume_steps("volume", millions, concentration, volume)]


def _volume_steps(key: str, millions: float, concentration: Result, volume: Result) -> list[Step]:
    if isinstance(volume, Missing) or isinstance(concentration, Missing):
        return []
    per_ml = show_quantity(concentration.value / MILLION, PER_ML)
    step = Step(
        key=f"product.{key}",
        label=tell(f"step.{key}"),
        formula=tell("formula.volume"),
        numbers=f"{show_quantity(millions, MILLIONS)} / ({per_ml})",
        value=volume.value,
        unit="mL",
        source=SOURCE,
    )
    return [step]


def _dose_steps(assay: Assay, weight_kg: float, concentration: Result, dose: Result) -> list[Step]:
    given = assay.administered_volume_ml
    if given is None or isinstance(dose, Missing) or isinstance(concentration, Missing):
        return []
    per_ml = show_quantity(concentration.value / MILLION, PER_ML)
    step = Step(
        key="product.dose",
        label=tell("step.dose"),
        formula=tell("formula.dose"),
        numbers=f"{show_exact(given)} mL × {per_ml} / {show_exact(weight_kg)} kg",
        value=dose.value,
        unit=PER_KG,
        source=SOURCE,
    )
    return [step]
