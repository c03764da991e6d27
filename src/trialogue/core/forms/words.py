"""What is said of an entry that cannot be kept, or that somebody should look at."""

from __future__ import annotations

from trialogue.core.protocol.words import LANGUAGES, Text

WORDS: dict[str, Text] = {
    "nothing": Text("nothing", "空白", "nada"),
    "quoted": Text("“{said}”", "“{said}”", "«{said}»"),
    # keys
    "unknown key": Text(
        "the field “{said}”, which this form does not have",
        "本表没有字段“{said}”",
        "el campo «{said}», que este formulario no tiene",
    ),
    "known keys": Text("fields of the form", "本表的字段", "campos del formulario"),
    "drop key": Text(
        "leave it out, or correct its name",
        "请删除，或更正字段名",
        "quítelo o corrija su nombre",
    ),
    "mean key": Text("did you mean “{near}”?", "是否指“{near}”？", "¿quiso decir «{near}»?"),
    # whether it is there
    "an answer": Text("an answer", "需要填写", "una respuesta"),
    "answer or reason": Text(
        "fill it in, or say why there is none",
        "请填写，或说明为何没有",
        "complételo o diga por qué no hay respuesta",
    ),
    "not asked": Text(
        "an answer, though it is asked only where “{label}” is {values}",
        "已填写，但仅当“{label}”为{values}时才需填写",
        "una respuesta, aunque solo se pregunta si «{label}» es {values}",
    ),
    "an empty field": Text("an empty field", "留空", "un campo vacío"),
    "empty or change": Text(
        "empty it, or change “{label}”",
        "请清空，或更改“{label}”",
        "vacíelo o cambie «{label}»",
    ),
    "answer and reason": Text(
        "an answer, and a reason why there is none",
        "既有填写内容，又有未填原因",
        "una respuesta y un motivo por el que no la hay",
    ),
    "one of both": Text("one of the two", "二者选一", "uno de los dos"),
    "keep one": Text("remove one of them", "请删除其一", "quite uno de ellos"),
    "unknown reason": Text("the reason “{said}”", "原因“{said}”", "el motivo «{said}»"),
    # choices and texts
    "choose": Text("choose one of these", "请从中选择", "elija una de estas"),
    "too long": Text("{n} characters", "{n} 个字符", "{n} caracteres"),
    "at most characters": Text(
        "at most {most} characters", "最多 {most} 个字符", "como máximo {most} caracteres"
    ),
    "shorten": Text("shorten it", "请缩短", "acórtelo"),
    "a sign": Text(
        "a sign that cannot be shown", "无法显示的字符", "un signo que no se puede mostrar"
    ),
    "a text": Text("letters, digits and signs", "文字、数字和符号", "letras, números y signos"),
    "retype": Text("type it again", "请重新输入", "escríbalo de nuevo"),
    # dates
    "a date": Text("a date such as 2026-01-31", "日期，如 2026-01-31", "una fecha como 2026-01-31"),
    "a partial date": Text(
        "a date such as 2026-01-31, or 2026-01 or 2026 where the rest is not known",
        "日期，如 2026-01-31；不详时可写 2026-01 或 2026",
        "una fecha como 2026-01-31, o 2026-01 o 2026 si no se sabe el resto",
    ),
    "a date with time": Text(
        "a date, with its time if known, such as 2026-01-31T08:30",
        "日期，已知时间时一并填写，如 2026-01-31T08:30",
        "una fecha, con la hora si se sabe, como 2026-01-31T08:30",
    ),
    "year first": Text(
        "write year, month, day with digits, in this order",
        "请按年、月、日的顺序用数字填写",
        "escriba año, mes y día con números, en este orden",
    ),
    "which day": Text(
        "write {one} or {other}, whichever is meant",
        "请写明是 {one} 还是 {other}",
        "escriba {one} o {other}, según lo que se quiera decir",
    ),
    "no such day": Text(
        "check the day: there is none of that date",
        "请核对：没有这一天",
        "revise el día: esa fecha no existe",
    ),
    "year range": Text(
        "a year from {low} to {high}",
        "年份在 {low} 至 {high} 之间",
        "un año entre {low} y {high}",
    ),
    "check year": Text("check the year", "请核对年份", "revise el año"),
    "whole date": Text("write the day, too", "请填写具体日期", "escriba también el día"),
    "no time": Text(
        "write the day without a time", "只填日期，不填时间", "escriba el día sin la hora"
    ),
    "not future": Text(
        "a day not after today, {today}",
        "不晚于今天（{today}）",
        "un día que no sea posterior a hoy, {today}",
    ),
    "check future": Text(
        "check the date: it still lies ahead",
        "请核对：该日期尚未到来",
        "revise la fecha: todavía no ha llegado",
    ),
    "before": Text(
        "{said}, before “{label}” ({other})",
        "{said}，早于“{label}”（{other}）",
        "{said}, antes de «{label}» ({other})",
    ),
    "not before": Text("{other} or later", "{other} 或之后", "{other} o después"),
    "check birth": Text(
        "check the date: the participant was born on {born}",
        "请核对：参加者的出生日期为 {born}",
        "revise la fecha: el participante nació el {born}",
    ),
    "exchanged": Text(
        "check whether the two were exchanged",
        "请核对两者是否填反",
        "revise si están al revés",
    ),
    # numbers
    "a number": Text("a number such as 12.5", "数字，如 12.5", "un número como 12.5"),
    "a number below": Text(
        "a number such as 12.5, or <50 for below the limit",
        "数字，如 12.5；低于定量限写 <50",
        "un número como 12.5, o <50 si está por debajo del límite",
    ),
    "digits": Text(
        "write digits, with a point for decimals",
        "请写数字，小数用点号",
        "escriba números, con un punto para los decimales",
    ),
    "write number": Text("write {number}", "请写 {number}", "escriba {number}"),
    "which number": Text(
        "write {one} or {other}, whichever is meant",
        "请写明是 {one} 还是 {other}",
        "escriba {one} o {other}, según lo que se quiera decir",
    ),
    "no sign": Text(
        "write the number without {sign}",
        "请只写数字，不写 {sign}",
        "escriba el número sin {sign}",
    ),
    "which unit": Text("write the unit", "请填写单位", "escriba la unidad"),
    "no unit": Text("the unit “{said}”", "单位“{said}”", "la unidad «{said}»"),
    "no range": Text(
        "a range of the laboratory, {said}",
        "实验室参考范围 {said}",
        "un rango del laboratorio, {said}",
    ),
    "a range with result": Text(
        "a range beside its result", "参考范围须与结果一同填写", "un rango junto a su resultado"
    ),
    "range turned": Text("{low} above {high}", "{low} 大于 {high}", "{low} por encima de {high}"),
    "range order": Text("the lower end first", "下限在前", "primero el límite inferior"),
    "above zero": Text("a number above 0", "大于 0 的数", "un número mayor que 0"),
    "zero or more": Text("0 or more", "0 或以上", "0 o más"),
    "none given": Text(
        "leave it empty where the laboratory gave none",
        "实验室未给出时请留空",
        "déjelo vacío si el laboratorio no dio ninguno",
    ),
    "from": Text("from {low}", "{low} 起", "desde {low}"),
    "to": Text("up to {high}", "不超过 {high}", "hasta {high}"),
    "between": Text("{low} to {high}", "{low} 至 {high}", "de {low} a {high}"),
    "check number": Text(
        "check the number, its decimal point and its unit",
        "请核对数值、小数点和单位",
        "revise el número, el punto decimal y la unidad",
    ),
    "a step": Text("a multiple of {step}", "{step} 的倍数", "un múltiplo de {step}"),
    "check step": Text("check the score", "请核对评分", "revise la puntuación"),
    "unusual": Text(
        "This is unusual. Check the number and its unit; if it is right, say so.",
        "该数值不常见。请核对数值和单位；如无误，请说明。",
        "Esto no es habitual. Revise el número y la unidad; si es correcto, dígalo.",
    ),
    # what does not go together across forms
    "form and day": Text("{form} {day}", "{form} {day}", "{form} {day}"),
    "and more": Text("{these} and {n} more", "{these}等，另有 {n} 处", "{these} y {n} más"),
    "no later than": Text(
        "no day after these: {these}", "不晚于：{these}", "ningún día posterior a: {these}"
    ),
    "nothing after": Text(
        "nothing dated after it; there is: {these}",
        "此后没有记录；现有：{these}",
        "nada con fecha posterior; hay: {these}",
    ),
    "event beside": Text(
        "one record for the same days; entry {number} has {said}",
        "同一时段只有一条记录；第 {number} 条为 {said}",
        "un solo registro para los mismos días; la entrada {number} tiene {said}",
    ),
    "answer to": Text(
        "an answer to “{label}”, too", "同时填写“{label}”", "también una respuesta a «{label}»"
    ),
    "a death": Text(
        "a form on the death, too", "同时填写死亡表", "también el formulario del fallecimiento"
    ),
    "one of these": Text("one of {these}", "{these} 之一", "uno de {these}"),
    "after that": Text(
        "{other} or later ({label})", "{other} 或之后（{label}）", "{other} o después ({label})"
    ),
    "coherence birth": Text(
        "Forms are dated before this birth. Check which of the dates is wrong.",
        "有表单的日期早于该出生日期。请核对哪个日期有误。",
        "Hay formularios con fecha anterior a este nacimiento. Revise cuál fecha está mal.",
    ),
    "coherence path": Text(
        "The steps of the protocol do not follow each other in this order. Check both dates.",
        "方案各步骤的先后顺序不符。请核对两个日期。",
        "Los pasos del protocolo no van en este orden. Revise las dos fechas.",
    ),
    "coherence event consent": Text(
        "The event began before the consent. Check the date, or whether it is medical history.",
        "事件开始于知情同意之前。请核对日期，或确认是否属于既往病史。",
        "El evento empezó antes del consentimiento. Revise la fecha, o si es un antecedente.",
    ),
    "coherence event twice": Text(
        "Two records of the same event cover the same days. Check whether one is a copy, or where "
        "the first ended.",
        "同一事件有两条记录的时段重叠。请核对是否重复录入，或前一条的结束日期。",
        "Dos registros del mismo evento cubren los mismos días. Revise si uno es copia, o cuándo "
        "terminó el primero.",
    ),
    "coherence event end": Text(
        "The event is over, and no end is entered.",
        "事件已结束，但未填写结束日期。",
        "El evento terminó y no hay fecha de fin.",
    ),
    "coherence death missing": Text(
        "This tells of a death, and no death is entered.",
        "此处提示死亡，但未填写死亡表。",
        "Esto habla de un fallecimiento y no hay ninguno anotado.",
    ),
    "coherence after death": Text(
        "Forms are dated after this death. Check which of the dates is wrong.",
        "有表单的日期晚于该死亡日期。请核对哪个日期有误。",
        "Hay formularios con fecha posterior a este fallecimiento. Revise cuál fecha está mal.",
    ),
    "coherence response early": Text(
        "The response is dated before the infusion. Check both dates.",
        "疗效评估日期早于回输。请核对两个日期。",
        "La respuesta tiene fecha anterior a la infusión. Revise las dos fechas.",
    ),
    "coherence lesion unknown": Text(
        "The log of lesions has no lesion of this name.",
        "病灶登记中没有该编号的病灶。",
        "El registro de lesiones no tiene ninguna con este nombre.",
    ),
    "list": Text(", ", "、", ", "),
}
"""Sentences with places for what was said; dates and numbers stand as they were written."""


def say(key: str, **parts: str | Text) -> Text:
    """Fill the sentence of a key in every language."""
    return Text(
        **{
            language: getattr(WORDS[key], language).format(
                **{name: _in(part, language) for name, part in parts.items()}
            )
            for language in LANGUAGES
        }
    )


def join(texts: tuple[Text, ...]) -> Text:
    """Name several things in a row, in every language."""
    return Text(
        **{
            language: getattr(WORDS["list"], language).join(one.say(language) for one in texts)
            for language in LANGUAGES
        }
    )


def _in(part: str | Text, language: str) -> str:
    return part if isinstance(part, str) else part.say(language)
