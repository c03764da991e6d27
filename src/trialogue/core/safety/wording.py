"""The sentences of grades and flags in each language, each under its key, as data."""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.protocol.words import Text
from trialogue.core.safety.grade_words import BEDSIDE, FINDINGS, LABORATORY, LIMITING
from trialogue.core.said import Part, Said, fill, join_said

BESIDE: Mapping[str, Text] = {
    # IEC-HS
    "hs.no value": Text(
        "{test}: no number is recorded", "{test}：未记录数值", "{test}: no se anotó un número"
    ),
    "hs.no uln": Text(
        "{test}: the laboratory's upper limit is not recorded",
        "{test}：未记录实验室正常值上限",
        "{test}: no se anotó el límite superior del laboratorio",
    ),
    "hs.no lln": Text(
        "{test}: the laboratory's lower limit is not recorded",
        "{test}：未记录实验室正常值下限",
        "{test}: no se anotó el límite inferior del laboratorio",
    ),
    "hs.liver": Text(
        "{test} {value} is {side} {factor} × ULN ({base})",
        "{test} {value} {side} {factor} × 正常值上限（{base}）",
        "{test} {value} está {side} {factor} × límite superior ({base})",
    ),
    "hs.liver baseline": Text(
        "{test} {value} is {side} {factor} × baseline ({base}), which was above normal",
        "{test} {value} {side} {factor} × 基线值（{base}，基线高于正常）",
        "{test} {value} está {side} {factor} × valor basal ({base}), que era anormal",
    ),
    "hs.fibrinogen": Text(
        "{test} {value} is {side} {limit} g/L",
        "{test} {value} {side} {limit} g/L",
        "{test} {value} está {side} {limit} g/L",
    ),
    "hs.above": Text("above", "高于", "por encima de"),
    "hs.not above": Text("not above", "不高于", "no por encima de"),
    "hs.below": Text("below", "低于", "por debajo de"),
    "hs.not below": Text("not below", "不低于", "no por debajo de"),
    "hs.not graded": Text("{test}: not graded", "{test}：未分级", "{test}: sin grado"),
    "hs.no cytopenia": Text("{test}: grade 0", "{test}：0 级", "{test}: grado 0"),
    "hs.no grade before": Text(
        "{test}: grade {grade}, and none is known from before the infusion",
        "{test}：{grade} 级，回输前分级未知",
        "{test}: grado {grade}, y no se conoce el de antes de la infusión",
    ),
    "hs.cytopenia": Text(
        "{test}: grade {grade}, before the infusion {before}",
        "{test}：{grade} 级，回输前为 {before} 级",
        "{test}: grado {grade}, antes de la infusión {before}",
    ),
    # ferritin
    "ferritin missing": Text(
        "the ferritin is not recorded", "未记录铁蛋白", "no se anotó la ferritina"
    ),
    "ferritin no base": Text(
        "neither the ULN nor a baseline is recorded",
        "正常值上限和基线值均未记录",
        "no se anotó ni el límite superior ni un valor basal",
    ),
    "ferritin not above": Text(
        "ferritin {value} against {factor} × {base}: not above",
        "铁蛋白 {value}，对照 {factor} × {base}：未超过",
        "ferritina {value} frente a {factor} × {base}: no la supera",
    ),
    "ferritin no uln": Text(
        "ferritin {value} against {factor} × {base} (baseline): above, but the ULN is missing",
        "铁蛋白 {value}，对照 {factor} × {base}（基线）：超过，但缺少正常值上限",
        "ferritina {value} frente a {factor} × {base} (basal): la supera, pero falta el límite",
    ),
    "ferritin above": Text(
        "ferritin {value} against {factor} × {base}: above; look at IEC-HS",
        "铁蛋白 {value}，对照 {factor} × {base}：超过；请查看 IEC-HS",
        "ferritina {value} frente a {factor} × {base}: la supera; revise IEC-HS",
    ),
    "ferritin bound": Text(
        "known to be {side}{value} only; {why}",
        "仅知为 {side}{value}；{why}",
        "solo se sabe que es {side}{value}; {why}",
    ),
    # pressure
    "age missing": Text("the age is not recorded", "未记录年龄", "no se anotó la edad"),
    "systolic missing": Text(
        "the systolic pressure is not recorded", "未记录收缩压", "no se anotó la presión sistólica"
    ),
    "pressure young": Text(
        "the rule holds from {from_years} year on; this is {age}",
        "该规则适用于满 {from_years} 岁；此人 {age} 岁",
        "la regla vale desde {from_years} año; esta persona tiene {age}",
    ),
    "pressure low": Text(
        "{value} mmHg is below {limit} mmHg",
        "{value} mmHg 低于 {limit} mmHg",
        "{value} mmHg está por debajo de {limit} mmHg",
    ),
    "pressure fine": Text(
        "{value} mmHg is not below {limit} mmHg",
        "{value} mmHg 不低于 {limit} mmHg",
        "{value} mmHg no está por debajo de {limit} mmHg",
    ),
    "pressure age": Text("{said} (age {age})", "{said}（{age} 岁）", "{said} ({age} años)"),
    "pressure denied": Text(
        "{said}, but the sheet says that there was no hypotension",
        "{said}，但本表记录为无低血压",
        "{said}, pero la hoja dice que no hubo hipotensión",
    ),
    # pain and TIAN
    "pain high": Text(
        "pain {score} of 10: {limit} or more",
        "疼痛 {score} 分（满分 10）：达到 {limit} 分",
        "dolor {score} de 10: {limit} o más",
    ),
    "pain opioid": Text("an opioid was started", "已开始使用阿片类药物", "se inició un opioide"),
    "pain score missing": Text(
        "the score is not recorded", "未记录疼痛评分", "no se anotó la puntuación"
    ),
    "pain opioid missing": Text(
        "whether an opioid was started is not recorded",
        "未记录是否开始使用阿片类药物",
        "no se anotó si se inició un opioide",
    ),
    "pain fine": Text(
        "pain {score} of 10, no opioid started",
        "疼痛 {score} 分（满分 10），未开始使用阿片类药物",
        "dolor {score} de 10, sin inicio de opioide",
    ),
    "pain outside": Text(
        "{said}; on day {day}, and the flag is for days 0 to {last} after the infusion",
        "{said}；第 {day} 天，该提示仅针对回输后第 0 至 {last} 天",
        "{said}; en el día {day}, y el aviso es para los días 0 a {last} tras la infusión",
    ),
    "pain not new": Text(
        "{said}; not new: {before} of 10 before the infusion",
        "{said}；并非新发：回输前已为 {before} 分（满分 10）",
        "{said}; no es nuevo: {before} de 10 antes de la infusión",
    ),
    "hs called": Text(
        "the investigator calls it IEC-HS; the grade is the investigator's",
        "研究者判定为 IEC-HS；分级由研究者判定",
        "el investigador lo considera IEC-HS; el grado es del investigador",
    ),
    "tian recorded": Text(
        "recorded on this sheet; type, site and grade are the investigator's",
        "本表已记录；类型、部位和分级由研究者判定",
        "anotada en esta hoja; el tipo, el sitio y el grado son del investigador",
    ),
    # ICE and CAPD
    "score missing": Text("the score is not recorded", "未记录评分", "no se anotó la puntuación"),
    "score parts": Text("not asked: {parts}", "未评：{parts}", "no se preguntó: {parts}"),
    "score differs": Text(
        "{name}: the total entered is {total}, the parts add up to {sum}",
        "{name}：录入总分为 {total}，各项之和为 {sum}",
        "{name}: el total anotado es {total}, las partes suman {sum}",
    ),
    "score of age": Text("{name}: {why}", "{name}：{why}", "{name}: {why}"),
    "score other": Text(
        "{name}: {why}; {other} {points} does not count at this age",
        "{name}：{why}；{other} {points} 分在此年龄不计入",
        "{name}: {why}; {other} {points} no cuenta a esta edad",
    ),
    "capd usual": Text(
        "CAPD {capd} is not above the child's usual {usual}",
        "CAPD {capd} 分，不高于患儿平时的 {usual} 分",
        "CAPD {capd} no supera el habitual del niño, {usual}",
    ),
}

WORDS: dict[str, Text] = {**BESIDE, **LABORATORY, **BEDSIDE, **LIMITING}


def name_finding(value: str) -> Part:
    """Name a finding of a sheet in each language; one that has no other words stays as it is."""
    return FINDINGS.get(value, value)


def join_words(key: str, parts: tuple[Part, ...]) -> Said:
    """Name several things in a row, with the words of a key between them."""
    return join_said(parts, WORDS[key])


def tell(key: str, **parts: Part) -> Said:
    """Fill the sentence of a key. Raises KeyError for an unknown key or an empty place."""
    return fill(WORDS[key], **parts)
