"""CTCAE v5.0 (27 November 2017): laboratory terms of the blood, the liver and the kidney.

Cells are NCI's own words, as read in the metadata of pharmaverse admiral (ncictcaev5.json),
which quotes them; thresholds are typed from the cells. Source: NCI, Common Terminology
Criteria for Adverse Events v5.0; clinical reference 4.2.
"""

from __future__ import annotations

from trialogue.core.safety.laboratory import Edge, Given, LaboratoryTerm, Limit, Of
from trialogue.core.units import Quantity
from trialogue.standards.ctcae.edges import (
    CELLS,
    CONCENTRATION,
    ENZYME,
    above,
    below,
    beyond,
    by_baseline,
    by_ratio,
    cells_of,
    from_,
    of_one,
)

BLOOD = "Blood and lymphatic system disorders"
TESTS = "Investigations"
NO_TRANSFUSION = "grade 3 too where a transfusion is indicated; grade 4 is clinical"


def _count(value: float) -> tuple[Quantity, ...]:
    return of_one(value, "10*9/L")


BELOW_LLN = beyond(Of.LLN, (1, 1))

ANEMIA = LaboratoryTerm(
    name="Anemia",
    organ_class=BLOOD,
    analyte="haemoglobin",
    direction="low",
    kinds=CONCENTRATION,
    names=("anaemia", "haemoglobin", "hemoglobin", "hgb", "hb", "haemoglobin decreased",
           "hemoglobin decreased", "血红蛋白"),
    edges=(
        *BELOW_LLN,
        below(2, (Quantity(100, "g/L"), Quantity(6.2, "mmol/L"))),
        below(3, (Quantity(80, "g/L"), Quantity(4.9, "mmol/L"))),
    ),
    cells=cells_of(
        "Hemoglobin (Hgb) <LLN - 10.0 g/dL; <LLN - 6.2 mmol/L; <LLN - 100 g/L",
        "Hgb <10.0 - 8.0 g/dL; <6.2 - 4.9 mmol/L; <100 - 80g/L",
        "Hgb <8.0 g/dL; <4.9 mmol/L; <80 g/L; transfusion indicated",
        "Life-threatening consequences; urgent intervention indicated",
    ),
    unread=NO_TRANSFUSION,
)  # fmt: skip

HEMOGLOBIN_INCREASED = LaboratoryTerm(
    name="Hemoglobin increased",
    organ_class=TESTS,
    analyte="haemoglobin",
    direction="high",
    kinds=("mass concentration",),
    names=("haemoglobin increased",),
    needs=(Of.ULN,),
    edges=(
        *beyond(Of.ULN, (1, 1)),
        Edge(grade=2, limits=(Limit(of=Of.ULN, amounts=of_one(20, "g/L")),)),
        Edge(grade=3, limits=(Limit(of=Of.ULN, amounts=of_one(40, "g/L")),)),
    ),
    cells=cells_of(
        "Increase in >0 - 2 g/dL above ULN",
        "Increase in >2 - 4 g/dL above ULN",
        "Increase in >4 g/dL above ULN",
    ),
)

NEUTROPHILS = LaboratoryTerm(
    name="Neutrophil count decreased",
    organ_class=TESTS,
    analyte="neutrophils",
    direction="low",
    kinds=CELLS,
    names=("neutrophils", "neutrophil count", "neutrophil", "anc", "neut",
           "absolute neutrophil count", "absolute neutrophils", "neutrophils absolute",
           "neutropenia", "neutropaenia", "中性粒细胞"),
    edges=(*BELOW_LLN, below(2, _count(1.5)), below(3, _count(1.0)), below(4, _count(0.5))),
    cells=cells_of(
        "<LLN - 1500/mm3; <LLN - 1.5 x 10e9 /L",
        "<1500 - 1000/mm3; <1.5 - 1.0 x 10e9 /L",
        "<1000 - 500/mm3; <1.0 - 0.5 x 10e9 /L",
        "<500/mm3; <0.5 x 10e9 /L",
    ),
)  # fmt: skip

PLATELETS = LaboratoryTerm(
    name="Platelet count decreased",
    organ_class=TESTS,
    analyte="platelets",
    direction="low",
    kinds=CELLS,
    names=("platelets", "platelet count", "platelet", "plt", "plat", "thrombocytes",
           "thrombocyte count", "thrombocytopenia", "thrombocytopaenia", "血小板"),
    edges=(*BELOW_LLN, below(2, _count(75)), below(3, _count(50)), below(4, _count(25))),
    cells=cells_of(
        "<LLN - 75,000/mm3; <LLN - 75.0 x 10e9 /L",
        "<75,000 - 50,000/mm3; <75.0 - 50.0 x 10e9 /L",
        "<50,000 - 25,000/mm3; <50.0 - 25.0 x 10e9 /L",
        "<25,000/mm3; <25.0 x 10e9 /L",
    ),
)  # fmt: skip

