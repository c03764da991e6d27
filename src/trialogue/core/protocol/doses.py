"""What is given, as frozen data: drugs, regimens, windows, cells, and the rules around them.

Every number stands in the protocol file, with the place it comes from; a number that
nobody has checked against its source carries `unverified` (clinical reference, "Status marks").
The calculations are in `trialogue.core.dosing`. Nothing here names a drug.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from trialogue.core.protocol.items import Code
from trialogue.core.protocol.words import NOTHING, Text
from trialogue.core.units import Quantity, kind_of

SurfaceFormula = Literal["mosteller", "dubois", "haycock", "gehan_george"]
SURFACE_FORMULAS: tuple[SurfaceFormula, ...] = ("mosteller", "dubois", "haycock", "gehan_george")

RESERVED_IDS = frozenset(
    {
        "trial",
        "protocol_version",
        "inputs",
        "bsa_m2",
        "bsa_formula",
        "bsa_others",
        "renal",
        "window",
        "window_detail",
        "cells",
        "product",
        "car_viable_t_per_ml",
        "target_cells",
        "volume_ml",
        "volumes_ml",
        "dose_1e6_per_kg",
        "dose_2dp",
        "in_range_unrounded",
        "in_range_2dp",
        "steps",
        "notes",
        "readings",
        "reasons",
    }
)
"""Keys of the dose result that a drug's id may not take (docs/reference/doses.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of the rules, with its source and whether a person still has to check it."""

    value: float
    source: str
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RenalBand:
    """Kidney function from `at_least` up to, not including, `below`: the share of the dose.

    `below` None means no upper end. `factor` 1 is the full dose, 0 is "do not give".
    """

    at_least: float
    below: float | None
    factor: float

    def __post_init__(self) -> None:
        if self.below is not None and not self.at_least < self.below:
            raise ValueError(f"renal band {self.at_least} to {self.below} is empty")
        if not 0 <= self.factor <= 1:
            raise ValueError(f"renal factor {self.factor} is not between 0 and 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenalTable:
    """How a drug's dose depends on kidney function: half-open bands from 0 without a gap.

    Raises ValueError at birth where the bands leave a gap, overlap, or miss an end.
    """

    bands: tuple[RenalBand, ...]
    """In rising order."""
    unit: str = "mL/min"
    formula: str = ""
    """How the clearance is to be estimated (a name of `trialogue.core.renal.FORMULAS`)."""
    source: str
    unverified: bool = False
    note: Text = NOTHING
    note_unverified: bool = False

    def __post_init__(self) -> None:
        if not self.bands or self.bands[0].at_least != 0:
            raise ValueError("the renal table must begin at 0")
        if self.bands[-1].below is not None:
            raise ValueError("the last renal band must have no upper end (below: null)")
        for lower, upper in pairwise(self.bands):
            if lower.below != upper.at_least:
                raise ValueError(
                    f"the renal bands must join: one ends at {lower.below}, "
                    f"the next begins at {upper.at_least}"
                )


AMOUNT_KINDS = ("dose per surface", "dose per weight", "mass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """One drug of a regimen: how much, how often, by which route.

    `amount` is in mg/m2, mg/kg or mg (or a unit of the same kind), for each day or for
    each single dose, as `per` says. Raises ValueError at birth for any other unit.
    """

    id: str
    label: Text
    amount: Quantity
    per: Literal["day", "dose"] = "day"
    times_per_day: int = 1
    route: Text = NOTHING
    codes: tuple[Code, ...] = ()
    renal: RenalTable | None = None
    max_mg_per_day: Parameter | None = None
    """A ceiling on the day's dose, whatever the body size."""
    words: str = ""
    """The record's own words that this implements."""
    source: str

    def __post_init__(self) -> None:
        if kind_of(self.amount.unit) not in AMOUNT_KINDS:
            raise ValueError(f"{self.id}: dose unit {self.amount.unit!r} is not mg/m2, mg/kg or mg")
        if not self.amount.value > 0:
            raise ValueError(f"{self.id}: the dose {self.amount} is not above 0")
        if self.times_per_day < 1:
            raise ValueError(f"{self.id}: times_per_day {self.times_per_day} is below 1")
        if self.id in RESERVED_IDS:
            raise ValueError(f"{self.id!r} is a key of the dose result; give the drug another id")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseWindow:
    """When the regimen may run: its first and last day, counted in days before an anchor."""

    anchor: str
    starts_on: str = ""
    """The anchor that dates the first day, where the trial has one."""
    first_at_most_days_before: int
    last_at_least_days_before: int
    words: str = ""
    source: str

    def __post_init__(self) -> None:
        if self.first_at_most_days_before < self.last_at_least_days_before:
            raise ValueError(
                f"the window opens {self.first_at_most_days_before} days before the "
                f"{self.anchor} and closes {self.last_at_least_days_before} days before it: "
                "it is empty"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """Drugs given together on each of a number of days."""

    id: str
    label: Text
    drugs: tuple[Drug, ...]
    days_min: int
    days_max: int
    window: DoseWindow | None = None
    words: str = ""
    source: str

    def __post_init__(self) -> None:
        if not 1 <= self.days_min <= self.days_max:
            raise ValueError(
                f"{self.id}: {self.days_min} to {self.days_max} days is no range; "
                "days_min is 1 or more, days_max not below it"
            )
        if not self.drugs:
            raise ValueError(f"{self.id}: a regimen needs a drug")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDose:
    """A cell product dosed by weight: the allowed range, both ends inclusive.

    A given dose is compared after rounding half-up to `decimals`; the raw value is kept.
    """

    id: str
    label: Text
    minimum: float
    maximum: float
    unit: str = "10*6/kg"
    decimals: int = 2
    route: Text = NOTHING
    words: str = ""
    source: str

    def __post_init__(self) -> None:
        if self.unit != "10*6/kg":
            raise ValueError(f"{self.id}: {self.unit!r} is not 10*6/kg; write the range in 10*6/kg")
        if not 0 < self.minimum <= self.maximum:
            raise ValueError(f"{self.id}: {self.minimum} to {self.maximum} is no dose range")


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceComparison:
    """When a second formula of body surface is shown beside the one that is used."""

    formula: SurfaceFormula
    below_kg: float
    differs_by: float
    """Relative difference, as in 0.05."""
    source: str
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """How body surface is calculated: formula, cap (None: no cap), and what stands beside."""

    formula: SurfaceFormula = "mosteller"
    cap_m2: float | None = None
    beside: SurfaceComparison | None = None
    source: str = "Mosteller, N Engl J Med 1987;317:1098"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimits:
    """Input outside is a slip of the pen, not a person, and is refused. All inclusive.

    The values here are used where a protocol states none. Source: clinical reference 1.1 for
    height and weight; for cells per mL, a lymphocyte of about 0.2 pL cannot be packed
    denser than some 5e9 per mL, and a product below 1e3 per mL is written in millions.
    The body mass index (weight / height²) is a guard against slips, not a clinical limit: it
    catches a height and a weight that no body has together, and asks for both.
    """

    height_cm: tuple[float, float] = (45.0, 230.0)
    weight_kg: tuple[float, float] = (2.0, 250.0)
    bmi_kg_m2: tuple[float, float] = (8.0, 80.0)
    clearance_ml_min: tuple[float, float] = (0.0, 400.0)
    cells_per_ml: tuple[float, float] = (1e3, 1e10)
    source: str = "clinical reference 1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRules:
    """How fresh the weight must be, and which change calls for a new calculation."""

    max_age_days: Parameter | None = None
    redose_change: Parameter | None = None
    """Relative change of weight, as in 0.10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRules:
    """How far what is given may lie from its order before it counts as a deviation.

    Each is a share of the order, as in 0.10, inclusive; None: the protocol states none, and
    differences are told and not judged.
    """

    drugs: Parameter | None = None
    cells: Parameter | None = None

    def __post_init__(self) -> None:
        for one in (self.drugs, self.cells):
            if one is not None and not 0 <= one.value < 1:
                raise ValueError(f"a tolerance of {one.value} is no share from 0 to below 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosing:
    """All that the protocol says about doses. Empty for a trial that gives none by rule.

    Drug ids are unique over all regimens, since they are keys of the result.
    """

    regimens: tuple[Regimen, ...] = ()
    cells: CellDose | None = None
    surface: Surface = Surface()
    limits: BodyLimits = BodyLimits()
    weight: WeightRules = WeightRules()
    given: GivenRules = GivenRules()
    readings: tuple[str, ...] = ()
    """Ids of the protocol's readings that shape the dose; every sheet prints them."""

    def __post_init__(self) -> None:
        ids = [drug.id for drug in self.drugs]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"drug ids must be unique over all regimens: {', '.join(twice)}")
        names = [regimen.id for regimen in self.regimens]
        names += [self.cells.id] if self.cells else []
        if len(set(names)) < len(names):
            raise ValueError("ids of regimens and of the cell product must differ")

    @property
    def drugs(self) -> tuple[Drug, ...]:
        """List the drugs of all regimens in order."""
        return tuple(drug for regimen in self.regimens for drug in regimen.drugs)

    @property
    def needs_height(self) -> bool:
        """Tell whether some dose depends on body surface."""
        return any(kind_of(drug.amount.unit) == "dose per surface" for drug in self.drugs)

    @property
    def needs_weight(self) -> bool:
        """Tell whether some dose depends on body surface or weight."""
        by_weight = any(kind_of(drug.amount.unit) == "dose per weight" for drug in self.drugs)
        return self.needs_height or by_weight or self.cells is not None
