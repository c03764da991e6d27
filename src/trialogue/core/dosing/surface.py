"""Body surface from height and weight: four published formulas, kept at full precision.

Source: clinical reference 1.1, with the publication of each formula beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trialogue.core.dosing.rounding import show_exact, show_rounded
from trialogue.core.dosing.steps import Level, Note, Step
from trialogue.core.dosing.words import tell
from trialogue.core.protocol.doses import Surface, SurfaceComparison, SurfaceFormula
from trialogue.core.protocol.words import Text
from trialogue.core.units import less_than


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """A published equation: its name, how it is written, where it comes from.

    `written` has the places {h} and {w}, in cm and kg.
    """

    label: Text
    written: str
    source: str
    compute: Callable[[float, float], float]


def _power(factor: float, height: float, weight: float) -> Callable[[float, float], float]:
    return lambda h, w: factor * math.pow(h, height) * math.pow(w, weight)


EQUATIONS: Mapping[SurfaceFormula, Equation] = {
    "mosteller": Equation(
        label=Text("Mosteller", "Mosteller 公式"),
        written="√({h} × {w} / 3600)",
        source="Mosteller, N Engl J Med 1987;317:1098",
        compute=lambda h, w: math.sqrt(h * w / 3600),
    ),
    "dubois": Equation(
        label=Text("DuBois", "DuBois 公式"),
        written="0.007184 × {h}^0.725 × {w}^0.425",
        source="DuBois and DuBois, Arch Intern Med 1916;17:863",
        compute=_power(0.007184, 0.725, 0.425),
    ),
    "haycock": Equation(
        label=Text("Haycock", "Haycock 公式"),
        written="0.024265 × {h}^0.3964 × {w}^0.5378",
        source="Haycock et al., J Pediatr 1978;93:62",
        compute=_power(0.024265, 0.3964, 0.5378),
    ),
    "gehan_george": Equation(
        label=Text("Gehan-George", "Gehan-George 公式"),
        written="0.0235 × {h}^0.42246 × {w}^0.51456",
        source="Gehan and George, Cancer Chemother Rep 1970;54:225",
        compute=_power(0.0235, 0.42246, 0.51456),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySurface:
    """Body surface in m2 as it enters the doses, with its steps.

    `uncapped_m2` is the formula's own result; `beside` holds other formulas' results
    where the protocol wants them shown.
    """

    formula: SurfaceFormula
    m2: float
    uncapped_m2: float
    beside: Mapping[SurfaceFormula, float]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...] = ()


def compute_surface(height_cm: float, weight_kg: float, formula: SurfaceFormula) -> float:
    """Compute body surface in m2 from cm and kg, both above 0, without cap or rounding."""
    return EQUATIONS[formula].compute(height_cm, weight_kg)


def derive_surface(
    height_cm: float, weight_kg: float, rules: Surface, formula: SurfaceFormula | None = None
) -> BodySurface:
    """Compute body surface by the protocol's rules: its formula or the one asked for, its cap.

    The second formula is shown where the person is light or the two results part by more
    than the protocol says, relative to the one that is used.
    """
    chosen = formula or rules.formula
    raw = compute_surface(height_cm, weight_kg, chosen)
    steps = [_step("bsa", chosen, height_cm, weight_kg, raw)]
    notes: list[Note] = []
    if chosen != rules.formula:
        notes.append(_other_formula(chosen, rules))
    m2 = raw
    if rules.cap_m2 is not None and raw > rules.cap_m2:
        m2 = rules.cap_m2
        steps.append(_cap_step(raw, m2, rules.source))
    beside: dict[SurfaceFormula, float] = {}
    if rules.beside is not None and rules.beside.formula != chosen:
        other = compute_surface(height_cm, weight_kg, rules.beside.formula)
        apart = abs(other - raw) / raw
        if less_than(weight_kg, rules.beside.below_kg) or less_than(rules.beside.differs_by, apart):
            beside[rules.beside.formula] = other
            steps.append(_step("bsa.beside", rules.beside.formula, height_cm, weight_kg, other))
            notes.append(_beside_note(rules.beside, chosen, apart))
    return BodySurface(
        formula=chosen,
        m2=m2,
        uncapped_m2=raw,
        beside=beside,
        steps=tuple(steps),
        notes=tuple(notes),
    )


def _step(key: str, formula: SurfaceFormula, height: float, weight: float, m2: float) -> Step:
    equation = EQUATIONS[formula]
    name = "step.bsa" if key == "bsa" else "step.bsa_beside"
    written = Text(
        equation.written.format(h="height [cm]", w="weight [kg]"),
        equation.written.format(h="身高 [cm]", w="体重 [kg]"),
    )
    return Step(
        key=key,
        label=tell(name, formula=equation.label),
        formula=written,
        numbers=equation.written.format(h=show_exact(height), w=show_exact(weight)),
        value=m2,
        unit="m2",
        source=equation.source,
    )


def _cap_step(raw: float, cap: float, source: str) -> Step:
    return Step(
        key="bsa.cap",
        label=tell("step.cap"),
        formula=tell("formula.cap"),
        numbers=f"min({show_exact(raw)}, {show_exact(cap)})",
        value=cap,
        unit="m2",
        source=source,
    )


def _other_formula(chosen: SurfaceFormula, rules: Surface) -> Note:
    words = tell(
        "note.other_formula",
        chosen=EQUATIONS[chosen].label,
        default=EQUATIONS[rules.formula].label,
    )
    return Note(key="other_formula", level=Level.NOTE, words=words, source=rules.source)


def _beside_note(beside: SurfaceComparison, chosen: SurfaceFormula, apart: float) -> Note:
    words = tell(
        "note.beside",
        formula=EQUATIONS[chosen].label,
        other=EQUATIONS[beside.formula].label,
        percent=show_rounded(100 * apart, 1),
    )
    return Note(
        key="beside",
        level=Level.NOTE,
        words=words,
        source=beside.source,
        unverified=beside.unverified,
    )
