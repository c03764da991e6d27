"""Total calcium corrected for albumin, since CTCAE grades "corrected serum calcium".

About half of the calcium in blood is bound to albumin, so that a low albumin makes a total
calcium low that is not. CTCAE names no formula; Payne's is the one in common use: 0.02 mmol/L
is added for each g/L that albumin lies below 40 (0.8 mg/dL for each g/dL below 4), and taken
off for each above. It is an estimate; where ionised calcium was measured, that is graded too.
Source: Payne RB, Little AJ, Williams RB, Milner JR, Br Med J 1973;4:643; CTCAE 5.0 and 6.0,
Hypercalcemia and Hypocalcemia.
"""

from __future__ import annotations

from trialogue.core.absent import Absent
from trialogue.core.units import Quantity, convert, kind_of, show_unit

USUAL_ALBUMIN = Quantity(40.0, "g/L")
MMOL_PER_GRAM, MG_PER_GRAM = 0.02, 0.8
"""Of calcium: mmol/L for each g/L of albumin, mg/dL for each g/dL."""


def correct_calcium(total: Quantity, albumin: Quantity) -> Quantity | Absent:
    """Correct a total calcium, in its own unit, by the albumin of the same day.

    Absent where albumin is no mass concentration, or calcium is neither a mass nor a substance
    concentration, and where nothing would be left.
    """
    if kind_of(albumin.unit) != kind_of(USUAL_ALBUMIN.unit):
        return Absent(reason=f"albumin in {show_unit(albumin.unit)} corrects no calcium")
    lacking = USUAL_ALBUMIN.value - convert(albumin.value, albumin.unit, "g/L")
    match kind_of(total.unit):
        case "substance concentration":
            more = convert(MMOL_PER_GRAM * lacking, "mmol/L", total.unit)
        case "mass concentration":
            more = convert(MG_PER_GRAM * lacking / 10, "mg/dL", total.unit)
        case kind:
            return Absent(reason=f"calcium as {kind} is not corrected for albumin")
    corrected = total.value + more
    if corrected <= 0:
        return Absent(reason="corrected for albumin no calcium would be left: check both results")
    return Quantity(corrected, total.unit)
