"""CTCAE v6.0 (22 July 2025, errata 20 January 2026): where its laboratory terms differ.

Platelet count decreased gave way to Thrombocytopenia, Lymphocyte count decreased is gone,
neutrophils no longer use the laboratory's LLN, and a baseline above normal has bands of its
own. "Up to 5 x ULN" in grade 3 of the transaminases is not graded by (a question of the
standard's reading, clinical reference 4.2 (e)): a baseline above it is flagged.
Cells as read in the metadata of pharmaverse admiral (ncictcaev6.json). Source: NCI, Common
Terminology Criteria for Adverse Events v6.0; clinical reference 4.2.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.core.safety.laboratory import Edge, Given, LaboratoryTerm, Limit, Of
from trialogue.standards.ctcae import v5
from trialogue.standards.ctcae.edges import (
    CONCENTRATION,
    below,
    beyond,
    by_baseline,
    by_ratio,
    cells_of,
    from_,
    of_one,
)
from trialogue.standards.ctcae.metabolism import ABOVE_ULN, LDH_V6

_AT_BASELINE = from_(Of.BASELINE, 1, 1, Given.BASELINE_HIGH)

THROMBOCYTOPENIA = replace(
    v5.PLATELETS,
    name="Thrombocytopenia",
    organ_class=v5.BLOOD,
    names=(*v5.PLATELETS.names, "platelet count decreased"),
    edges=(
        *v5.BELOW_LLN,
        *(below(grade, of_one(n, "10*9/L")) for grade, n in ((2, 75), (3, 50), (4, 10))),
    ),
    cells=cells_of(
        "<LLN - 75,000/mm3; <LLN - 75.0 x 10^9/L",
        "<75,000 - 50,000/mm3; <75.0 - 50.0 x 10^9/L",
        "<50,000 - 10,000/mm3; <50.0 - 10.0 x 10^9/L; transfusion indicated",
        "<10,000/mm3; 10.0 x 10^9/L; life-threatening consequences; urgent intervention indicated",
    ),
    unread="grade 3 too where a transfusion is indicated",
)
NEUTROPHILS = replace(
    v5.NEUTROPHILS,
    edges=tuple(
        below(grade, of_one(n, "10*9/L")) for grade, n in ((1, 1.5), (2, 1), (3, 0.5), (4, 0.1))
    ),
    cells=cells_of(
        "<1500 - 1000/mm3; <1.5 - 1.0 x 10^9/L",
        "<1000 - 500/mm3; <1.0 - 0.5 x 10^9/L",
        "<500 - 100/mm3; <0.5 - 0.1 x 10^9/L",
        "<100/mm3; <0.1 x 10^9/L",
    ),
)
_TRANSAMINASE = (*by_ratio(1, 3, 5, 20), *by_baseline(_AT_BASELINE, 1.5, 2, 4))
_TRANSAMINASE_CELLS = cells_of(
    ">ULN - 3.0 x ULN if baseline was normal or less than normal; "
    "1.0 - 1.5 x baseline if baseline was >ULN",
    ">3.0 - 5.0 x ULN if baseline was normal or less than normal; "
    ">1.5 - 2.0 x baseline if baseline was >ULN",
    ">5.0 - 20.0 x ULN if baseline was normal or less than normal; "
    ">2.0 - 4.0 x baseline if baseline was >ULN up to 5 x ULN",
    ">20.0 x ULN if baseline was normal or less than normal; >4.0 x baseline if baseline was >ULN",
)
ALT = replace(v5.ALT, edges=_TRANSAMINASE, cells=_TRANSAMINASE_CELLS, baseline_up_to=5)
AST = replace(v5.AST, edges=_TRANSAMINASE, cells=_TRANSAMINASE_CELLS, baseline_up_to=5)
ALP = replace(
    v5.ALP,
    needs=(Of.ULN, Of.BASELINE),
    edges=(Edge(grade=1, limits=(Limit(of=Of.BASELINE), Limit(of=Of.ULN))),),
    cells=cells_of(">Baseline and ULN"),
)
GGT = replace(
    v5.GGT,
    edges=(*by_ratio(1, 2.5, 5, 20), *by_baseline(_AT_BASELINE, 1.5, 3, 10)),
    cells=cells_of(
        ">ULN - 2.5 x ULN if baseline was normal or less than normal; "
        "1.0 - 1.5 x baseline if baseline was >ULN",
        ">2.5 - 5.0 x ULN if baseline was normal or less than normal; "
        ">1.5 - 3.0 x baseline if baseline was >ULN",
        ">5.0 - 20.0 x ULN if baseline was normal or less than normal; "
        ">3.0 - 10.0 x baseline if baseline was >ULN",
        ">20.0 x ULN if baseline was normal or less than normal; "
        ">10.0 x baseline if baseline was >ULN",
    ),
)
BILIRUBIN = replace(
    v5.BILIRUBIN,
    edges=(*by_ratio(1, 1.5, 3, 10), *by_baseline(_AT_BASELINE, 1.5, 2.5, 10)),
    cells=cells_of(
        ">ULN - 1.5 x ULN if baseline was normal or less than normal; "
        "1.0 - 1.5 x baseline if baseline was >ULN",
        ">1.5 - 3.0 x ULN if baseline was normal or less than normal; "
        ">1.5 - 2.5 x baseline if baseline was >ULN",
        ">3.0 - 10.0 x ULN if baseline was normal or less than normal; "
        ">2.5 - 10.0 x baseline if baseline was >ULN",
        ">10.0 x ULN if baseline was normal or less than normal; "
        ">10.0 x baseline if baseline was >ULN",
    ),
)
CREATININE = replace(
    v5.CREATININE,
    edges=(
        *beyond(Of.ULN, (1, 1), (2, 1.5), (3, 3), (4, 6)),
        *beyond(Of.BASELINE, (2, 1.5), (3, 3), given=Given.BASELINE_LOW),
    ),
    cells=cells_of(
        ">ULN - 1.5 x ULN",
        ">1.5 - 3.0 x if baseline is below LLN; >1.5 - 3.0 x ULN",
        ">3.0 x if baseline is below LLN; >3.0 - 6.0 x ULN",
        ">6.0 x ULN",
    ),
)
HDL = LaboratoryTerm(
    name="HDL decreased",
    organ_class=v5.TESTS,
    analyte="HDL cholesterol",
    direction="low",
    kinds=CONCENTRATION,
    names=("hdl", "hdl cholesterol"),
    needs=(Of.LLN,),
    edges=v5.BELOW_LLN,
    cells=cells_of("<LLN"),
)
LDL = LaboratoryTerm(
    name="LDL increased",
    organ_class=v5.TESTS,
    analyte="LDL cholesterol",
    direction="high",
    kinds=CONCENTRATION,
    names=("ldl", "ldl cholesterol"),
    needs=(Of.ULN,),
    edges=ABOVE_ULN,
    cells=cells_of(">ULN"),
)

TERMS = (
    v5.ANEMIA, v5.HEMOGLOBIN_INCREASED, NEUTROPHILS, THROMBOCYTOPENIA, v5.LYMPHOCYTES_INCREASED,
    v5.WHITE_CELLS, v5.LEUKOCYTOSIS, v5.CD4, ALT, AST, ALP, GGT, BILIRUBIN, CREATININE, LDH_V6,
    HDL, LDL,
)  # fmt: skip
