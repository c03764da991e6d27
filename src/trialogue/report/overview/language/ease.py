"""How hard a text is to read.

English: the Flesch–Kincaid grade, 0.39 × words per sentence + 11.8 × syllables per word − 15.59
(Kincaid et al., Navy Research Branch Report 8-75, 1975): about the year of a US school in which
it can be read. Names of drugs and diseases make it look hard whatever the writer does, so it is
given twice: as it stands, and with each name counted as one easy word of one syllable.

Chinese has no accepted grade formula that could be worked out offline and checked here. We
measure the two things on which the published formulas agree: characters per sentence (a number
or a Latin word counts as one), and the share of Han characters that are common ones: level 1 of
GB 2312-80, the 3,755 most used, which Python's own codec knows (first byte B0 to D7). Our bounds:
at most 25 characters per sentence on average and at least 98 % common. Names of drugs and
diseases that stand in Latin letters do not count as Han characters; Chinese ones do.

Spanish: the perspicuity of Szigriszt, 206.835 − 62.3 × syllables per word − words per sentence
(F. Szigriszt Pazos, Sistemas predictivos de legibilidad del mensaje escrito: fórmula de
perspicuidad, thesis, Universidad Complutense de Madrid, 1993), read on the INFLESZ scale of
I. M. Barrio-Cantalejo (2008), made on Spanish texts for patients: below 40 very hard, 40 to 55
rather hard, 55 to 65 normal (ESO, ages 12 to 16; the general press), 65 to 80 rather easy
(primary school), above 80 very easy. The formula and both scales were compared with what
legible.es and alexanderae.com give of them, not with the printed theses. Our bound is 65, not
55: "normal" reaches up to age 16, "rather easy" ends where grade 6 does, so that 65 is at most
grade 8 without any doubt. Names count as one easy word of two syllables, the Spanish average.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from trialogue.report.overview.language.spanish_syllables import count_spanish_syllables
from trialogue.report.overview.language.syllables import count_syllables

HIGHEST_GRADE = 8.0
MOST_CHARACTERS = 25.0
LEAST_COMMON = 0.98
LEAST_EASE = 65.0
"""Perspicuity of a Spanish text: "rather easy" on the INFLESZ scale."""
NORMAL_EASE = 55.0
"""Where "normal" begins."""
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
_WORD = re.compile(r"[A-Za-z0-9À-ÿ]+(?:[.,/'’-][A-Za-z0-9À-ÿ]+)*")
_HAN = re.compile(r"[㐀-鿿]")
_NAME, _SPANISH_NAME = "it", "esto"


def words_of(sentence: str) -> list[str]:
    """Split a sentence into words; addresses on the net are none, `follow-up` is one."""
    return _WORD.findall(_ADDRESS.sub(" ", sentence))


def grade_english(sentences: Sequence[str], names: Iterable[str] = ()) -> float | None:
    """Give the Flesch–Kincaid grade; `names` count as one easy word. None without a word."""
    spoken = [words for one in sentences if (words := words_of(without_names(one, names)))]
    words = [word for sentence in spoken for word in sentence]
    if not words:
        return None
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(spoken) + 11.8 * syllables / len(words) - 15.59


def ease_spanish(sentences: Sequence[str], names: Iterable[str] = ()) -> float | None:
    """Give the perspicuity, higher is easier; `names` count as one easy word. None: no word."""
    names = tuple(names)
    spoken = [
        words for one in sentences if (words := words_of(without_names(one, names, _SPANISH_NAME)))
    ]
    words = [word for sentence in spoken for word in sentence]
    if not words:
        return None
    syllables = sum(map(count_spanish_syllables, words))
    return 206.835 - 62.3 * syllables / len(words) - len(words) / len(spoken)


def without_names(sentence: str, names: Iterable[str], easy: str = _NAME) -> str:
    """Put an easy word in the place of each name, the longest names first."""
    wanted = sorted({name for name in names if name}, key=len, reverse=True)
    if not wanted:
        return sentence
    pattern = "|".join(re.escape(name) for name in wanted)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", easy, sentence, flags=re.IGNORECASE)


def characters_per_sentence(sentences: Sequence[str]) -> float | None:
    """Count Han characters, and each Latin word or number as one; None without a sentence."""
    if not sentences:
        return None
    counted = sum(len(_HAN.findall(one)) + len(words_of(one)) for one in sentences)
    return counted / len(sentences)


def common_share(sentences: Iterable[str]) -> float | None:
    """Give the share of Han characters that are common ones; None without any."""
    found = [sign for one in sentences for sign in _HAN.findall(one)]
    return sum(map(is_common, found)) / len(found) if found else None


def is_common(character: str) -> bool:
    """Tell whether a Han character is of level 1 of GB 2312-80."""
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
