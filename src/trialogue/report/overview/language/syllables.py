"""Count the syllables of English words by rule, offline; no dictionary is loaded.

Groups of vowels, corrected for silent endings (`-e`, `-es`, `-ed`) and for vowels that stand
side by side but are spoken apart (`-ia`, `-io-`, `-ua-`). Words that break the rules are listed.
Numbers count as they are spoken, abbreviations in capitals letter by letter. Checked against
dictionary counts in tests/report/overview/language/test_syllables.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

_EXCEPTIONS = {
    "people": 2, "area": 3, "areas": 3, "being": 2, "doing": 2, "going": 2, "create": 2,
    "created": 3, "science": 2, "sciences": 3, "society": 4, "variety": 4, "anxiety": 4,
    "diet": 2, "quiet": 2, "client": 2, "clients": 2, "patient": 2, "patients": 2,
    "ancient": 2, "efficient": 3, "sufficient": 3, "every": 2, "everyone": 3, "everything": 3,
    "everybody": 4, "several": 3, "different": 3, "business": 2, "evening": 2, "something": 2,
    "sometimes": 2, "someone": 2, "somebody": 3, "somewhere": 2, "therefore": 2, "whereas": 2,
    "safely": 2, "safety": 2, "home": 1, "lifetime": 2, "lifestyle": 2, "smartphone": 2,
    "pacemaker": 3, "sideeffect": 3, "ourselves": 2, "themselves": 2, "yourself": 2,
    "herself": 2, "himself": 2, "video": 3, "radio": 3, "ratio": 3, "studio": 3, "idea": 3,
    "ideas": 3, "real": 1, "really": 2, "deal": 1, "theory": 3, "museum": 3, "poem": 2,
    "fluid": 2, "suicide": 3, "suicidal": 4, "ruin": 2, "genuine": 3, "continue": 3,
    "continued": 3, "graduate": 4, "evaluate": 4, "evaluated": 5, "usual": 3, "usually": 4,
    "actual": 3, "actually": 4, "annual": 3, "manual": 3, "visual": 3, "individual": 5,
    "situation": 4, "language": 2, "languages": 3, "measure": 2, "measures": 2, "measured": 2,
    "measurement": 3, "movement": 2, "placement": 2, "statement": 2, "management": 3,
    "improvement": 3, "involvement": 3, "achievement": 3, "agreement": 3, "replacement": 3,
    "basement": 2, "advertisement": 4, "requirement": 3, "requirements": 3, "enhancement": 3,
    "careful": 2, "carefully": 3, "hopeful": 2, "useful": 2, "useless": 2, "homeless": 2,
    "lonely": 2, "likely": 2, "unlikely": 3, "rarely": 2, "merely": 2, "closely": 2,
    "completely": 3, "severely": 3, "entirely": 4, "absolutely": 4, "definitely": 4,
    "immediately": 5, "approximately": 5, "adequately": 4, "separately": 4, "moderately": 4,
    "nine": 1, "ninety": 2, "nineteen": 2, "someday": 2, "naive": 2, "diarrhea": 4, "nausea": 3,
    "apnea": 3, "dyspnea": 3, "acne": 2, "syncope": 3, "catastrophe": 4, "recipe": 3,
    "simile": 3, "vertebrae": 3, "bacteriae": 5, "coefficient": 5, "cooperate": 4,
    "coordinate": 4, "react": 2, "reaction": 3, "reactions": 3, "preoperative": 5,
    "reoperation": 5, "reevaluate": 5, "biopsy": 3, "bioavailability": 8, "riot": 2, "lion": 2,
    "trial": 2, "trials": 2, "denial": 3, "dial": 2, "via": 2, "phobia": 3, "hernia": 3,
    "peculiar": 3, "familiar": 3, "million": 2, "billion": 2, "opinion": 3, "onion": 2,
    "region": 2, "regions": 2, "religion": 3, "cushion": 2, "fashion": 2, "soldier": 2,
    "behavior": 3, "behaviour": 3, "behaviors": 3, "behavioral": 4, "senior": 2, "junior": 2,
    "savior": 2,
    "special": 2, "social": 2, "crucial": 2, "facial": 2, "partial": 2, "initial": 3,
    "potential": 3, "essential": 3, "financial": 3, "artificial": 4, "commercial": 3,
    "colonel": 2, "choir": 1, "hour": 1, "hours": 1, "fire": 1, "our": 1, "ours": 1, "tired": 1,
    "heart": 1, "month": 1, "months": 1, "eye": 1, "eyes": 1, "one": 1, "once": 1, "two": 1,
    "rhythm": 2, "asthma": 2, "ms": 2, "mr": 2, "dr": 2, "mrs": 2, "app": 1, "apps": 1,
    "eczema": 3, "shoes": 1, "does": 1, "goes": 1,
    "heroes": 2, "aches": 1, "headache": 2, "headaches": 2, "ache": 1, "queue": 1, "maybe": 2,
    "creature": 2, "creatures": 2, "argue": 2, "argued": 2, "reality": 4, "employee": 3,
    "employees": 3, "diabetes": 4, "influenza": 4, "caregiver": 3, "caregivers": 3,
    "nosebleed": 2, "forehead": 2, "widespread": 2,
}  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_APART = re.compile(
    r"(?<![ctsgx])(?!(?<=l)ians?\b)i[ao](?!u)|(?<=[ctsgx])ia(?!l\b|ls\b|n\b|ns\b|lly\b|\b)|iu|"
    r"(?<![qg])u[ao](?!u)|[aeo]i?ing\b|yi|eo(?!u)|(?<=[^aeiou])ie[rt]y?\b|(?<=cr)ea(?=t)|"
    r"io(?=us\b)(?<![ctxg]io)|oa(?=[lg]u)|iou(?<![ctxg]iou)|(?<=[a-z])ii|"
    r"(?<![qg])ue[ln]|(?<=[drln])ien[ct]|oi(?=mm)|(?<=phys)io|(?<=my)e(?=l)"
)
_SILENT_E = re.compile(r"(?<=[^aeiouy])e\b|(?<=[aeiouy][aeiouy])e\b|(?<=u)e\b")
_SPOKEN_LE = re.compile(r"[^aeiouylrw]les?\b|[^aeiouy]led\b(?<![lr]led)")
_SILENT_UE = re.compile(r"[gq]ues?\b")
_SILENT_ES = re.compile(r"(?<=[^aeiouysxzcg])es\b(?<!shes)(?<!ches)")
_SILENT_ED = re.compile(r"(?<=[^aeiouytd])ed\b|(?<=[aeiouy])ed\b")
_SPOKEN_SM = re.compile(r"[st]hms?\b|isms?\b|asms?\b")
_CAPITALS = re.compile(r"[A-Z]{2,6}s?")
_PART = re.compile(r"[A-Za-zà-ÿÀ-ß]+(?:['’][a-z]+)?|\d+")
_ONES = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_SEVENTY = 7


def count_syllables(word: str) -> int:
    """Count the syllables of one written word, hyphens and digits included; at least one."""
    return max(sum(_of_part(part) for part in _PART.findall(word)), 1)


@lru_cache(maxsize=1 << 15)
def _of_part(part: str) -> int:
    if part.isdigit():
        return _spoken(int(part[:9]))
    if _CAPITALS.fullmatch(part):
        return sum(3 if letter == "W" else 1 for letter in part if letter.isupper())
    word = part.lower().replace("’", "'")
    word, apart = _without_not(word)
    word = word.split("'")[0] or word
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word] + apart
    return max(_by_rule(word), 1) + apart


def _without_not(word: str) -> tuple[str, int]:
    """Take off `n't`, which is a syllable of its own after a consonant."""
    if not word.endswith("n't"):
        return word, 0
    return word[:-3], int(word[-4:-3] not in "aeiou")


def _by_rule(word: str) -> int:
    spoken = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    spoken += bool(_SPOKEN_SM.search(word))
    if _SPOKEN_LE.search(word):
        return spoken
    if _SILENT_UE.search(word):
        return spoken - 1
    silent = _SILENT_E.search(word) or _SILENT_ES.search(word) or _SILENT_ED.search(word)
    return spoken - (silent is not None and spoken > 1 and _is_own_group(word, silent.start()))


def _is_own_group(word: str, at: int) -> bool:
    """Tell whether the silent vowel was counted as a group of its own."""
    return at == 0 or word[at - 1] not in "aeiouy"


def _spoken(number: int) -> int:
    """Count the syllables of a number as it is spoken: 18 is `eighteen`, two."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return (3 if tens == _SEVENTY else 2) + (_ONES[ones] if ones else 0)
    for size, name in ((10**6, 2), (10**3, 2), (100, 2)):
        if number >= size:
            many, rest = divmod(number, size)
            return _spoken(many) + name + (_spoken(rest) if rest else 0)
    return 1
