"""Spanish numbers, units, bounds and dates in the words that the English reader knows.

`de 18 a 60 años` becomes `18 to 60 years`, `dos veces al día` `2 times a day`, `0,5` `0.5`.
A comma is a decimal one, and so is a point, but before three digits it parts thousands (`1.500`).
Both are read the other way round in half of the countries: `AMBIGUOUS` finds what a person has
to look at.
`mayores de 18 años` is read as it is written: more than 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BELOW_THIRTY = (
    "cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez",
    "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho",
    "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro",
    "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
)  # fmt: skip
_ONES = {word: at for at, word in enumerate(_BELOW_THIRTY)}
_ONES |= {"uno": 1, "una": 1, "veintiún": 21, "veintiuna": 21}
_TENS = {
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80,
    "noventa": 90,
}  # fmt: skip
_HUNDREDS = {"cien": 100, "ciento": 100} | {
    f"{word}t{end}s": size
    for word, size in (
        ("doscien", 200), ("trescien", 300), ("cuatrocien", 400), ("quinien", 500),
        ("seiscien", 600), ("setecien", 700), ("ochocien", 800), ("novecien", 900),
    )
    for end in ("o", "a")
}  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DIGIT = _any_of(word for word, value in _ONES.items() if 1 <= value <= 9)
_BELOW_100 = rf"(?:(?:{_any_of(_TENS)})(?: y (?:{_DIGIT}))?|{_any_of(_ONES)})"
_BELOW_1000 = rf"(?:(?:{_any_of(_HUNDREDS)})(?: {_BELOW_100})?|{_BELOW_100})"
_SPELLED = re.compile(
    rf"\b(?:(?:{_BELOW_1000} )?mil(?: {_BELOW_1000})?|{_BELOW_1000})\b", re.IGNORECASE
)
"""One number as it is said: `y` stands between tens and ones alone, so that in `dos y doce` and
`dos, cuatro y ocho` each stays a number of its own."""
_ARTICLE = frozenset({"un", "una", "uno"})
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_MONTH = "|".join((*_MONTHS, "setiembre"))
_DATE = re.compile(
    rf"(?:\b(\d{{1,2}})(?:\.?º)? de )?\b({_MONTH}) (?:de |del )?(?:año )?(\d{{4}})\b", re.IGNORECASE
)
_V = r"\d+(?:\.\d+)?"
_TIMES = {
    "día": "day", "dia": "day", "noche": "day", "semana": "week", "mes": "month", "año": "year",
    "hora": "hour",
}  # fmt: skip
_TIME = "|".join(_TIMES)
_UNITS = {
    "years": "años?", "months": "mes(?:es)?", "weeks": "semanas?", "days": "d[ií]as?",
    "hours": "horas?", "minutes": "minutos?", "seconds": "segundos?", "times": "ve(?:z|ces)",
    "people": "personas?|participantes?|pacientes?|niñ[oa]s?|adult[oa]s?|mujer(?:es)?|hombres?|"
              "voluntari[oa]s?|sujetos?",
    "groups": "grupos?|brazos?", "centers": "centros?|hospital(?:es)?|clínicas?",
    "countries": "pa[ií]s(?:es)?", "cycles": "ciclos?", "sessions": "sesi[oó]n(?:es)?",
    "visits": "visitas?|consultas?", "rules": "requisitos?|reglas?",
    "injections": "inyecci[oó]n(?:es)?", "tablets": "pastillas?|comprimidos?|tabletas?|píldoras?",
    "capsules": "cápsulas?", "puffs": "inhalaci[oó]n(?:es)?", "points": "puntos?",
    "parts": "partes?", "treatments": "tratamientos?", "mg": "miligramos?", "g": "gramos?",
    "kg": "kilos?|kilogramos?", "ug": "microgramos?", "ml": "mililitros?", "l": "litros?",
    "cm": "centímetros?", "mm": "milímetros?", "m": "metros?", "units": "unidades|unidad",
    "iu": "ui", "doses": "dosis",
}  # fmt: skip
_LABELS = {
    "phase": "fases?", "grade": "grados?", "stage": "estadios?|etapas?", "week": "semanas?",
    "day": "d[ií]as?", "month": "mes(?:es)?", "cycle": "ciclos?", "level": "nivel(?:es)?",
    "type": "tipos?", "version": "versi[oó]n", "class": "clases?", "group": "grupos?",
    "visit": "visitas?", "session": "sesi[oó]n", "part": "partes?",
}  # fmt: skip
_ANY_UNIT = "|".join(words for words in _UNITS.values())

_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        (r"\b(?:una? (?:sol[oa]|únic[oa])) (?=dosis|centro|grupo|vez|visita|sesi)", " 1 "),
        (rf"\b({_V}) (?:ve(?:z|ces)) (?:al|por|a la|cada|a el) ({_TIME})\b", r" \1 times a <\2> "),
        (rf"\b({_V}) (?:ve(?:z|ces)) (?:diarias?)\b", r" \1 times a <día> "),
        (rf"\b({_V}) (?:ve(?:z|ces)) (?:semanal(?:es)?)\b", r" \1 times a <semana> "),
        (rf"\bcada ({_V}) (?={_TIME})", r" every \1 "),
        (rf"\bcada ({_TIME})\b|\btod[oa]s l[oa]s ({_TIME})s\b", r" every <\1\2> "),
        (rf"\b(?:al|por|a la) ({_TIME})\b(?! (?:siguiente|de)\b)", r" a <\1> "),
        (r"\b(?:diariamente|diari[oa]s?)\b", " daily "),
        (r"\b(?:semanalmente|semanal(?:es)?)\b", " weekly "),
        (r"\b(?:mensualmente|mensual(?:es)?)\b", " monthly "),
        (r"\b(?:a partir de|desde) (?:los )?(?=\d+ (?:años|mes))", " at least "),
        (
            r"\b(?:al menos|por lo menos|como mínimo|un mínimo de|mínimo de|mínimo|no menos de|"
            r"(?:mayor(?:es)?|superior(?:es)?) o igual(?:es)? (?:a|que))\b",
            " at least ",
        ),
        (
            r"\b(?:como máximo|a lo sumo|un máximo de|máximo de|máximo|no más de|"
            r"(?:menor(?:es)?|inferior(?:es)?) o igual(?:es)? (?:a|que))\b",
            " at most ",
        ),
        (r"\bno (?:mayor(?:es)?|superior(?:es)?) (?:de|a|que)(?= (?:los )?\d)", " at most "),
        (r"\bno (?:menor(?:es)?|inferior(?:es)?) (?:de|a|que)(?= (?:los )?\d)", " at least "),
        (
            r"\b(?:más del?|mayor(?:es)? (?:de|que|a)|superior(?:es)? a|"
            r"por encima de)(?= (?:los )?\d)",
            " more than ",
        ),
        (
            r"\b(?:menos del?|menor(?:es)? (?:de|que|a)|inferior(?:es)? a|"
            r"por debajo de)(?= (?:los )?\d)",
            " less than ",
        ),
        (rf"({_V}) o más (?={_ANY_UNIT})", r" at least \1 "),
        (rf"({_V}) o menos (?={_ANY_UNIT})", r" at most \1 "),
        (rf"(?<=\d) (?:o|u) (?={_V})", " or "),
        (rf"(?<=\d) y (?={_V})", " and "),
        (r"(?<=\b[IVX]) o (?=[IVX]+\b)|(?<=II) o (?=[IVX]+\b)", " or "),
        (r"(?<=\b[IVX]) y (?=[IVX]+\b)|(?<=II) y (?=[IVX]+\b)", " and "),
    )
)
_OLDER = re.compile(r"(?<=[a-z%]) (?:(?:de edad )?(?:o|y) (?:más|mayor(?:es)?)|en adelante)\b")
_YOUNGER = re.compile(r"(?<=[a-z%]) (?:de edad )?(?:o|y) (?:menos|menor(?:es)?)\b")
_RANGE = re.compile(rf"((?:{_V})(?: [a-z]+)?) (?:a|hasta|al) (?:los )?(?=(?:less than )?{_V})")
_LABELLED = tuple(
    (
        re.compile(
            rf"(?<!\d )\b(?:{words}) (?=\d|(?:IV|I{{1,3}}|V)\b)", re.IGNORECASE
        ),
        f" {label} ",
    )
    for label, words in _LABELS.items()
)  # fmt: skip
_COUNTED = (
    *(
        (re.compile(rf"(?<![\w.])({_V}) ?(?:{words})\b(?! \d)", re.IGNORECASE), rf"\1 {unit} ")
        for unit, words in _UNITS.items()
    ),
)
AMBIGUOUS = re.compile(r"(?<![\w.,:+-])[1-9]\d{0,2}[.,]\d{3}(?![\d])")
"""One and a half, or fifteen hundred: `1,500` and `1.500`."""
_THOUSANDS = re.compile(r"(?<![\w.,+-])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.])")
_COMMA = re.compile(r"(?<=\d),(?=\d)")


def spanish_to_english_numbers(text: str) -> str:
    """Write the numbers of a cleaned Spanish text as the English reader expects them."""
    text = _THOUSANDS.sub(lambda found: found[0].replace(".", ""), " ".join(text.split()))
    text = _COMMA.sub(".", text)
    text = _DATE.sub(_iso, text.replace(" por ciento", " %"))
    text = _SPELLED.sub(lambda found: _digits(found, text), text)
    for pattern, replacement in _STEPS:
        text = " ".join(pattern.sub(replacement, text).split())
    text = re.sub(
        rf"<({_TIME})>", lambda found: _TIMES[found[1].lower()], text, flags=re.IGNORECASE
    )
    for pattern, replacement in _LABELLED:
        text = pattern.sub(replacement, text)
    for pattern, replacement in _COUNTED:
        text = pattern.sub(replacement, text)
    text = re.sub(r"(?<=\d)(?=%)|(?<= )  +", " ", " ".join(text.split()))
    text = _YOUNGER.sub(" or younger", _OLDER.sub(" or older", text))
    text = _RANGE.sub(r"\1 to ", text)
    text = re.sub(rf"\bhasta (?:los )?(?={_V})", "up to ", text, flags=re.IGNORECASE)
    return re.sub(rf"\bentre (?:los )?(?={_V}.{{0,30}}? (?:and|y) {_V})", "between ", text)


def _iso(found: re.Match[str]) -> str:
    name = found[2].lower().replace("setiembre", "septiembre")
    parts = [found[3], f"{_MONTHS.index(name) + 1:02}"]
    return "-".join([*parts, found[1].zfill(2)] if found[1] else parts)


def _digits(found: re.Match[str], text: str) -> str:
    """Write a number in digits; `un` alone is an article unless it counts times or a time."""
    said = found[0].lower()
    if said in _ARTICLE:
        after = text[found.end() : found.end() + 12].lower()
        counts = re.match(rf" (?:vez|requisito|{_TIME})\b", after)
        return "1" if counts else found[0]
    return str(_value(said))


def _value(said: str) -> int:
    """Read `treinta y cinco` as 35, `mil doscientos` as 1200."""
    total, part = 0, 0
    for word in re.findall(r"\w+", said):
        if word == "mil":
            total, part = max(part, 1) * 1000, 0
        else:
            part += _ONES.get(word, 0) + _TENS.get(word, 0) + _HUNDREDS.get(word, 0)
    return total + part
