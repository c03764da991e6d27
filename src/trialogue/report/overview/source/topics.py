"""What a rule for joining is about, in words that a family knows.

A record's rules are often too technical to be said plainly without a person's judgement. An
overview may then say *that* there is a rule about the heart; the rule itself stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.report.overview.outline import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of rules: how a record speaks of it, and how we do (the first word is written)."""

    id: str
    in_records: re.Pattern[str]
    words: Mapping[Language, tuple[str, ...]]


_TABLE = """
pregnancy | pregnan | pregnancy | 怀孕 | el embarazo, embarazo
breastfeeding | breast.?feed|lactat|nursing (?:wom|moth|females) | breastfeeding | 哺乳 | la lactancia, lactancia
birth control | contracepti|birth control|childbearing|child.bearing|abstinen | birth control | 避孕 | los anticonceptivos, métodos anticonceptivos
consent | consent|assent\\b|guardian|agree to (?:join|part) | consent | 知情同意 | el consentimiento, consentimiento
age | \\bage[ds]?\\b|years? old|\\byears of\\b|\\bold\\b | age | 年龄 | la edad, edad
sex | \\bmales?\\b|\\bfemales?\\b|\\bgender\\b|\\bsex\\b | sex | 性别 | el sexo, sexo
other cancers | (?:other|another|second|previous|prior|concurrent|concomitant|history of|active)\\W+(?:\\w+\\W+){0,3}?(?:malignan|cancer|tumou?r|neoplas) | other cancers | 其他癌症 | otros cánceres
the brain | \\bbrain|central nervous|\\bCNS\\b|mening|intracranial|cerebral|cerebro|\\bcord compression | the brain, brain | 大脑 | el cerebro, cerebro
infections | infect|sepsis|septic|virus|viral|bacteri|fungal | infections, infection | 感染 | las infecciones, infecciones, infección
HIV | \\bHIV\\b|immunodeficiency virus|\\bAIDS\\b | HIV | 艾滋病 | el VIH, VIH
hepatitis | hepatitis|\\bHBV\\b|\\bHCV\\b|HBsAg | hepatitis | 肝炎 | la hepatitis, hepatitis
tuberculosis | tubercul | tuberculosis | 结核 | la tuberculosis, tuberculosis
the heart | cardi|\\bheart|LVEF|ejection|myocard|\\bQTc?|angina|arrhythm|coronary|NYHA|\\bECG\\b|valv|pacemaker | the heart, heart | 心脏 | el corazón, corazón
blood pressure | hypertensi(?!on of the eye)|blood pressure|hypotens | blood pressure | 血压 | la presión arterial, presión arterial
the kidneys | renal|kidney|creatinin|eGFR|\\bCrCl|dialys|nephr|glomerul | the kidneys, kidneys, kidney | 肾脏 | los riñones, riñones, riñón
the liver | hepatic|\\bliver|bilirubin|\\bALT\\b|\\bAST\\b|transaminase|cirrho|Child.Pugh|\\bSGPT|\\bSGOT | the liver, liver | 肝脏 | el hígado, hígado
the lungs | pulmon|\\blungs? (?!cancer|carcinoma|adeno|squam|tumou?r)|respirat|interstitial|pneumon|COPD|oxygen|\\bFEV|SpO2|DLCO|dyspn|ventilat|asthma | the lungs, lungs, breathing | 肺 | los pulmones, pulmones, respiración
blood counts | neutrop|platelet|h[ae]{1,2}moglobin|\\bANC\\b|white blood|\\bWBC|leukocyte|lymphocyte count|h[ae]{1,2}matolog|an[ae]{1,2}mi | blood counts, the blood, blood | 血细胞计数, 血液 | los recuentos de sangre, la sangre, sangre
bleeding | bleed|h[ae]{1,2}morrh|coagul|\\bINR\\b|antiplatelet|h[ae]{1,2}mophil | bleeding | 出血 | el sangrado, sangrado
blood clots | thrombo(?!cyt)|embol|\\bDVT\\b | blood clots | 血栓 | los coágulos de sangre, coágulos de sangre
diabetes | diabet|HbA1c|glucose|insulin|glyc[ae] | diabetes, blood sugar | 糖尿病 | la diabetes, diabetes
the immune system | immun(?!iz|odeficiency virus)|lupus|rheumat|\\bHLA\\b | the immune system, immune system | 免疫系统 | las defensas, sistema inmune
steroids | steroid|predniso|dexamethas|cortico | steroids | 激素 | los corticoides, corticoides
allergies | allerg|hypersens|intoleran|anaphyla|sensitiv | allergies, allergy | 过敏 | las alergias, alergias, alergia
surgery | surg|operati(?!ve to)|discectom|laminect|fusion|resect|arthroplast | surgery, operations | 手术 | las operaciones, operaciones, cirugía
radiation | radiother|radiation|irradiat|\\bSBRT\\b | radiation | 放疗 | la radioterapia, radioterapia
earlier treatment | (?:prior|previous|earlier|past|history of|received|receiv|undergone|failed|failure|refractory to|response to|na[iï]ve|lines? of|without improvement)\\b[^.;]*?(?:treat|therap|chemo|regimen|drug|medic|injection|inhibitor|care)|chemother|washout|first.line|treatment|therap | earlier treatment, other treatment, treatment | 治疗 | otros tratamientos, tratamientos anteriores
transplants | transplant|\\bHSCT\\b|\\bGVHD\\b|\\bgraft | transplants | 移植 | los trasplantes, trasplantes
other studies | (?:another|other|different|concurrent|any|clinical|investigational|interventional|experimental|drug|participat\\w*)\\W+(?:\\w+\\W+){0,4}?(?:trials?|stud(?:y|ies))\\b|investigational | other studies | 其他研究 | otros estudios
mental health | psych|mental|depress|schizo|bipolar|anxi|suicid|cogniti|dementia|delirium|personality|autis|ADHD | mental health, mental illness | 精神健康 | la salud mental, salud mental
alcohol or drugs | alcohol|drug abuse|drug use|substance|addict|cannabis|opioid|narcotic|opiate|intoxic | alcohol or drugs, drug or alcohol abuse | 酒精或药物滥用 | el alcohol o las drogas
smoking | smok|tobacco|nicotine|cigar|vap(?:e|ing) | smoking | 吸烟 | el tabaco, tabaco
language | english|language|literat|\\bread\\b|fluen|\\bspeak|illitera | language, reading | 语言 | el idioma, idioma
a phone or the internet | phone|internet|computer|\\bapps?\\b|android|\\bios\\b|wi-?fi|smart.?watch|e-?mail | a phone or the internet | 手机或网络 | el teléfono o el internet
scans | imaging|\\bMRI\\b|\\bCT\\b|x-?ray|radiograph|magnetic|\\bPET\\b|tomograph|ultraso|contrast | scans, an MRI | 影像检查 | las pruebas de imagen, pruebas de imagen, resonancia magnética
metal or implants | \\bmetal|implant|pacemaker|defibrill|prosthe|claustroph|device | metal or implants, implants | 金属或植入物 | los metales o implantes, implantes
the bones | osteo(?!path)|bone density|T-score|fractur|\\bbones?\\b(?! marrow)|skelet | the bones, bones | 骨骼 | los huesos, huesos
bone marrow and blood cells | marrow|\\bblasts?\\b|stem cell|apheresis|leuk[ae]{1,2}mi|lymphom|myelo(?!path) | bone marrow and blood cells | 骨髓和血细胞 | la médula ósea o las células de la sangre
the spine | spin(?:e|al)|\\bdis[ck]s?\\b|vertebr|lumbar|cervical|spondyl|scoliosis|stenosis|myelopath|herniat|\\b[CLTS]\\d\\b|sacroil|lordos | the spine, spine | 脊柱 | la columna, columna
the nerves | neurol|nerve|neuropat|paraly|paresis|radicul|cauda|seizure|epilep|stroke|parkinson|motor deficit|multiple sclerosis | the nerves, nerves | 神经 | los nervios, nervios
pain | \\bpain|\\bVAS\\b|\\bNRS\\b|headache|migraine|sciatic | pain | 疼痛 | el dolor, dolor
daily activity | ECOG|Karnofsky|Lansky|performance (?:status|score)|\\bKPS\\b|\\bWHO PS\\b|zubrod | daily activity, how active you are | 日常活动能力 | la actividad diaria, actividad diaria
life expectancy | life expectancy|expected survival|survival time|expected to live|expected life|survival (?:of|for|≥|>) | life expectancy | 预期寿命 | la esperanza de vida, esperanza de vida
genes or markers | mutati|\\bEGFR\\b|\\bALK\\b|\\bgen(?:e|es|etic|omic)\\b|BRAF|KRAS|PD-?L1|\\bBCR|philadelphia|FLT3|\\bCD\\d+|expression|karyo|biomark|chromosom|ROS1|\\bHER2|positive for|antigen | genes or markers, genes | 基因或标志物 | los genes o marcadores, genes
the diagnosis | diagnos|histolog|patholog|cytolog|confirmed|defined (?:by|as)|accord(?:ing|ance)|criteria | the diagnosis, diagnosis | 诊断 | el diagnóstico, diagnóstico
the state of the disease | \\bstag(?:e|ing)|metasta|advanced|relaps|refractory|recurr|remission|progressi|newly|active disease|severity|mild|moderate|severe|chronic|symptom | the state of the disease | 疾病状况 | el estado de la enfermedad
tumors that can be measured | measurable|RECIST|\\blesions? | tumours that can be measured, tumors that can be measured | 可测量的肿瘤 | los tumores que se pueden medir
body weight | weight|\\bBMI\\b|body mass|obes | body weight, weight | 体重 | el peso, peso
vaccines | vaccin|immuniz | vaccines | 疫苗 | las vacunas, vacunas
the eyes | \\beyes?\\b|vision|visual|ocular|retin|glaucoma|blind | the eyes, eyes | 眼睛 | los ojos, ojos
the ears | hearing|\\bears?\\b|deaf|tinnitus|vestib | the ears, hearing | 耳朵 | los oídos, oídos
the skin | \\bskin|dermat|eczema|psoria|tattoo|wound|scar | the skin, skin | 皮肤 | la piel, piel
the stomach or gut | gastro|swallow|bowel|intestin|malabsor|ulcer|stomach|digest|nausea|diarrh|crohn|pancreat | the stomach or gut | 胃肠 | el estómago o el intestino
hormones | thyroid|endocrin|hormon|adrenal | hormones | 内分泌 | las hormonas, hormonas
sleep | \\bsleep|insomnia|apn[oe]a|narcolep|nightmare | sleep | 睡眠 | el sueño, sueño
other drugs | medication|medicine|concomitant|\\bCYP|inhibitor|inducer|\\bdrugs?\\b(?! abuse| use| addict)|taking |antibiotic|supplement|herbal | other drugs | 其他药物 | otros medicamentos
keeping to the plan | follow.up|visits?\\b|compl(?:y|iance|iant)|adher|able to|willing|availab|cooperat|unable|inability|travel|move out|capab|understand | keeping to the plan | 遵守研究安排 | cumplir con el plan
the study doctor's view | opinion|judge?ment|investigator|deem|unsuitable|inappropriate|not suitable|physician|discretion|suitable|consider | the study doctor's view | 研究医生的判断 | la opinión del médico
insurance or legal matters | insur|worker|litigat|compensation|lawsuit|prison|incarcer|legal|custody | insurance or legal matters | 保险或法律事务 | seguros o temas legales
other illness | disease|disorder|syndrome|condition|illness|comorbid|medical history|abnormal | other illness, past illness | 其他疾病 | otras enfermedades, otra enfermedad
lab tests | laborator|upper limit|\\bULN\\b|mg/dL|test result|positive result|antibod|serum|\\bblood test|urin | lab tests, blood tests, blood test | 化验 | los análisis, análisis de sangre
""".strip()  # noqa: E501 - a table is read best with one row in one line


