"""The sentences of grades, dose-limiting toxicity and stopping rules, in each language."""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.protocol.words import Text

LABORATORY: Mapping[str, Text] = {
    "uln missing": Text(
        "the upper limit of normal (ULN) is missing",
        "缺少正常值上限（ULN）",
        "falta el límite superior normal (ULN)",
    ),
    "lln missing": Text(
        "the lower limit of normal (LLN) is missing",
        "缺少正常值下限（LLN）",
        "falta el límite inferior normal (LLN)",
    ),
    "baseline missing": Text("the baseline is missing", "缺少基线值", "falta el valor basal"),
    "value missing": Text("the value is missing", "缺少数值", "falta el valor"),
    "unit missing": Text(
        "the unit is missing, or none that is known",
        "缺少单位，或单位无法识别",
        "falta la unidad, o no es una conocida",
    ),
    "unit of another kind": Text(
        "{term} is not graded in the unit {unit}",
        "{term} 不能以单位 {unit} 分级",
        "{term} no se gradúa en la unidad {unit}",
    ),
    "at least since": Text(
        "{why}; at least grade {grade}, since {told}",
        "{why}；至少 {grade} 级，因为{told}",
        "{why}; al menos grado {grade}, porque {told}",
    ),
    "whatever": Text(
        "the value is {value}: grade {grade} whatever it is",
        "数值为 {value}：无论具体多少均为 {grade} 级",
        "el valor es {value}: grado {grade} sea cual sea",
    ),
    "only known": Text(
        "the value is only known to be {value}: at least grade {grade}",
        "数值仅知为 {value}：至少 {grade} 级",
        "del valor solo se sabe que es {value}: al menos grado {grade}",
    ),
    "told": Text("{value} is {limits}", "{value} {limits}", "{value} está {limits}"),
    "and": Text(" and ", "且", " y "),
    "above": Text("above {limit}", "高于 {limit}", "por encima de {limit}"),
    "at or above": Text("at or above {limit}", "达到或高于 {limit}", "en {limit} o por encima"),
    "below": Text("below {limit}", "低于 {limit}", "por debajo de {limit}"),
    "at or below": Text("at or below {limit}", "达到或低于 {limit}", "en {limit} o por debajo"),
    "limit": Text(
        "{factor}{of}{more} ({number})",
        "{factor}{of}{more}（{number}）",
        "{factor}{of}{more} ({number})",
    ),
    "ULN": Text("ULN", "ULN", "ULN"),
    "LLN": Text("LLN", "LLN", "LLN"),
    "baseline": Text("baseline", "基线值", "valor basal"),
    "graded": Text("{told}: grade {grade}", "{told}：{grade} 级", "{told}: grado {grade}"),
    "graded if": Text(
        "{told}, {given}: grade {grade}",
        "{told}，{given}：{grade} 级",
        "{told}, {given}: grado {grade}",
    ),
    "BASELINE_NOT_HIGH": Text(
        "if the baseline was not above normal", "若基线未高于正常", "si el valor basal no era alto"
    ),
    "BASELINE_HIGH": Text(
        "if the baseline was above normal", "若基线高于正常", "si el valor basal era alto"
    ),
    "BASELINE_LOW": Text(
        "if the baseline was below normal", "若基线低于正常", "si el valor basal era bajo"
    ),
    "grade 0": Text(
        "{value} is not {limits}: grade 0",
        "{value} 并未{limits}：0 级",
        "{value} no está {limits}: grado 0",
    ),
    "flag baseline": Text(
        "baseline missing: treated as not abnormal",
        "缺少基线值：按无异常处理",
        "falta el valor basal: se trata como no anormal",
    ),
    "flag status": Text(
        "baseline status worked out from this row's range: {status}",
        "基线状态按本行参考范围推出：{status}",
        "el estado basal se dedujo del rango de esta fila: {status}",
    ),
    "normal": Text("normal", "正常", "normal"),
    "high": Text("high", "偏高", "alto"),
    "low": Text("low", "偏低", "bajo"),
    "unknown": Text("unknown", "未知", "desconocido"),
    "flag beyond": Text(
        "baseline above {factor} × ULN: not in the cell",
        "基线高于 {factor} × ULN：不在该分级的适用范围内",
        "valor basal por encima de {factor} × ULN: no está en la celda",
    ),
    "flag inside": Text(
        "inside the laboratory's own range, graded by the standard's own numbers",
        "在实验室自身参考范围内，按标准的数值分级",
        "dentro del rango del laboratorio; graduado por los números de la norma",
    ),
}

