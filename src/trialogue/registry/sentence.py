"""What a family writes in one line, taken apart: the illness, the age, the sex, the place.

"My son is 4, neuroblastoma came back, near Guangzhou" becomes words, an age, a sex and a city.
Every part that was understood is told apart, so that a page can show it, to be put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.registry.ages import read_age
from trialogue.registry.places import PlaceAnswer, Places
from trialogue.registry.query import AgeSpan, Query, Sort
from trialogue.registry.spelling import LONGEST_QUERY, clean_text, fold_name
from trialogue.registry.stopwords import load_words
from trialogue.registry.thesaurus import Thesaurus

LONGEST_PLACE = 5
MOST_PLACES_TRIED = 200

_FEMALE = "|".join(
    (
        "daughter|girl|wife|mother|mum|mom|sister|grandmother|grandma|aunt|niece|granddaughter",
        "woman|women|female|girlfriend",
    )
)
_MALE = "|".join(
    (
        "son|boy|husband|father|dad|brother|grandfather|grandpa|uncle|nephew|grandson",
        "man|men|male|boyfriend",
    )
)
_CHINESE_FEMALE = "女儿|女孩|女性|妻子|老婆|妈妈|母亲|姐姐|妹妹|奶奶|外婆|姥姥|女士"
_CHINESE_MALE = "儿子|男孩|男性|丈夫|老公|爸爸|父亲|哥哥|弟弟|爷爷|外公|姥爷|先生"
_SPANISH_FEMALE = "hija|niña|esposa|madre|mamá|hermana|abuela|tía|sobrina|nieta|mujer"
_SPANISH_MALE = "hijo|niño|esposo|marido|padre|papá|hermano|abuelo|tío|sobrino|nieto|hombre"
_SEXES = (
    (
        "FEMALE",
        re.compile(rf"\b(?:{_FEMALE}|{_SPANISH_FEMALE})s?\b|{_CHINESE_FEMALE}", re.IGNORECASE),
    ),
    (
        "MALE",
        re.compile(rf"\b(?:{_MALE}|{_SPANISH_MALE})s?\b|{_CHINESE_MALE}", re.IGNORECASE),
    ),
)
_PRONOUNS = (
    ("FEMALE", re.compile(r"\b(?:she|her|hers|herself)\b|她", re.IGNORECASE)),
    ("MALE", re.compile(r"\b(?:he|him|his|himself)\b|他", re.IGNORECASE)),
)

_STRONG = "|".join(
    (
        r"near(?:by)?(?: to)?|close to|not far from|around",
        r"liv(?:e|es|ing) (?:in|at|near|around)|based in",
        r"(?:(?:vivimos|vivo|vive) )?cerca de|(?:vivimos|vivo|vive) en",
    )
)
_CUE = re.compile(
    rf"\b(?:(?P<strong>{_STRONG})|in|from|at|outside|en)\s+(?:the city of )?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][^\s,;:!?()。，；！？]*")
_CHINESE_CUE = re.compile("(?:住在|家在|在|位于)(?P<place>[一-鿿]{2,6}?)(?:附近|周边|这边)")
_CHINESE_BEFORE = re.compile("(?:我们家|我们|我家|我|全家)?(?:住在|家在|位于|来自|在)$")
_CHINESE_BEHIND = re.compile("市?(?:附近|周边|这边)")
_GAPS = re.compile(r"\s*[,，](?:\s*[,，])*\s*")
_DRUG_BEHIND = re.compile("新碱|瑞滨|地辛|花碱")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The parts of a sentence. `words` is what is left to search for.

    `sex` is empty where none was said, or both were. `place` is None where none was said; it
    may be an unknown one, with the nearest spellings.
    """

    typed: str
    words: str
    age: AgeSpan | None = None
    age_typed: str = ""
    sex: str = ""
    place: PlaceAnswer | None = None

    def query(self, sort: Sort = "relevance", limit: int = 20, offset: int = 0) -> Query:
        """Make the question to the index; by distance only where a city was understood."""
        city = self.place.place if self.place else None
        country = self.place.country if self.place and self.place.kind == "area" else ""
        return Query(
            words=self.words,
            age=self.age,
            sex=self.sex,
            near=city.point if city else None,
            countries=frozenset({country} - {""}),
            sort=sort if city else "relevance",
            limit=limit,
            offset=offset,
        )