LYMPHOCYTES = LaboratoryTerm(
    name="Lymphocyte count decreased",
    organ_class=TESTS,
    analyte="lymphocytes",
    direction="low",
    kinds=CELLS,
    names=("lymphocytes", "lymphocyte count", "lymphocyte", "lym", "lymph", "alc",
           "absolute lymphocyte count", "absolute lymphocytes", "lymphocytes absolute",
           "lymphopenia", "lymphopaenia", "淋巴细胞"),
    edges=(*BELOW_LLN, below(2, _count(0.8)), below(3, _count(0.5)), below(4, _count(0.2))),
    cells=cells_of(
        "<LLN - 800/mm3; <LLN - 0.8 x 10e9/L",
        "<800 - 500/mm3; <0.8 - 0.5 x 10e9 /L",
        "<500 - 200/mm3; <0.5 - 0.2 x 10e9 /L",
        "<200/mm3; <0.2 x 10e9 /L",
    ),
)  # fmt: skip

LYMPHOCYTES_INCREASED = LaboratoryTerm(
    name="Lymphocyte count increased",
    organ_class=TESTS,
    analyte="lymphocytes",
    direction="high",
    kinds=CELLS,
    names=("lymphocytosis",),
    edges=(above(2, _count(4)), above(3, _count(20))),
    cells=cells_of("-", ">4000/mm3 - 20,000/mm3", ">20,000/mm3"),
)

WHITE_CELLS = LaboratoryTerm(
    name="White blood cell decreased",
    organ_class=TESTS,
    analyte="white blood cells",
    direction="low",
    kinds=CELLS,
    names=("white blood cells", "white blood cell count", "white blood cell count decreased",
           "wbc", "leukocytes", "leucocytes", "leukopenia", "leucopenia", "白细胞"),
    edges=(*BELOW_LLN, below(2, _count(3)), below(3, _count(2)), below(4, _count(1))),
    cells=cells_of(
        "<LLN - 3000/mm3; <LLN - 3.0 x 10e9 /L",
        "<3000 - 2000/mm3; <3.0 - 2.0 x 10e9 /L",
        "<2000 - 1000/mm3; <2.0 - 1.0 x 10e9 /L",
        "<1000/mm3; <1.0 x 10e9 /L",
    ),
)  # fmt: skip

LEUKOCYTOSIS = LaboratoryTerm(
    name="Leukocytosis",
    organ_class=BLOOD,
    analyte="white blood cells",
    direction="high",
    kinds=CELLS,
    names=("leucocytosis", "white blood cell increased"),
    edges=(above(3, _count(100)),),
    cells=cells_of(
        "-", "-", ">100,000/mm3",
        "Clinical manifestations of leucostasis; urgent intervention indicated",
    ),
    unread="grade 4 is clinical",
)  # fmt: skip

CD4 = LaboratoryTerm(
    name="CD4 lymphocytes decreased",
    organ_class=TESTS,
    analyte="CD4 lymphocytes",
    direction="low",
    kinds=CELLS,
    names=("cd4", "cd4 count", "cd4 lymphocytes", "cd4 cells"),
    edges=(*BELOW_LLN, below(2, _count(0.5)), below(3, _count(0.2)), below(4, _count(0.05))),
    cells=cells_of(
        "<LLN - 500/mm3; <LLN - 0.5 x 10e9 /L",
        "<500 - 200/mm3; <0.5 - 0.2 x 10e9 /L",
        "<200 - 50/mm3; <0.2 x 0.05 - 10e9 /L",
        "<50/mm3; <0.05 x 10e9 /L",
    ),
)

_TRANSAMINASE = (
    *by_ratio(1, 3, 5, 20),
    *by_baseline(from_(Of.BASELINE, 1, 1.5, Given.BASELINE_HIGH), 3, 5, 20),
)
_TRANSAMINASE_CELLS = cells_of(
    ">ULN - 3.0 x ULN if baseline was normal; 1.5 - 3.0 x baseline if baseline was abnormal",
    ">3.0 - 5.0 x ULN if baseline was normal; >3.0 - 5.0 x baseline if baseline was abnormal",
    ">5.0 - 20.0 x ULN if baseline was normal; >5.0 - 20.0 x baseline if baseline was abnormal",
    ">20.0 x ULN if baseline was normal; >20.0 x baseline if baseline was abnormal",
)

ALT = LaboratoryTerm(
    name="Alanine aminotransferase increased",
    organ_class=TESTS,
    analyte="alanine aminotransferase",
    direction="high",
    kinds=ENZYME,
    names=("alt", "alat", "sgpt", "gpt", "alanine aminotransferase", "alt increased",
           "alanine transaminase", "谷丙转氨酶", "丙氨酸氨基转移酶"),
    needs=(Of.ULN,),
    edges=_TRANSAMINASE,
    cells=_TRANSAMINASE_CELLS,
)  # fmt: skip