BEDSIDE: Mapping[str, Text] = {
    "crs death": Text("death due to CRS: grade 5", "因 CRS 死亡：5 级", "muerte por CRS: grado 5"),
    "crs no fever": Text(
        "no fever of {limit} °C or more, and nothing given that hides it: grade 0",
        "未发热至 {limit} °C，也未用可掩盖发热的药物：0 级",
        "sin fiebre de {limit} °C o más, y sin nada que la oculte: grado 0",
    ),
    "crs treated missing": Text(
        "whether an antipyretic or anticytokine treatment had been given is not recorded",
        "未记录是否用过退热药或抗细胞因子治疗",
        "no se anotó si se dio un antipirético o un tratamiento contra citocinas",
    ),
    "temperature missing": Text(
        "the temperature is not recorded", "未记录体温", "no se anotó la temperatura"
    ),
    "crs fever alone": Text("fever alone: grade 1", "仅发热：1 级", "solo fiebre: grado 1"),
    "icans death": Text(
        "death due to ICANS: grade 5", "因 ICANS 死亡：5 级", "muerte por ICANS: grado 5"
    ),
    "not recorded": Text("{what} not recorded", "{what}未记录", "{what}: sin anotar"),
    "at least by": Text(
        "{why}; at least grade {grade} ({by})",
        "{why}；至少 {grade} 级（{by}）",
        "{why}; al menos grado {grade} ({by})",
    ),
    "no sign": Text("no sign in any domain", "各项均无表现", "ningún signo en ningún dominio"),
    "domain": Text("{name}: {found}", "{name}：{found}", "{name}: {found}"),
    "comma": Text(", ", "，", ", "),
    "domain hypotension": Text("hypotension", "低血压", "hipotensión"),
    "domain hypoxia": Text("hypoxia", "低氧", "hipoxia"),
    "domain arousal": Text("arousal", "唤醒", "despertar"),
    "domain seizure": Text("seizure", "惊厥", "convulsión"),
    "domain weakness": Text("motor weakness", "肢体无力", "debilidad motora"),
    "domain pressure": Text("intracranial pressure", "颅内压", "presión intracraneal"),
    "domain age": Text(
        "the age, which decides between ICE and CAPD,",
        "决定用 ICE 还是 CAPD 的年龄",
        "la edad, que decide entre ICE y CAPD",
    ),
    "domain score": Text("the {name} score", "{name} 评分", "la puntuación {name}"),
    "deep weakness": Text(
        "deep focal motor weakness", "严重局灶性肢体无力", "debilidad motora focal profunda"
    ),
}

LIMITING: Mapping[str, Text] = {
    "not infused": Text("not infused", "未回输", "sin infusión"),
    "semicolon": Text("; ", "；", "; "),
    "still open": Text("still open: {what}", "尚未确定：{what}", "todavía abierto: {what}"),
    "days not known": Text(
        "the days are not known of: {what}",
        "以下事件日期不详：{what}",
        "no se conocen los días de: {what}",
    ),
    "window open": Text(
        "observed to {day}, the window ends on {last}",
        "观察至 {day}，窗口于 {last} 结束",
        "observado hasta el {day}; el plazo termina el {last}",
    ),
    "none limiting": Text(
        "none in the {n} days from the infusion",
        "回输后 {n} 天内没有",
        "ninguna en los {n} días desde la infusión",
    ),
    "limiting event": Text(
        "{term} (grade {grade}, {days} days)",
        "{term}（{grade} 级，{days} 天）",
        "{term} (grado {grade}, {days} días)",
    ),
    "limiting ongoing": Text(
        "{term} (grade {grade}, {days} days, ongoing)",
        "{term}（{grade} 级，{days} 天，仍在持续）",
        "{term} (grado {grade}, {days} días, continúa)",
    ),
    "limiting ungraded": Text(
        "{term} (grade missing, {days} days)",
        "{term}（缺少分级，{days} 天）",
        "{term} (falta el grado, {days} días)",
    ),
    "limiting ungraded ongoing": Text(
        "{term} (grade missing, {days} days, ongoing)",
        "{term}（缺少分级，{days} 天，仍在持续）",
        "{term} (falta el grado, {days} días, continúa)",
    ),
    "stopping": Text(
        "{events} of {treated} treated ({open} still open); the trial stops at {stop} of {of}",
        "已治疗 {treated} 人中 {events} 人（{open} 人未定）；{of} 人中达 {stop} 人时试验停止",
        "{events} de {treated} tratados ({open} abiertos); el ensayo se detiene en {stop} de {of}",
    ),
}

