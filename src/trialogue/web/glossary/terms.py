"""The words that are explained, each with its forms in texts and a short explanation.

Forms are matched as whole words, whatever their case; those in capitals only as they stand.
A language without forms here marks nothing. Source: written by us, in plain words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from trialogue.web.glossary.spanish import SPANISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word with its forms by language, and the explanation in the reader's language."""

    id: str
    forms: Mapping[str, tuple[str, ...]]
    explanation: Any


def _term(id: str, english: str, chinese: str, explanation: Any) -> Term:
    forms = {
        "en": tuple(english.split(", ")),
        "zh": tuple(filter(None, chinese.split("、"))),
        "es": tuple(filter(None, SPANISH.get(id, "").split(", "))),
    }
    return Term(id=id, forms=forms, explanation=explanation)


TERMS: tuple[Term, ...] = (
    _term(
        "adverse-event",
        "adverse event, adverse events, AEs",
        "不良事件",
        _(
            "Anything unwelcome that happens to a person's health during a trial, whether or "
            "not the treatment caused it."
        ),
    ),
    _term(
        "allogeneic",
        "allogeneic",
        "异基因、同种异体",
        _("From another person: a donor's cells."),
    ),
    _term(
        "antibody",
        "antibody, antibodies, monoclonal antibody, monoclonal antibodies",
        "抗体",
        _("A protein that sticks to one certain mark in the body, such as a mark on a tumour."),
    ),
    _term("autologous", "autologous", "自体", _("From the patient's own body.")),
    _term(
        "biomarker",
        "biomarker, biomarkers",
        "生物标志物",
        _("Something that can be measured, for example in the blood, and tells about an illness."),
    ),
    _term(
        "biopsy",
        "biopsy, biopsies",
        "活检",
        _("A small piece of tissue is taken out, to be looked at under the microscope."),
    ),
    _term(
        "car-t",
        "CAR-T, CAR T, CAR-T cell, CAR-T cells, CAR T cells, CART",
        "CAR-T 细胞、CAR-T细胞、CAR-T",
        _(
            "Cells of the body's own defence that were changed in a laboratory, so that they can "
            "find and attack cells with a certain mark."
        ),
    ),
    _term(
        "chemotherapy",
        "chemotherapy, chemotherapies, chemotherapeutic",
        "化疗",
        _("Medicines that kill cells which divide fast, such as cancer cells."),
    ),
    _term(
        "cohort",
        "cohort, cohorts",
        "队列",
        _("A group of people in a study who are looked at together."),
    ),
    _term(
        "complete-response",
        "complete response, complete remission",
        "完全缓解",
        _("No sign of the illness can be found any more. It can still come back."),
    ),
    _term(
        "consent",
        "informed consent",
        "知情同意书、知情同意",
        _(
            "You are told everything about the trial, can ask, and agree in writing. You can "
            "change your mind at any time."
        ),
    ),
    _term(
        "creatinine",
        "creatinine",
        "肌酐",
        _("A substance in the blood that shows how well the kidneys work."),
    ),
    _term(
        "cytokine-release",
        "cytokine release syndrome, CRS",
        "细胞因子释放综合征",
        _(
            "A strong reaction of the body's defence, with fever and low blood pressure. It can "
            "follow a treatment with immune cells and needs care at once."
        ),
    ),
    _term(
        "dose-escalation",
        "dose escalation, dose-escalation",
        "剂量递增",
        _("The dose is raised step by step, from one group of people to the next."),
    ),
    _term(
        "dlt",
        "dose-limiting toxicity, dose-limiting toxicities, dose limiting toxicity, DLT, DLTs",
        "剂量限制性毒性",
        _("A side effect so severe that the dose must not be raised further."),
    ),
    _term(
        "double-blind",
        "double-blind, double blind, double-blinded",
        "双盲",
        _("Neither the patients nor the doctors know who gets which treatment."),
    ),
    _term(
        "duration-of-response",
        "duration of response, DOR",
        "缓解持续时间",
        _("How long the illness stays away or small after the treatment worked."),
    ),
    _term(
        "ecog",
        "ECOG",
        "ECOG",
        _("A scale from 0 (fully active) to 5 for how well a person manages everyday life."),
    ),
    _term(
        "efs",
        "event-free survival, EFS",
        "无事件生存期",
        _("The time without the illness coming back or growing, and without death."),
    ),
    _term(
        "egfr-kidney",
        "estimated glomerular filtration rate, glomerular filtration rate, creatinine clearance",
        "估算肾小球滤过率、肾小球滤过率、肌酐清除率",
        _("A measure of how well the kidneys clean the blood."),
    ),
    _term(
        "endpoint",
        "endpoint, endpoints",
        "终点",
        _("What a trial measures in order to answer its question."),
    ),
    _term(
        "graft-versus-host",
        "graft-versus-host disease, graft versus host disease, GVHD",
        "移植物抗宿主病",
        _("A donor's cells attack the body that received them."),
    ),
    _term(
        "hematopoietic",
        "hematopoietic stem cell transplantation, hematopoietic stem cell transplant, HSCT",
        "造血干细胞移植",
        _("Cells that make new blood are given, after strong chemotherapy."),
    ),
    _term(
        "immunosuppressant",
        "immunosuppressant, immunosuppressants, immunosuppressive, immunosuppression",
        "免疫抑制剂、免疫抑制药物",
        _("A medicine that holds down the body's own defence."),
    ),
    _term(
        "immunotherapy",
        "immunotherapy, immunotherapies",
        "免疫治疗",
        _("A treatment that helps the body's own defence to fight the illness."),
    ),
    _term(
        "infusion",
        "infusion, infusions",
        "回输、输注",
        _("A fluid with medicine or cells runs slowly into a vein."),
    ),
    _term(
        "intrathecal",
        "intrathecal",
        "鞘内",
        _("Into the fluid around the spinal cord, by a thin needle in the back."),
    ),
    _term(
        "intravenous",
        "intravenous, intravenously",
        "静脉注射、静脉输注、静脉回输",
        _("Through a vein."),
    ),
    _term(
        "investigator",
        "investigator, investigators",
        "研究者",
        _("The doctor who is responsible for the trial at a hospital."),
    ),
    _term(
        "karnofsky",
        "Karnofsky",
        "Karnofsky",
        _("A scale from 0 to 100 for how active a person is, used from the age of 16."),
    ),
    _term(
        "lansky",
        "Lansky",
        "Lansky",
        _("A scale from 0 to 100 for how active a child is and how much it plays."),
    ),
    _term(
        "lymphodepletion",
        "lymphodepletion, lymphodepleting, lymphodepleting chemotherapy",
        "清淋化疗、清淋",
        _("Short chemotherapy that makes room in the body for new immune cells."),
    ),
    _term(
        "lvef",
        "left ventricular ejection fraction, LVEF",
        "左室射血分数、左心室射血分数",
        _("The share of blood that the heart pumps out with each beat. It is seen by ultrasound."),
    ),
    _term(
        "metastatic",
        "metastatic, metastasis, metastases, metastasized",
        "转移性、转移",
        _("The cancer has spread to other parts of the body."),
    ),
    _term(
        "neutropenia",
        "neutropenia, neutropenic, absolute neutrophil count, ANC",
        "中性粒细胞减少",
        _("Neutrophils are white blood cells that fight germs. Too few of them is dangerous."),
    ),
    _term(
        "objective-response",
        "overall response rate, objective response rate, ORR",
        "总体缓解率、客观缓解率、总缓解率",
        _("The share of people whose tumour shrank clearly or went away."),
    ),
    _term(
        "open-label",
        "open-label, open label",
        "开放标签",
        _("Everyone knows which treatment is given."),
    ),
    _term(
        "overall-survival",
        "overall survival",
        "总生存期",
        _("How long people live after they entered the trial or began the treatment."),
    ),
    _term(
        "partial-response",
        "partial response, partial remission",
        "部分缓解",
        _("The tumour became clearly smaller, but is still there."),
    ),
    _term(
        "pharmacodynamics",
        "pharmacodynamics, pharmacodynamic",
        "药效动力学、药效学",
        _("What a medicine does to the body."),
    ),
    _term(
        "pharmacokinetics",
        "pharmacokinetics, pharmacokinetic, pharmacokinetic/pharmacodynamic",
        "药代动力学",
        _("What the body does to a medicine: how it spreads, how long it stays."),
    ),
    _term(
        "placebo",
        "placebo, placebos",
        "安慰剂",
        _("Something that looks like the medicine but has no active substance."),
    ),
    _term(
        "platelets",
        "platelet, platelets, platelet count, thrombocytopenia",
        "血小板",
        _("Tiny parts of the blood that stop bleeding."),
    ),
    _term(
        "progression",
        "progression, disease progression, progressive disease",
        "疾病进展、肿瘤进展、进展",
        _("The illness grows or spreads."),
    ),
    _term(
        "pfs",
        "progression-free survival, progression free survival, PFS",
        "无进展生存期",
        _("How long people live without the illness growing or spreading."),
    ),
    _term(
        "randomized",
        "randomized, randomised, randomization, randomisation, randomly assigned",
        "随机分组、随机",
        _("Chance decides who gets which treatment, so that the groups can be compared fairly."),
    ),
    _term(
        "recist",
        "RECIST",
        "RECIST",
        _("Agreed rules for measuring tumours on pictures, so that all hospitals judge alike."),
    ),
    _term(
        "refractory",
        "refractory",
        "难治性、难治",
        _("The illness did not get better with treatment."),
    ),
    _term(
        "relapsed",
        "relapsed, relapse, recurrent, recurrence",
        "复发性、复发",
        _("The illness came back after it had been better."),
    ),
    _term(
        "single-arm",
        "single-arm, single arm",
        "单臂",
        _("All people in the trial get the same treatment; there is no second group."),
    ),
    _term(
        "standard-of-care",
        "standard of care, standard-of-care, standard therapy",
        "标准治疗",
        _("The treatment that doctors usually give today."),
    ),
    _term(
        "steroids",
        "corticosteroid, corticosteroids, steroid, steroids, glucocorticoids",
        "糖皮质激素、激素",
        _("Medicines such as prednisone or dexamethasone that calm the body's own defence."),
    ),
    _term(
        "toxicity",
        "toxicity, toxicities",
        "毒性",
        _("Harm that a medicine does: its side effects."),
    ),
    _term(
        "t-cells",
        "T cell, T cells, T-cell, T-cells",
        "T 细胞、T细胞",
        _("White blood cells that find and kill sick cells."),
    ),
    _term(
        "uln",
        "upper limit of normal, ULN",
        "正常值上限",
        _("The highest value that a laboratory counts as normal."),
    ),
    _term(
        "washout",
        "washout, wash-out",
        "洗脱期",
        _("The time for which a medicine must have been stopped before a trial treatment begins."),
    ),
)
