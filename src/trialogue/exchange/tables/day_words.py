"""What is said of the days of a file that is imported, in every language."""

from __future__ import annotations

from trialogue.core.protocol.words import Text

DAYS: dict[str, Text] = {
    "which order": Text(
        "“{said}”, which may be {one} or {other}",
        "“{said}”，可能是 {one} 或 {other}",
        "«{said}», que puede ser {one} u {other}",
    ),
    "one order": Text(
        "“{said}”, which can only be {one}, but no order of day and month is chosen",
        "“{said}”，只能是 {one}，但尚未选定日和月的顺序",
        "«{said}», que solo puede ser {one}, pero no se ha elegido el orden de día y mes",
    ),
    "no order": Text(
        "“{said}”, which is a date in neither order of day and month",
        "“{said}”，无论日在前还是月在前都不是日期",
        "«{said}», que no es una fecha en ningún orden de día y mes",
    ),
    "order said": Text(
        "a date that begins with the year, or the order of day and month chosen",
        "年份在前的日期，或选定日和月的顺序",
        "una fecha que empiece por el año, o el orden de día y mes elegido",
    ),
    "choose order": Text(
        "on the page “What the file means”, at “Dates”, choose which comes first, day or month",
        "请在“文件内容的含义”页面的“日期”处选择日在前还是月在前",
        "en la página «Qué significa el archivo», en «Fechas», elija qué va primero, día o mes",
    ),
    "not order": Text(
        "“{said}”, which does not fit the chosen order",
        "“{said}”，与所选顺序不符",
        "«{said}», que no encaja con el orden elegido",
    ),
    "check date": Text(
        "check the date and the chosen order",
        "请核对日期和所选顺序",
        "revise la fecha y el orden elegido",
    ),
    "within": Text(
        "{first} to {last}, the window of {visit}",
        "{first} 至 {last}（{visit}的窗口）",
        "del {first} al {last}, la ventana de {visit}",
    ),
    "outside window": Text(
        "the day lies outside the window of its visit: check it, and the order of day and month",
        "日期不在该访视的窗口内：请核对日期以及日和月的顺序",
        "el día queda fuera de la ventana de su visita: revíselo, y el orden de día y mes",
    ),
    "from consent": Text(
        "not before {day}, the day of consent",
        "不早于知情同意日 {day}",
        "no antes del {day}, el día del consentimiento",
    ),
    "before consent": Text(
        "the day lies before consent: check it, and the order of day and month",
        "日期早于知情同意：请核对日期以及日和月的顺序",
        "el día es anterior al consentimiento: revíselo, y el orden de día y mes",
    ),
}  # fmt: skip
"""By key, with places for what was said; see `words.say`."""