FINDINGS: Mapping[str, Text] = {
    "none": Text("none", "无", "ninguna"),
    "no vasopressor": Text("no vasopressor", "未用升压药", "sin vasopresor"),
    "vasopressin alone": Text("vasopressin alone", "仅用血管加压素", "solo vasopresina"),
    "one vasopressor, with or without vasopressin": Text(
        "one vasopressor, with or without vasopressin",
        "一种升压药，用或不用血管加压素",
        "un vasopresor, con o sin vasopresina",
    ),
    "several vasopressors, vasopressin not counted": Text(
        "several vasopressors, vasopressin not counted",
        "多种升压药（不计血管加压素）",
        "varios vasopresores, sin contar vasopresina",
    ),
    "low-flow nasal cannula (6 L/min or less)": Text(
        "low-flow nasal cannula (6 L/min or less)",
        "低流量鼻导管（≤ 6 L/min）",
        "cánula nasal de bajo flujo (6 L/min o menos)",
    ),
    "blow-by": Text("blow-by", "面罩旁吹氧", "oxígeno cerca de la cara"),
    "high-flow nasal cannula (above 6 L/min)": Text(
        "high-flow nasal cannula (above 6 L/min)",
        "高流量鼻导管（> 6 L/min）",
        "cánula nasal de alto flujo (más de 6 L/min)",
    ),
    "facemask": Text("facemask", "面罩", "mascarilla"),
    "non-rebreather mask": Text(
        "non-rebreather mask", "非重复吸入面罩", "mascarilla sin recirculación"
    ),
    "Venturi mask": Text("Venturi mask", "文丘里面罩", "mascarilla Venturi"),
    "CPAP": Text("CPAP", "CPAP", "CPAP"),
    "BiPAP": Text("BiPAP", "BiPAP", "BiPAP"),
    "wakes by itself": Text("wakes by itself", "自行醒来", "despierta por sí mismo"),
    "wakes to voice": Text("wakes to voice", "对呼唤有反应", "despierta con la voz"),
    "wakes only to touch": Text(
        "wakes only to touch", "仅对触碰有反应", "despierta solo al tocarlo"
    ),
    "cannot be woken, or only by vigorous stimuli": Text(
        "cannot be woken, or only by vigorous stimuli",
        "无法唤醒或仅对强刺激有反应",
        "no se le puede despertar, o solo con estímulos fuertes",
    ),
    "no seizure": Text("no seizure", "无惊厥", "sin convulsión"),
    "a seizure that resolved fast, or a non-convulsive one that resolved": Text(
        "a seizure that resolved fast, or a non-convulsive one that resolved",
        "很快缓解的惊厥，或已缓解的非惊厥性发作",
        "una convulsión que cedió rápido, o una no convulsiva que cedió",
    ),
    "a seizure above 5 minutes, or repeated without return to baseline": Text(
        "a seizure above 5 minutes, or repeated without return to baseline",
        "惊厥超过 5 分钟，或反复发作未恢复",
        "una convulsión de más de 5 minutos, o repetidas sin recuperarse",
    ),
    "focal oedema on imaging": Text(
        "focal oedema on imaging", "影像学局灶性水肿", "edema focal en la imagen"
    ),
    "diffuse oedema, posturing, VI palsy, papilloedema or Cushing's triad": Text(
        "diffuse oedema, posturing, VI palsy, papilloedema or Cushing's triad",
        "弥漫性水肿、去皮质或去脑姿势、展神经麻痹、视乳头水肿或库欣三联征",
        "edema difuso, posturas, parálisis del VI par, papiledema o tríada de Cushing",
    ),
    "intubation and ventilation for hypoxia": Text(
        "intubation and ventilation for hypoxia",
        "因低氧插管通气",
        "intubación y ventilación por hipoxia",
    ),
}
