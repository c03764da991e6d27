"""CTCAE v5.0 and v6.0: laboratory terms of metabolism, clotting and single enzymes.

The same in both versions unless the name says otherwise. Where a cell asks for symptoms too,
the grade is the one that the value alone gives, and `unread` says what else may raise it.
Cells, versions and source as in `v5.py` and `v6.py`.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.core.safety.laboratory import Edge, LaboratoryTerm, Limit, Of
from trialogue.standards.ctcae.edges import (
    CONCENTRATION,
    ENZYME,
    above,
    below,
    beyond,
    cells_of,
    of_both,
    of_one,
)
from trialogue.standards.ctcae.v5 import BELOW_LLN, TESTS

METABOLISM = "Metabolism and nutrition disorders"
CARE = "a grade higher where the cell's symptoms, treatment or hospital stay apply"

ABOVE_ULN = beyond(Of.ULN, (1, 1))

APTT = LaboratoryTerm(
    name="Activated partial thromboplastin time prolonged",
    organ_class=TESTS,
    analyte="activated partial thromboplastin time",
    direction="high",
    kinds=("time", "ratio"),
    names=("aptt", "ptt", "activated partial thromboplastin time"),
    needs=(Of.ULN,),
    edges=beyond(Of.ULN, (1, 1), (2, 1.5), (3, 2.5)),
    cells=cells_of(">ULN - 1.5 x ULN", ">1.5 - 2.5 x ULN", ">2.5 x ULN; bleeding"),
    unread="grade 3 too with bleeding",
)
INR = LaboratoryTerm(
    name="INR increased",
    organ_class=TESTS,
    analyte="INR",
    direction="high",
    kinds=("ratio",),
    names=("inr",),
    edges=tuple(above(g, of_one(n, "1")) for g, n in ((1, 1.2), (2, 1.5), (3, 2.5))),
    cells=cells_of(
        ">1.2 - 1.5; >1 - 1.5 x baseline if on anticoagulation; monitoring only indicated",
        ">1.5 - 2.5; >1.5 - 2.5 x baseline if on anticoagulation; dose adjustment indicated",
        ">2.5; >2.5 times above baseline if on anticoagulation",
    ),
    unread="on anticoagulation the multiples of the baseline count",
)
FIBRINOGEN = LaboratoryTerm(
    name="Fibrinogen decreased",
    organ_class=TESTS,
    analyte="fibrinogen",
    direction="low",
    kinds=("mass concentration",),
    names=("fibrinogen", "fib", "hypofibrinogenemia", "hypofibrinogenaemia", "纤维蛋白原"),
    edges=(
        *beyond(Of.LLN, (1, 1), (2, 0.75), (3, 0.5), (4, 0.25)),
        below(4, of_one(50, "mg/dL")),
    ),
    cells=cells_of(
        "<1.0 - 0.75 x LLN; if abnormal, <25% decrease from baseline",
        "<0.75 - 0.5 x LLN; if abnormal, 25 - <50% decrease from baseline",
        "<0.5 - 0.25 x LLN; if abnormal, 50 - <75% decrease from baseline",
        "<0.25 x LLN; if abnormal, 75% decrease from baseline; absolute value <50 mg/dL",
    ),
    unread="from an abnormal baseline the share lost counts, too: look at it",
)
CPK = LaboratoryTerm(
    name="CPK increased",
    organ_class=TESTS,
    analyte="creatine kinase",
    direction="high",
    kinds=ENZYME,
    names=("cpk", "ck", "creatine kinase", "creatine phosphokinase"),
    needs=(Of.ULN,),
    edges=beyond(Of.ULN, (1, 1), (2, 2.5), (3, 5), (4, 10)),
    cells=cells_of(">ULN - 2.5 x ULN", ">2.5 x ULN - 5 x ULN", ">5 x ULN - 10 x ULN", ">10 x ULN"),
)
_PANCREAS = cells_of(
    ">ULN - 1.5 x ULN",
    ">1.5 - 2.0 x ULN; >2.0 - 5.0 x ULN and asymptomatic",
    ">2.0 - 5.0 x ULN with signs or symptoms; >5.0 x ULN and asymptomatic",
    ">5.0 x ULN and with signs or symptoms",
)
LIPASE = LaboratoryTerm(
    name="Lipase increased",
    organ_class=TESTS,
    analyte="lipase",
    direction="high",
    kinds=ENZYME,
    names=("lipase",),
    needs=(Of.ULN,),
    edges=beyond(Of.ULN, (1, 1), (2, 1.5), (3, 5)),
    cells=_PANCREAS,
    unread="with signs or symptoms above 2 × ULN a grade higher",
)
LIPASE_V6 = replace(
    LIPASE,
    cells=_PANCREAS
    | {
        2: ">1.5 - 3.0 x ULN; >3.0 - 5.0 x ULN and asymptomatic",
        3: ">3.0 - 5.0 x ULN with signs or symptoms; >5.0 x ULN and asymptomatic",
    },
    unread="with signs or symptoms above 3 × ULN a grade higher",
)
AMYLASE = replace(
    LIPASE, name="Serum amylase increased", analyte="amylase", names=("amylase", "serum amylase")
)
AMYLASE_V6 = replace(
    AMYLASE,
    cells=_PANCREAS
    | {
        2: (">1.5 - 2.0 x ULN; >2.0 - 5.0 x ULN and asymptomatic or with mild signs or symptoms"),
        3: (
            ">2.0 - 5.0 x ULN with moderate or severe signs or symptoms; "
            ">5.0 x ULN and asymptomatic"
        ),
    },
    unread="with moderate or severe signs or symptoms above 2 × ULN a grade higher",
)
LDH_V6 = LaboratoryTerm(
    name="Blood lactate dehydrogenase increased",
    organ_class=TESTS,
    analyte="lactate dehydrogenase",
    direction="high",
    kinds=ENZYME,
    names=("ldh", "lactate dehydrogenase", "乳酸脱氢酶"),
    needs=(Of.ULN,),
    edges=ABOVE_ULN,
    cells=cells_of(">ULN"),
)
HAPTOGLOBIN = LaboratoryTerm(
    name="Haptoglobin decreased",
    organ_class=TESTS,
    analyte="haptoglobin",
    direction="low",
    kinds=CONCENTRATION,
    names=("haptoglobin",),
    needs=(Of.LLN,),
    edges=BELOW_LLN,
    cells=cells_of("<LLN"),
)
CHOLESTEROL = LaboratoryTerm(
    name="Cholesterol high",
    organ_class=TESTS,
    analyte="cholesterol",
    direction="high",
    kinds=CONCENTRATION,
    names=("cholesterol", "total cholesterol"),
    edges=(
        *ABOVE_ULN,
        above(2, of_both(7.75, 300)),
        above(3, of_both(10.34, 400)),
        above(4, of_both(12.92, 500)),
    ),
    cells=cells_of(
        ">ULN - 300 mg/dL; >ULN - 7.75 mmol/L",
        ">300 - 400 mg/dL; >7.75 - 10.34 mmol/L",
        ">400 - 500 mg/dL; >10.34 - 12.92 mmol/L",
        ">500 mg/dL; >12.92 mmol/L",
    ),
)
TRIGLYCERIDES = LaboratoryTerm(
    name="Hypertriglyceridemia",
    organ_class=METABOLISM,
    analyte="triglycerides",
    direction="high",
    kinds=CONCENTRATION,
    names=("hypertriglyceridaemia", "triglycerides"),
    edges=(
        Edge(grade=1, limits=(Limit(amounts=of_both(1.71, 150), inclusive=True),)),
        above(2, of_both(3.42, 300)),
        above(3, of_both(5.7, 500)),
        above(4, of_both(11.4, 1000)),
    ),
    cells=cells_of(
        "150 mg/dL - 300 mg/dL; 1.71 mmol/L - 3.42 mmol/L",
        ">300 mg/dL - 500 mg/dL;  >3.42 mmol/L - 5.7 mmol/L",
        ">500 mg/dL - 1000 mg/dL;  >5.7 mmol/L - 11.4 mmol/L",
        ">1000 mg/dL; >11.4 mmol/L;  life-threatening consequences",
    ),
    unread=CARE,
)
ALBUMIN = LaboratoryTerm(
    name="Hypoalbuminemia",
    organ_class=METABOLISM,
    analyte="albumin",
    direction="low",
    kinds=("mass concentration",),
    names=("hypoalbuminaemia", "albumin", "alb", "白蛋白"),
    edges=(*BELOW_LLN, below(2, of_one(30, "g/L")), below(3, of_one(20, "g/L"))),
    cells=cells_of(
        "<LLN - 3 g/dL; <LLN - 30 g/L",
        "<3 - 2 g/dL; <30 - 20 g/L",
        "<2 g/dL; <20 g/L",
        "Life-threatening consequences; urgent intervention indicated",
    ),
    unread="grade 4 is clinical",
)
URIC_ACID = LaboratoryTerm(
    name="Hyperuricemia",
    organ_class=METABOLISM,
    analyte="uric acid",
    direction="high",
    kinds=CONCENTRATION,
    names=("hyperuricaemia", "uric acid", "urate"),
    needs=(Of.ULN,),
    edges=ABOVE_ULN,
    cells=cells_of(
        ">ULN without physiologic consequences",
        "-",
        ">ULN with physiologic consequences",
        "Life-threatening consequences",
    ),
    unread="grade 3 with physiologic consequences",
)
