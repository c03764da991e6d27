"""Entries of invented participants of the reference trial, as a nurse would type them."""

from __future__ import annotations

from datetime import date

from tests.protocols.shipped import trial
from trialogue.core.forms import Filled, check_entry

TRIAL = "NCT06836505"
TODAY = date(2026, 6, 1)
Typed = dict[str, str]


def enter(form: str, visit: str = "", occurrence: int = 1, **typed: str) -> Filled:
    """Check what was typed as the workspace does, and keep it; `__` stands for a point."""
    protocol = trial(TRIAL)
    values = {key.replace("__", "."): text for key, text in typed.items()}
    checked = check_entry(protocol.forms[form], values, protocol, TODAY)
    assert checked.faults == (), (form, checked.faults)
    return Filled(form=form, visit=visit, occurrence=occurrence, values=checked.values)


CONSENT = enter(
    "consent",
    "consent",
    consent="yes",
    consent_date="2025-04-02",
    version="1.0",
    language="zh",
    signer="parent",
    signer_name="Zhang Invented",
    assent="given",
    assent_date="2025-04-02",
)
DEMOGRAPHY = enter("demography", "screening", birth_date="2017-05-09", sex="female", race="asian")
DISEASE = enter(
    "disease",
    "screening",
    assessed="2025-04-03",
    diagnosis="dsrct",
    diagnosed="2023-06",
    disease_status="relapsed",
    evidence="new lesions after complete response",
    measurable="yes",
)
SCREENING = enter(
    "screening",
    "screening",
    screening_date="2025-04-03",
    life_expectancy="26",
    gilbert_syndrome="no",
    systemic_steroid="no",
    immunosuppressant="no",
    antiproliferative="yes",
    cns_prophylaxis="no",
    radiotherapy="no",
    oral_anticoagulant="no",
    myocardial_infarction="no",
    unstable_angina="no",
    other_malignancy="no",
    raised_icp="no",
    altered_consciousness="no",
    uncontrolled_infection="no",
    uncontrolled_arrhythmia="no",
    neuro_autoimmune_disease="no",
    other_exclusion="no",
)
CHEMOTHERAPY = enter(
    "medication",
    name="TOPOTECAN",
    category="prior_anticancer",
    purpose="treatment",
    route="iv",
    start="2025-01",
    ongoing="no",
    end="2025-03-10",
    **{"class": "antiproliferative"},
)
LATER_CHEMOTHERAPY = enter(
    "medication",
    occurrence=2,
    name="IRINOTECAN",
    category="subsequent_anticancer",
    purpose="treatment",
    route="iv",
    start="2025-08-20",
    ongoing="yes",
    **{"class": "antiproliferative"},
)
EXAMINATIONS = (
    enter("performance", "screening", assessed="2025-04-03", lansky="90"),
    enter(
        "vital_signs",
        "screening",
        measured="2025-04-03T09:00",
        weight="24.5",
        height="126",
        spo2_room_air="99",
        temperature="36.8",
    ),
    enter("heart", "screening", assessed="2025-04-03", lvef="62"),
    enter(
        "serology",
        "screening",
        taken="2025-04-03",
        hbsag="negative",
        anti_hbc="negative",
        anti_hcv="negative",
        hiv="negative",
        syphilis="negative",
    ),
    enter(
        "reproduction",
        "screening",
        assessed="2025-04-03",
        childbearing_potential="no",
        breastfeeding="no",
    ),
)
CHEMISTRY = enter(
    "chemistry",
    "screening",
    taken="2025-04-03T08:00",
    alt="24",
    alt__low="5",
    alt__high="30",
    bilirubin_total="8.55",
    bilirubin_total__unit="umol/L",
    bilirubin_total__high="20.52",
    creatinine="0.40",
    creatinine__unit="mg/dL",
    creatinine__low="0.3",
    creatinine__high="0.7",
)
CHEMISTRY_LATER = enter(
    "chemistry", "D7", taken="2025-05-19", alt="95", alt__low="5", alt__high="30"
)
BLOOD_COUNT = enter(
    "haematology",
    "D7",
    taken="2025-05-19",
    neutrophils="0.4",
    neutrophils__low="1.5",
    neutrophils__high="8.5",
    platelets__absent="not_done",
)
ENROLMENT = enter("enrolment", "enrolment", enrolment_date="2025-04-28")
COLLECTION = enter(
    "collection",
    collected="2025-04-29T10:00",
    t_cell_source="autologous",
    procedure="leukapheresis",
    collection_code="C-05",
    label_checked="yes",
)
TREATMENT = (
    enter(
        "lymphodepletion",
        "lymphodepletion",
        lymphodepletion_date="2025-05-07",
        as_planned="yes",
    ),
    *(
        enter(
            "lymphodepletion_dose",
            "lymphodepletion",
            number,
            drug=drug,
            dose=dose,
            started=f"2025-05-{day:02}T10:00",
            ended=f"2025-05-{day:02}T11:00",
        )
        for number, (drug, dose, day) in enumerate(
            [("fludarabine", "23", 7), ("cyclophosphamide", "460", 7), ("fludarabine", "23", 8)], 1
        )
    ),
    enter(
        "infusion",
        "D0",
        infusion_date="2025-05-12T10:00",
        ended="2025-05-12T10:30",
        lot="LOT-05",
        source="autologous",
        dose="3.0",
        identity_checked="yes",
        interrupted="no",
    ),
)
EVENT = enter(
    "adverse_event",
    term="Fever and low blood pressure",
    ctcae_term="Cytokine release syndrome",
    special="crs",
    start="2025-05-14T06:00",
    end="2025-05-17",
    grade="2",
    relation="definite",
    outcome="recovered",
    serious="yes",
    death="no",
    life_threatening="no",
    hospital="yes",
    disability="no",
    birth_defect="no",
    important="no",
    aware="2025-05-14T08:00",
    narrative="Zhang Invented had fever",
)
SAMPLES = (
    enter("cells_pcr", "D0", taken="2025-05-12T08:00", specimen="blood", copies="<50", limit="50"),
    enter("cells_pcr", "D7", taken="2025-05-19", specimen="blood", copies="3791", limit="50"),
    enter("cells_flow", "D7", taken="2025-05-19", specimen="blood", cells="12.5"),
    enter("inflammation", "D7", taken="2025-05-19", il6="154.3", ferritin=">2000"),
)
LESIONS = (
    enter("lesion", lesion="T01", role="target", site="liver", method="ct", found="2025-05-01"),
    enter(
        "lesion",
        occurrence=2,
        lesion="T02",
        role="target",
        site="lymph_node",
        method="ct",
        found="2025-05-01",
    ),
    enter(
        "lesion_size",
        "baseline",
        1,
        scanned="2025-05-01",
        lesion="T01",
        group="target",
        long_axis="4.2",
        long_axis__unit="cm",
        method="ct",
    ),
    enter(
        "lesion_size",
        "baseline",
        2,
        scanned="2025-05-01",
        lesion="T02",
        group="target",
        short_axis="20",
        short_axis__unit="mm",
        method="ct",
    ),
    enter(
        "lesion_size",
        "D28",
        1,
        scanned="2025-06-09",
        lesion="T01",
        group="target",
        long_axis="20",
        long_axis__unit="mm",
        method="ct",
    ),
    enter(
        "lesion_size",
        "D28",
        2,
        scanned="2025-06-09",
        lesion="T02",
        group="target",
        short_axis="16",
        short_axis__unit="mm",
        method="ct",
    ),
)
RESPONSE = enter("response", "D28", assessed="2025-06-09", criteria="recist_1_1", overall="pr")
SURVIVAL = enter("survival", "D60", contacted="2025-07-11", status="alive")
FOLLOW_UP_END = enter("end_of_follow_up", date="2025-08-19", reason="progression")
DEATH = enter("death", date="2025-10-09", cause="disease")
DSRCT = (
    *(CONSENT, DEMOGRAPHY, DISEASE, SCREENING, CHEMOTHERAPY, LATER_CHEMOTHERAPY, *EXAMINATIONS),
    *(CHEMISTRY, CHEMISTRY_LATER, BLOOD_COUNT, ENROLMENT, COLLECTION, *TREATMENT, EVENT),
    *(*SAMPLES, *LESIONS, RESPONSE, SURVIVAL, FOLLOW_UP_END, DEATH),
)
"""A girl with DSRCT: treated, answered, progressed, died."""

COMPONENTS = (
    enter(
        "inrc",
        "baseline",
        assessed="2025-05-01",
        primary="50",
        primary__unit="mm",
        soft_tissue="0",
        soft_tissue__unit="mm",
        curie="12",
        marrow="20",
        non_target="absent",
    ),
    enter(
        "inrc",
        "D28",
        assessed="2025-06-09",
        primary="20",
        primary__unit="mm",
        primary_uptake="improved",
        soft_tissue="0",
        soft_tissue__unit="mm",
        curie="3",
        marrow="4",
        non_target="absent",
        cleared="no",
    ),
)
NEUROBLASTOMA = (
    *(CONSENT, DEMOGRAPHY, ENROLMENT, *TREATMENT, *COMPONENTS),
    enter(
        "disease",
        "screening",
        assessed="2025-04-03",
        diagnosis="neuroblastoma",
        diagnosed="2023-06",
        disease_status="refractory",
        evidence="less than a partial response to induction",
        measurable="yes",
    ),
)
FAILED = (
    CONSENT,
    DEMOGRAPHY,
    enter("screen_failure", date="2025-04-15", reason="exclusion_met", criteria="E3"),
)
