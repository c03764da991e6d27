"""Spanish words without their endings, and the English words that they are cousins of.

`tratar`, `tratado` and `tratan` are one, and `fludarabina` is `fludarabine`. What is not in our
table and has no such cousin stays as it stands, so that names of places and products fit.
"""

from __future__ import annotations

import re
import unicodedata

from trialogue.report.overview.language.stems import stem

_IRREGULAR = {
    "nina": "nina", "ninas": "nina", "sangrado": "sangrado", "sangrados": "sangrado",
    "parto": "parto", "peso": "peso", "pesos": "pesos", "cura": "cura", "vaso": "vaso",
    "pastilla": "pastilla", "pastillas": "pastilla", "papel": "papel", "pacientes": "paciente",
    "sangrar": "sangrado", "sangra": "sangrado", "sangran": "sangrado", "hombro": "hombro",
    "hombros": "hombro", "funciona": "funcionar", "funcionan": "funcionar",
    "funcionar": "funcionar", "bajo": "bajo", "baja": "bajo", "bajos": "bajo", "bajas": "bajo",
    "masa": "masa", "masas": "masa", "todos": "todos", "todas": "todos",
}  # fmt: skip
_LEAST = 4
"""Letters that are left of a word whose ending is taken off."""
_ENDINGS = (
    "aciones", "acion", "iciones", "icion", "amente", "mente", "iendo", "yendo", "ando",
    "aron", "ieron", "aran", "eran", "iran", "ara", "era", "ira", "ado",
    "ada", "ido", "ida", "ar", "er", "ir", "an", "en",
)  # fmt: skip
_COUSINS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ci[oó]n(?:es)?$", "tion"), (r"si[oó]n(?:es)?$", "sion"), (r"pat[ií]as?$", "pathy"),
        (r"ectom[ií]as?$", "ectomy"), (r"scop[ií]as?$", "scopy"), (r"graf[ií]as?$", "graphy"),
        (r"terapias?$", "therapy"), (r"plast[ií]as?$", "plasty"), (r"ismos?$", "ism"),
        (r"(?<=\w{3})ic[oa]s?$", "ic"), (r"(?<=\w{3})os[oa]s?$", "ous"),
        (r"(?<=\w{3})iv[oa]s?$", "ive"), (r"(?<=\w{3})idad(?:es)?$", "ity"),
        (r"(?<=\w{3})in[oa]s?$", "ine"), (r"(?<=\w{3})id[oa]s?$", "ide"),
        (r"(?<=\w{3})ona$", "one"), (r"(?<=\w{3})atos?$", "ate"), (r"(?<=\w{3})uros?$", "ide"),
        (r"(?<=\w{3})azol$", "azole"), (r"(?<=\w{3})eno$", "ene"), (r"(?<=\w{3})alos?$", "al"),
    )
)  # fmt: skip
_SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^ciclo", "cyclo"), (r"fosf", "phosph"), (r"^fe(?=n)", "phe"), (r"^metotr", "methotr"),
        (r"^citar", "cytar"), (r"platine$", "platin"), (r"^quimio", "chemo"),
        (r"^neumo", "pneumo"), (r"^psiqu", "psych"), (r"^psico", "psycho"), (r"^hiper", "hyper"),
        (r"^hipo", "hypo"),
    )
)  # fmt: skip


def fold(word: str) -> str:
    """Write a word in small letters without accents: `AÑO` as `ano`."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def stem_spanish(word: str) -> str:
    """Take the ending off a Spanish word: plural, gender, the commonest endings of verbs."""
    word = fold(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _LEAST or not word.isalpha():
        return word
    word = _singular(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word.removesuffix(ending)
    return word[:-1] if word[-1] in "aeo" and len(word) >= _LEAST else word


def _singular(word: str) -> str:
    if word.endswith("ces") and len(word) > _LEAST:
        return f"{word[:-3]}z"
    if word.endswith("es") and len(word) > _LEAST and word[-3] not in "aeiou":
        return word[:-2]
    if word.endswith("s") and not word.endswith(("is", "us")):
        return word[:-1]
    return word


def cousin(word: str) -> str:
    """Give the stem of the English word that a word which is in no table may be."""
    english = word.lower()
    for pattern, replacement in _COUSINS:
        changed = pattern.sub(replacement, english)
        if changed != english:
            english = fold(changed)
            break
    else:
        return stem(english)
    for pattern, replacement in _SOUNDS:
        english = pattern.sub(replacement, english)
    return stem(english)
