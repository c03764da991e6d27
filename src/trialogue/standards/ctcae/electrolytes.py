"""CTCAE v5.0 and v6.0: sodium, potassium, calcium, magnesium and glucose.

The same in both versions unless the name says otherwise; see `metabolism.py`. Calcium is
corrected for albumin by the laboratory; the ionised one has a term of its own here. Where
the cells give mmol/L only, so must the laboratory.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.core.safety.laboratory import LaboratoryTerm
from trialogue.core.units import Quantity
from trialogue.standards.ctcae.edges import CONCENTRATION, above, below, cells_of, of_both, of_one
from trialogue.standards.ctcae.metabolism import ABOVE_ULN, CARE, METABOLISM
from trialogue.standards.ctcae.v5 import BELOW_LLN

MOLAR = ("substance concentration",)


def _mmol(value: float) -> tuple[Quantity, ...]:
    return of_one(value, "mmol/L")


HYPERKALEMIA = LaboratoryTerm(
    name="Hyperkalemia",
    organ_class=METABOLISM,
    analyte="potassium",
    direction="high",
    kinds=MOLAR,
    names=("hyperkalaemia", "potassium increased"),
    edges=(*ABOVE_ULN, above(2, _mmol(5.5)), above(3, _mmol(6)), above(4, _mmol(7))),
    cells=cells_of(
        ">ULN - 5.5 mmol/L",
        ">5.5 - 6.0 mmol/L; intervention initiated",
        ">6.0 - 7.0 mmol/L; hospitalization indicated",
        ">7.0 mmol/L; life-threatening consequences",
    ),
    unread=CARE,
)
HYPOKALEMIA = LaboratoryTerm(
    name="Hypokalemia",
    organ_class=METABOLISM,
    analyte="potassium",
    direction="low",
    kinds=MOLAR,
    names=("hypokalaemia", "potassium decreased"),
    edges=(*BELOW_LLN, below(3, _mmol(3)), below(4, _mmol(2.5))),
    cells=cells_of(
        "<LLN - 3.0 mmol/L",
        "Symptomatic with <LLN - 3.0 mmol/L; intervention indicated",
        "<3.0 - 2.5 mmol/L; hospitalization indicated",
        "<2.5 mmol/L; life-threatening consequences",
    ),
    unread="grade 2 where symptomatic or an intervention is indicated",
)
HYPERNATREMIA = LaboratoryTerm(
    name="Hypernatremia",
    organ_class=METABOLISM,
    analyte="sodium",
    direction="high",
    kinds=MOLAR,
    names=("hypernatraemia", "sodium increased"),
    edges=(*ABOVE_ULN, above(2, _mmol(150)), above(3, _mmol(155)), above(4, _mmol(160))),
    cells=cells_of(
        ">ULN - 150 mmol/L",
        ">150 - 155 mmol/L; intervention initiated",
        ">155 - 160 mmol/L; hospitalization indicated",
        ">160 mmol/L; life-threatening consequences",
    ),
    unread=CARE,
)
HYPONATREMIA = LaboratoryTerm(
    name="Hyponatremia",
    organ_class=METABOLISM,
    analyte="sodium",
    direction="low",
    kinds=MOLAR,
    names=("hyponatraemia", "sodium decreased"),
    edges=(*BELOW_LLN, below(2, _mmol(130)), below(3, _mmol(125)), below(4, _mmol(120))),
    cells=cells_of(
        "<LLN - 130 mmol/L",
        "125-129 mmol/L and asymptomatic",
        "125-129 mmol/L symptomatic; 120-124 mmol/L regardless of symptoms",
        "<120 mmol/L; life-threatening consequences",
    ),
    unread="from 125 to below 130 mmol/L grade 3 where symptomatic",
)
HYPONATREMIA_V6 = replace(
    HYPONATREMIA,
    cells=cells_of(
        "<LLN - 130 mmol/L",
        "125 - <130 mmol/L and asymptomatic",
        "125 - <130 mmol/L symptomatic; 120 - <125 mmol/L regardless of symptoms",
        "<120 mmol/L; life-threatening consequences",
    ),
)
_CALCIUM_HIGH = cells_of(
    "Corrected serum calcium of >ULN - 11.5 mg/dL; >ULN - 2.9 mmol/L;  "
    "Ionized calcium  >ULN - 1.5 mmol/L",
    "Corrected serum calcium of >11.5 - 12.5 mg/dL; >2.9 - 3.1 mmol/L;  "
    "Ionized calcium >1.5 - 1.6 mmol/L; symptomatic",
    "Corrected serum calcium of >12.5 - 13.5 mg/dL;>3.1 - 3.4 mmol/L;  "
    "Ionized calcium  >1.6 - 1.8 mmol/L; hospitalization indicated",
    "Corrected serum calcium of >13.5 mg/dL; >3.4 mmol/L;  "
    "Ionized calcium  >1.8 mmol/L; life-threatening consequences",
)
_CALCIUM_LOW = cells_of(
    "Corrected serum calcium of <LLN - 8.0 mg/dL; <LLN - 2.0 mmol/L; "
    "Ionized calcium  <LLN - 1.0 mmol/L",
    "Corrected serum calcium of <8.0 - 7.0 mg/dL; <2.0 - 1.75 mmol/L; "
    "Ionized calcium  <1.0 - 0.9 mmol/L; symptomatic",
    "Corrected serum calcium of <7.0 - 6.0 mg/dL; <1.75 - 1.5 mmol/L;  "
    "Ionized calcium  <0.9 - 0.8 mmol/L; hospitalization indicated",
    "Corrected serum calcium of  <6.0 mg/dL; <1.5 mmol/L;  "
    "Ionized calcium  <0.8 mmol/L; life-threatening consequences",
)
HYPERCALCEMIA = LaboratoryTerm(
    name="Hypercalcemia",
    organ_class=METABOLISM,
    analyte="calcium (corrected)",
    direction="high",
    kinds=CONCENTRATION,
    names=("hypercalcaemia", "calcium increased"),
    edges=(
        *ABOVE_ULN,
        above(2, of_both(2.9, 11.5)),
        above(3, of_both(3.1, 12.5)),
        above(4, of_both(3.4, 13.5)),
    ),
    cells=_CALCIUM_HIGH,
    unread=CARE,
)
HYPERCALCEMIA_IONIZED = replace(
    HYPERCALCEMIA,
    name="Hypercalcemia (Ionized)",
    analyte="ionised calcium",
    kinds=MOLAR,
    names=("hypercalcaemia (ionised)", "hypercalcemia (ionised)"),
    edges=(*ABOVE_ULN, above(2, _mmol(1.5)), above(3, _mmol(1.6)), above(4, _mmol(1.8))),
)
HYPOCALCEMIA = LaboratoryTerm(
    name="Hypocalcemia",
    organ_class=METABOLISM,
    analyte="calcium (corrected)",
    direction="low",
    kinds=CONCENTRATION,
    names=("hypocalcaemia", "calcium decreased"),
    edges=(
        *BELOW_LLN,
        below(2, of_both(2, 8)),
        below(3, of_both(1.75, 7)),
        below(4, of_both(1.5, 6)),
    ),
    cells=_CALCIUM_LOW,
    unread=CARE,
)
HYPOCALCEMIA_IONIZED = replace(
    HYPOCALCEMIA,
    name="Hypocalcemia (Ionized)",
    analyte="ionised calcium",
    kinds=MOLAR,
    names=("hypocalcaemia (ionised)", "hypocalcemia (ionised)"),
    edges=(*BELOW_LLN, below(2, _mmol(1)), below(3, _mmol(0.9)), below(4, _mmol(0.8))),
)
HYPERMAGNESEMIA = LaboratoryTerm(
    name="Hypermagnesemia",
    organ_class=METABOLISM,
    analyte="magnesium",
    direction="high",
    kinds=CONCENTRATION,
    names=("hypermagnesaemia", "magnesium increased"),
    edges=(*ABOVE_ULN, above(3, of_both(1.23, 3)), above(4, of_both(3.3, 8))),
    cells=cells_of(
        ">ULN - 3.0 mg/dL; >ULN - 1.23 mmol/L",
        "-",
        ">3.0 - 8.0 mg/dL; >1.23 - 3.30 mmol/L",
        ">8.0 mg/dL; >3.30 mmol/L; life-threatening consequences",
    ),
    unread=CARE,
)
HYPOMAGNESEMIA = LaboratoryTerm(
    name="Hypomagnesemia",
    organ_class=METABOLISM,
    analyte="magnesium",
    direction="low",
    kinds=CONCENTRATION,
    names=("hypomagnesaemia", "magnesium decreased"),
    edges=(
        *BELOW_LLN,
        below(2, of_both(0.5, 1.2)),
        below(3, of_both(0.4, 0.9)),
        below(4, of_both(0.3, 0.7)),
    ),
    cells=cells_of(
        "<LLN - 1.2 mg/dL; <LLN - 0.5 mmol/L",
        "<1.2 - 0.9 mg/dL; <0.5 - 0.4 mmol/L",
        "<0.9 - 0.7 mg/dL; <0.4 - 0.3 mmol/L",
        "<0.7 mg/dL; <0.3 mmol/L; life-threatening consequences",
    ),
    unread=CARE,
)
HYPOGLYCEMIA = LaboratoryTerm(
    name="Hypoglycemia",
    organ_class=METABOLISM,
    analyte="glucose",
    direction="low",
    kinds=CONCENTRATION,
    names=("hypoglycaemia", "glucose decreased"),
    edges=(
        *BELOW_LLN,
        below(2, of_both(3, 55)),
        below(3, of_both(2.2, 40)),
        below(4, of_both(1.7, 30)),
    ),
    cells=cells_of(
        "<LLN - 55 mg/dL; <LLN - 3.0 mmol/L",
        "<55 - 40 mg/dL; <3.0 - 2.2 mmol/L",
        "<40 - 30 mg/dL; <2.2 - 1.7 mmol/L",
        "<30 mg/dL; <1.7 mmol/L; life-threatening consequences; seizures",
    ),
    unread=CARE,
)
_HIGH_SUGAR = (above(3, of_both(13.9, 250)), above(4, of_both(27.8, 500)))
_HIGH_SUGAR_CELLS = {
    3: ">250 - 500 mg/dL; >13.9 - 27.8 mmol/L; hospitalization indicated",
    4: ">500 mg/dL; >27.8 mmol/L; life-threatening consequences",
}
HYPERGLYCEMIA_V6 = LaboratoryTerm(
    name="Hyperglycemia",
    organ_class=METABOLISM,
    analyte="glucose",
    direction="high",
    kinds=CONCENTRATION,
    names=("hyperglycaemia", "glucose increased"),
    edges=_HIGH_SUGAR,
    cells=_HIGH_SUGAR_CELLS,
    unread=CARE,
)
HYPERGLYCEMIA_FASTING_V6 = replace(
    HYPERGLYCEMIA_V6,
    name="Hyperglycemia (Fasting)",
    analyte="fasting glucose",
    names=("hyperglycaemia (fasting)",),
    edges=(*ABOVE_ULN, above(2, of_both(8.9, 160)), *_HIGH_SUGAR),
    cells={
        1: "Fasting glucose value >ULN - 160 mg/dL; Fasting glucose value >ULN - 8.9 mmol/L",
        2: "Fasting glucose value >160 - 250 mg/dL; Fasting glucose value >8.9 - 13.9 mmol/L",
        **_HIGH_SUGAR_CELLS,
    },
)

TERMS = (
    HYPERKALEMIA, HYPOKALEMIA, HYPERNATREMIA, HYPONATREMIA, HYPERCALCEMIA, HYPERCALCEMIA_IONIZED,
    HYPOCALCEMIA, HYPOCALCEMIA_IONIZED, HYPERMAGNESEMIA, HYPOMAGNESEMIA, HYPOGLYCEMIA,
)  # fmt: skip
"""The terms of v5.0; v6.0 writes one otherwise and has two more."""