AST = LaboratoryTerm(
    name="Aspartate aminotransferase increased",
    organ_class=TESTS,
    analyte="aspartate aminotransferase",
    direction="high",
    kinds=ENZYME,
    names=("ast", "asat", "sgot", "got", "aspartate aminotransferase", "ast increased",
           "aspartate transaminase", "谷草转氨酶", "天冬氨酸氨基转移酶"),
    needs=(Of.ULN,),
    edges=_TRANSAMINASE,
    cells=_TRANSAMINASE_CELLS,
)  # fmt: skip

_PHOSPHATASE = (
    *by_ratio(1, 2.5, 5, 20),
    *by_baseline(from_(Of.BASELINE, 1, 2, Given.BASELINE_HIGH), 2.5, 5, 20),
)
_PHOSPHATASE_CELLS = cells_of(
    ">ULN - 2.5 x ULN if baseline was normal; 2.0 - 2.5 x baseline if baseline was abnormal",
    ">2.5 - 5.0 x ULN if baseline was normal; >2.5 - 5.0 x baseline if baseline was abnormal",
    ">5.0 - 20.0 x ULN if baseline was normal; >5.0 - 20.0 x baseline if baseline was abnormal",
    ">20.0 x ULN if baseline was normal; >20.0 x baseline if baseline was abnormal",
)

ALP = LaboratoryTerm(
    name="Alkaline phosphatase increased",
    organ_class=TESTS,
    analyte="alkaline phosphatase",
    direction="high",
    kinds=ENZYME,
    names=("alp", "alkaline phosphatase", "碱性磷酸酶"),
    needs=(Of.ULN,),
    edges=_PHOSPHATASE,
    cells=_PHOSPHATASE_CELLS,
)

GGT = LaboratoryTerm(
    name="GGT increased",
    organ_class=TESTS,
    analyte="gamma-glutamyltransferase",
    direction="high",
    kinds=ENZYME,
    names=("ggt", "gamma-glutamyltransferase", "gamma-gt", "谷氨酰转移酶"),
    needs=(Of.ULN,),
    edges=_PHOSPHATASE,
    cells=_PHOSPHATASE_CELLS,
)

BILIRUBIN = LaboratoryTerm(
    name="Blood bilirubin increased",
    organ_class=TESTS,
    analyte="bilirubin",
    direction="high",
    kinds=CONCENTRATION,
    names=("bilirubin", "bili", "total bilirubin", "serum bilirubin", "bilirubin total",
           "tbil", "bilirubin increased", "hyperbilirubinemia", "hyperbilirubinaemia", "总胆红素"),
    needs=(Of.ULN,),
    edges=(
        *by_ratio(1, 1.5, 3, 10),
        *by_baseline(beyond(Of.BASELINE, (1, 1), given=Given.BASELINE_HIGH), 1.5, 3, 10),
    ),
    cells=cells_of(
        ">ULN - 1.5 x ULN if baseline was normal; > 1.0 - 1.5 x baseline if baseline was abnormal",
        ">1.5 - 3.0 x ULN if baseline was normal; >1.5 - 3.0 x baseline if baseline was abnormal",
        ">3.0 - 10.0 x ULN if baseline was normal; >3.0 - 10.0 x baseline if baseline was abnormal",
        ">10.0 x ULN if baseline was normal; >10.0 x baseline if baseline was abnormal",
    ),
)  # fmt: skip

CREATININE = LaboratoryTerm(
    name="Creatinine increased",
    organ_class=TESTS,
    analyte="creatinine",
    direction="high",
    kinds=CONCENTRATION,
    names=("creatinine", "creat", "crea", "scr", "serum creatinine", "creatinine serum",
           "blood creatinine increased", "肌酐"),
    edges=(
        *beyond(Of.ULN, (1, 1), (2, 1.5), (3, 3), (4, 6)),
        *beyond(Of.BASELINE, (2, 1.5), (3, 3)),
    ),
    cells=cells_of(
        ">ULN - 1.5 x ULN",
        ">1.5 - 3.0 x baseline; >1.5 - 3.0 x ULN",
        ">3.0 baseline; >3.0 - 6.0 x ULN",
        ">6.0 x ULN",
    ),
)  # fmt: skip

TERMS = (
    ANEMIA, HEMOGLOBIN_INCREASED, NEUTROPHILS, PLATELETS, LYMPHOCYTES, LYMPHOCYTES_INCREASED,
    WHITE_CELLS, LEUKOCYTOSIS, CD4, ALT, AST, ALP, GGT, BILIRUBIN, CREATININE,
)  # fmt: skip