def _read_table() -> tuple[Topic, ...]:
    topics: list[Topic] = []
    for line in _TABLE.splitlines():
        name, pattern, english, chinese, spanish = re.split(r" \| ", line)
        words: dict[Language, tuple[str, ...]] = {
            "en": tuple(english.split(", ")),
            "zh-Hans": tuple(chinese.split(", ")),
            "es": tuple(spanish.split(", ")),
        }
        topics.append(Topic(name, re.compile(pattern, re.IGNORECASE), words))
    return tuple(topics)


TOPICS = _read_table()


def topics_of(text: str) -> frozenset[str]:
    """Name what a rule is about; empty where nothing of the table fits."""
    return frozenset(topic.id for topic in TOPICS if topic.in_records.search(text))


def named_topics(text: str, language: Language) -> tuple[frozenset[str], str]:
    """Find the topics that a sentence of ours names, and give the sentence without them."""
    found: set[str] = set()
    for word, topic in _LONGEST_FIRST[language]:
        pattern = re.escape(word) if language == "zh-Hans" else rf"\b{re.escape(word)}\b"
        text, count = re.subn(pattern, " ", text, flags=re.IGNORECASE)
        if count:
            found.add(topic)
    return frozenset(found), text


_LONGEST_FIRST: dict[Language, list[tuple[str, str]]] = {
    language: sorted(
        ((word, topic.id) for topic in TOPICS for word in topic.words[language]),
        key=lambda pair: len(pair[0]),
        reverse=True,
    )
    for language in LANGUAGES
}
