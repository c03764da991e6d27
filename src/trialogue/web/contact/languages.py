"""Languages by their own names, for asking in which one somebody wants to be answered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

from django.conf.locale import LANG_INFO

from trialogue.registry.spelling import fold_name

OTHER = "other"
SAME = {
    "zh": "zh-hans", "zh-cn": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "tl": "fil",
}  # fmt: skip
LONGEST_OTHER = 60
REGIONAL = ("zh-hans", "zh-hant", "pt-br")
"""Of regional spellings only these: nobody writes British English only."""
MORE = {
    "am": ("Amharic", "አማርኛ"), "as": ("Assamese", "অসমীয়া"), "ay": ("Aymara", "Aymar aru"),
    "bho": ("Bhojpuri", "भोजपुरी"), "bm": ("Bambara", "bamanakan"), "bo": ("Tibetan", "བོད་སྐད་"),
    "ceb": ("Cebuano", "Cebuano"), "chr": ("Cherokee", "ᏣᎳᎩ"), "cs": ("Czech", "čeština"),
    "dsb": ("Lower Sorbian", "dolnoserbšćina"), "dv": ("Divehi", "ދިވެހިބަސް"),
    "ee": ("Ewe", "eʋegbe"), "eu": ("Basque", "euskara"), "ff": ("Fula", "Pulaar"),
    "fil": ("Filipino", "Filipino"), "fo": ("Faroese", "føroyskt"), "gn": ("Guarani", "avañe’ẽ"),
    "gu": ("Gujarati", "ગુજરાતી"), "ha": ("Hausa", "Hausa"), "haw": ("Hawaiian", "ʻŌlelo Hawaiʻi"),
    "hmn": ("Hmong", "Hmoob"), "hsb": ("Upper Sorbian", "hornjoserbšćina"),
    "ht": ("Haitian Creole", "Kreyòl ayisyen"), "jv": ("Javanese", "Jawa"),
    "kl": ("Greenlandic", "kalaallisut"), "km": ("Khmer", "ខ្មែរ"), "kn": ("Kannada", "ಕನ್ನಡ"),
    "ks": ("Kashmiri", "کٲشُر"), "ku": ("Kurdish (Kurmanji)", "kurdî (kurmancî)"),
    "lg": ("Ganda", "Luganda"), "ln": ("Lingala", "lingála"), "lo": ("Lao", "ລາວ"),
    "lt": ("Lithuanian", "lietuvių"), "mai": ("Maithili", "मैथिली"), "mg": ("Malagasy", "Malagasy"),
    "mi": ("Māori", "Māori"), "mn": ("Mongolian", "монгол"), "mt": ("Maltese", "Malti"),
    "nv": ("Navajo", "Diné Bizaad"), "ny": ("Nyanja", "Nyanja"), "om": ("Oromo", "Oromoo"),
    "or": ("Odia", "ଓଡ଼ିଆ"), "pa": ("Punjabi", "ਪੰਜਾਬੀ"), "ps": ("Pashto", "پښتو"),
    "qu": ("Quechua", "Runasimi"), "rm": ("Romansh", "rumantsch"), "rn": ("Rundi", "Ikirundi"),
    "rom": ("Romany", "romani čhib"), "rw": ("Kinyarwanda", "Ikinyarwanda"),
    "sat": ("Santali", "ᱥᱟᱱᱛᱟᱲᱤ"), "sd": ("Sindhi", "سنڌي"), "si": ("Sinhala", "සිංහල"),
    "sk": ("Slovak", "slovenčina"), "sm": ("Samoan", "Gagana Sāmoa"), "sn": ("Shona", "chiShona"),
    "so": ("Somali", "Soomaali"), "st": ("Southern Sotho", "Sesotho"),
    "su": ("Sundanese", "Basa Sunda"), "ti": ("Tigrinya", "ትግርኛ"), "tn": ("Tswana", "Setswana"),
    "to": ("Tongan", "lea fakatonga"), "ts": ("Tsonga", "Xitsonga"), "wo": ("Wolof", "Wolof"),
    "xh": ("Xhosa", "isiXhosa"), "yi": ("Yiddish", "ייִדיש"), "yo": ("Yoruba", "Èdè Yorùbá"),
    "yue": ("Cantonese", "粵語"), "zu": ("Zulu", "isiZulu"),
}  # fmt: skip
"""English and own names of languages that Django has not, or not by their own names: as
Unicode CLDR writes them (read from Babel 2.18); Aymara, Hmong, Romany, Samoan of our own."""


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Give every language that we know by its code: its English and its own name."""
    known = {
        code: (str(info["name"]), normalize("NFC", str(info["name_local"])))
        for code, info in LANG_INFO.items()
        if "name_local" in info and ("-" not in code or code in REGIONAL)
    }
    return {**known, **MORE}


@cache
def languages() -> dict[str, str]:
    """Give every language that we know by its code, under its own name, in order of names."""
    found = {code: own for code, (_english, own) in _names().items()}
    return dict(sorted(found.items(), key=lambda pair: fold_name(pair[1])))


def plain_code(code: str) -> str:
    """Fold a code to one of ours: `zh-CN` is `zh-hans`, `en-GB` is `en`."""
    small = code.lower().replace("_", "-")
    small = SAME.get(small, small)
    return small if small in languages() else small.partition("-")[0]


def own_name(code: str) -> str:
    """Name a language as its speakers do; what is no code of ours stays as it is."""
    return languages().get(plain_code(code), code)


def english_name(code: str) -> str:
    """Name a language in English, as the staff's forms do; what we do not know stays as it is."""
    return _names().get(plain_code(code), (code, code))[0]


def find_language(word: str) -> str:
    """Find a language by its code, its English name or its own name; empty: there is none."""
    folded = word.casefold().replace("_", "-")
    if folded in ("chinese", "中文", "mandarin"):
        return "zh-hans"
    if plain_code(folded) in languages():
        return plain_code(folded)
    names = ((code, one.casefold()) for code, both in _names().items() for one in both)
    return next((code for code, name in names if name == folded), "")


def in_order(first: Iterable[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """List (code, name) of the languages that a centre answers in, and of all the others."""
    known = languages()
    ours = [code for code in dict.fromkeys(map(plain_code, first)) if code in known]
    rest = [(code, name) for code, name in known.items() if code not in ours]
    return [(code, known[code]) for code in ours], rest