def read_sentence(typed: str, places: Places, thesaurus: Thesaurus) -> Understood:
    """Take a sentence apart. Never raises; what is not understood stays among the words."""
    text = clean_text(typed[:LONGEST_QUERY])
    age = read_age(text)
    rest = _without(text, age.start, age.end) if age else text
    place, start, end = _read_place(rest, places, thesaurus)
    return Understood(
        typed=typed,
        words=_GAPS.sub(", ", _without(rest, start, end)).strip(" ,"),
        age=age.span if age else None,
        age_typed=age.typed if age else "",
        sex=_read_sex(text),
        place=place,
    )


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} , {text[end:]}" if end > start else text


def _read_sex(text: str) -> str:
    for signs in (_SEXES, _PRONOUNS):
        said = [sex for sex, pattern in signs if pattern.search(text)]
        if said:
            return said[0] if len(said) == 1 else ""
    return ""


def _read_place(
    text: str, places: Places, thesaurus: Thesaurus
) -> tuple[PlaceAnswer | None, int, int]:
    """Find the place that was said, and where; an unknown one only after a clear cue."""
    unknown: tuple[PlaceAnswer | None, int, int] = (None, 0, 0)
    for cue in _CUE.finditer(text):
        for start, end in _phrases(text, cue.end()):
            answer = places.find(text[start:end])
            if answer.kind != "unknown":
                return answer, cue.start(), end
        missed = _missed(text, cue, places, thesaurus)
        if cue["strong"] and missed[0] and unknown[0] is None:
            unknown = missed
    named = _named_without_cue(text, places, thesaurus) or _chinese_place(text, places)
    return named or (unknown if unknown[0] else _unknown_chinese(text, places))


def _phrases(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Give the words that begin here, longest first: `City, Country`, then `City`."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(text, at):
        gap = text[words[-1].end() if words else at : word.start()]
        if len(words) == LONGEST_PLACE or gap.strip(" ,") or (not words and gap.strip()):
            break
        words.append(word)
    for last in reversed(words):
        yield at, len(text[: last.end()].rstrip(".'’"))


def _missed(
    text: str, cue: re.Match[str], places: Places, thesaurus: Thesaurus
) -> tuple[PlaceAnswer | None, int, int]:
    """Take up to three words after a cue for a place that nobody knows, if they look like one."""
    found = re.compile(r"[^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}").match(text, cue.end())
    if not found or thesaurus.entry(thesaurus.tokens(found[0]), found[0]):
        return None, 0, 0
    answer = places.find(found[0])
    if not answer.choices and not found[0][0].isupper():
        return None, 0, 0
    return answer, cue.start(), found.end()


def _named_without_cue(
    text: str, places: Places, thesaurus: Thesaurus
) -> tuple[PlaceAnswer, int, int] | None:
    """Find a city that is named as such: with a capital, or alone between commas."""
    known, also_words = places.names, load_words("city_words")
    taken = _names_of_illness(text, thesaurus)
    for word in list(_WORD.finditer(text))[:MOST_PLACES_TRIED]:
        for start, end in _phrases(text, word.start()):
            name = fold_name(text[start:end].split(",")[0])
            if name not in known or name in also_words or not _stands_out(text, start, end):
                continue
            answer = places.find(text[start:end])
            if answer.kind != "unknown" and taken.isdisjoint(range(start, end)):
                return answer, start, end
    return None


def _names_of_illness(text: str, thesaurus: Thesaurus) -> set[int]:
    """Mark the letters that belong to a name of the synonym table: "Philadelphia chromosome"."""
    taken: set[int] = set()
    tokens = thesaurus.tokens(text)
    at = 0
    while at < len(tokens):
        found = thesaurus.longest_name(tokens, at, text)
        if found:
            taken.update(range(tokens[at].start, tokens[found[1] - 1].end))
        at = found[1] if found else at + 1
    return taken


def _stands_out(text: str, start: int, end: int) -> bool:
    """Tell a name: it has a capital, stands alone between commas, or ends the sentence."""
    begins = text[:start].rstrip()[-1:] in ("", ",", ";", ".")
    ends = text[end:].lstrip()[:1] in ("", ",", ";", ".")
    return text[start].isupper() or (begins and ends) or (ends and end - start > 4)


def _chinese_place(text: str, places: Places) -> tuple[PlaceAnswer, int, int] | None:
    for name in places.chinese_names:
        at = text.find(name)
        if at >= 0 and not _DRUG_BEHIND.match(text, at + len(name)):
            end = at + len(name)
            behind = _CHINESE_BEHIND.match(text, end)
            before = _CHINESE_BEFORE.search(text, 0, at)
            start = before.start() if before else at
            return places.find(name), start, behind.end() if behind else end
    return None


def _unknown_chinese(text: str, places: Places) -> tuple[PlaceAnswer | None, int, int]:
    cue = _CHINESE_CUE.search(text)
    return (places.find(cue["place"]), cue.start(), cue.end()) if cue else (None, 0, 0)
