"""Why a number of the kinetics is missing, and what was done to the samples, in each language."""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.protocol.words import Text
from trialogue.core.said import Part, Said, fill, join_said

WORDS: Mapping[str, Text] = {
    "never": Text(
        "never quantifiable after the infusion",
        "回输后从未达到可定量水平",
        "nunca cuantificable después de la infusión",
    ),
    "no sample": Text(
        "no sample from the infusion on", "回输后没有样本", "ninguna muestra desde la infusión"
    ),
    "few": Text(
        "{n} quantifiable samples after the peak, fewer than {least}",
        "峰值之后可定量样本 {n} 份，少于 {least} 份",
        "{n} muestras cuantificables después del pico, menos de {least}",
    ),
    "not falling": Text(
        "the level does not fall at the end: no terminal phase",
        "末段水平未下降：没有终末相",
        "el nivel no baja al final: no hay fase terminal",
    ),
    "hardly falling": Text(
        "the level hardly falls at the end: no finite half-life",
        "末段水平几乎不下降：没有有限的半衰期",
        "el nivel casi no baja al final: no hay vida media finita",
    ),
    "low r2": Text(
        "R² {r2} is below {least}", "R² {r2} 低于 {least}", "R² {r2} está por debajo de {least}"
    ),
    "short span": Text(
        "the samples span {span} half-lives, fewer than {least}",
        "样本跨度为 {span} 个半衰期，少于 {least} 个",
        "las muestras abarcan {span} vidas medias, menos de {least}",
    ),
    "no baseline": Text(
        "no sample up to day 0", "第 0 天及之前没有样本", "ninguna muestra hasta el día 0"
    ),
    "baseline below": Text(
        "the baseline is below a limit of quantification not recorded",
        "基线值低于定量限，而该限未记录",
        "el valor basal está por debajo de un límite de cuantificación que no se anotó",
    ),
    "baseline 0": Text("the baseline is 0", "基线值为 0", "el valor basal es 0"),
    "and": Text(" and ", "，且", " y "),
    "poor fit": Text(
        "not reported: {why} (the fit gives {days} days)",
        "不报告：{why}（拟合值为 {days} 天）",
        "no se informa: {why} (el ajuste da {days} días)",
    ),
    "ended early": Text(
        "sampling ended on day {last}, before day {horizon}",
        "采样止于第 {last} 天，早于第 {horizon} 天",
        "el muestreo terminó el día {last}, antes del día {horizon}",
    ),
    "no start": Text(
        "no sample tells the level on day 0, where the area begins",
        "没有样本说明面积起点（第 0 天）的水平",
        "ninguna muestra dice el nivel del día 0, donde empieza el área",
    ),
    "too large": Text(
        "the levels are too large to be summed",
        "数值过大，无法求和",
        "los niveles son demasiado grandes para sumarlos",
    ),
    "not lost": Text(
        "no {n} results in a row below quantification after the peak",
        "峰值之后没有连续 {n} 次低于定量限",
        "después del pico no hay {n} resultados seguidos por debajo de la cuantificación",
    ),
    "again": Text(
        "quantifiable again on day {day}, after the loss",
        "消失后第 {day} 天再次可定量",
        "cuantificable de nuevo el día {day}, después de la pérdida",
    ),
    "mean": Text(
        "day {day}: mean of {n} samples",
        "第 {day} 天：{n} 份样本的均值",
        "día {day}: media de {n} muestras",
    ),
    "below": Text(
        "day {day}: a number below the LLOQ was taken as BLQ",
        "第 {day} 天：低于定量下限的数值按 BLQ 处理",
        "día {day}: un número por debajo del LLOQ se tomó como BLQ",
    ),
    "before": Text(
        "samples before the infusion serve as the level at day 0 only",
        "回输前的样本仅用作第 0 天的水平",
        "las muestras de antes de la infusión sirven solo como nivel del día 0",
    ),
}


def tell(key: str, **parts: Part) -> Said:
    """Fill the sentence of a key. Raises KeyError for an unknown key or an empty place."""
    return fill(WORDS[key], **parts)


def join_words(parts: tuple[Part, ...]) -> Said:
    """Name several things in a row."""
    return join_said(parts, WORDS["and"])
