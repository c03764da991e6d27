"""A sentence as the gate sees it: keys, what is denied, numbers, frame.

Drafts and records are read by the same function, in every language, so that they can be
compared key by key and number by number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from trialogue.report.overview.language.chinese_numbers import to_english_numbers
from trialogue.report.overview.language.claims import EXCEPTION
from trialogue.report.overview.language.cleaning import clean
from trialogue.report.overview.language.english_numbers import read_numbers
from trialogue.report.overview.language.frames import Frame, Framed, read_frame
from trialogue.report.overview.language.lexicon import LONGEST_FORM, Lexicon, load_lexicon
from trialogue.report.overview.language.quantities import Quantity
from trialogue.report.overview.language.spanish_numbers import spanish_to_english_numbers
from trialogue.report.overview.language.spanish_stems import cousin, fold, stem_spanish
from trialogue.report.overview.language.stems import stem
from trialogue.report.overview.outline import Language

_WORD = re.compile(
    r"§|(?<=\w)-free\b|[A-Za-zÀ-ɏͰ-Ͽ]+(?:-?\d+[A-Za-z]*)+|\d+[A-Za-z]\w*|[A-Za-zÀ-ɏͰ-Ͽ]+(?:'[a-z]+)?|"
    r"[㐀-鿿]+|[.;:!?,()。！？]"
)
_CUT = re.compile(r"[,;:()/]|\b(?:or|and)\b", re.IGNORECASE)
_SPANISH_CUT = re.compile(r"[,;:()/]|\b(?:or|and|o|u|y|e)\b", re.IGNORECASE)
_STOPS = frozenset(".;:!?,()。！？")
_DENIALS = frozenset({
    "not", "no", "never", "without", "neither", "nor", "none", "nobody", "cannot", "can't",
    "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "won't", "hasn't",
    "haven't", "couldn't", "mustn't", "absence", "absent", "lack", "lacks", "lacking", "unable",
    "inability", "unwilling", "unwillingness", "refuse", "refuses", "refusal", "negative", "free",
})  # fmt: skip
_CHINESE_DENIALS = frozenset({
    "没有", "并非", "不会", "不能", "不得", "不可", "不", "无", "未", "非", "勿", "别",
})  # fmt: skip
_SPANISH_DENIALS = frozenset({
    "no", "sin", "nunca", "ni", "ningun", "ninguna", "ninguno", "ningunos", "ningunas", "nadie",
    "nada", "tampoco", "jamas", "ausencia", "falta", "carece", "carecen", "incapacidad", "niega",
    "negativa", "negativo",
})  # fmt: skip
_TURNS = frozenset(
    {"who", "whom", "which", "that", "whether", "if", "when", "because", "but", "although"}
)
"""Words at which a clause turns, and a denial ends."""
_SPANISH_TURNS = frozenset(
    {"que", "quien", "quienes", "cual", "si", "cuando", "porque", "pero", "aunque"}
)
LONGEST = 4000
"""Characters of a sentence that are read."""
_REACH = 6
"""Keys that a denial reaches, unless the clause ends before."""


Words = list[tuple[str, int]]
"""Words with their places."""
Finder = Callable[[Words, int, Lexicon], tuple[tuple[str, ...], int]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A key at its place in the sentence, denied or not. `word` is what stood there."""

    key: str
    at: int
    denied: bool
    word: str


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as keys, numbers, exact marks (addresses, months) and its frame."""

    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    marks: tuple[str, ...]
    frame: Frame
    quotes: tuple[str, ...]
    has_exception: bool
    cuts: tuple[int, ...] = ()
    """Places at which a clause ends: commas, semicolons, `or`, `and`."""
    denied_numbers: frozenset[int] = frozenset()
    """Places of the numbers that are denied."""

    @property
    def clauses(self) -> tuple[tuple[str, ...], ...]:
        """Give the keys clause by clause."""
        ends = (*self.cuts, 1 << 30)
        starts = (-1, *self.cuts)
        return tuple(
            tuple(one.key for one in self.mentions if start < one.at < end)
            for start, end in zip(starts, ends, strict=True)
        )

    @property
    def keys(self) -> frozenset[str]:
        """Give every key."""
        return frozenset(mention.key for mention in self.mentions)

    def denials(self, key: str) -> frozenset[bool]:
        """Tell how a key occurs: denied, plain, or both."""
        return frozenset(mention.denied for mention in self.mentions if mention.key == key)


@lru_cache(maxsize=1 << 15)
def read_view(text: str, language: Language, *, framed: bool = True) -> View:
    """Read one sentence. `framed` False: a record's own words, whose frame is its place."""
    plain = clean(text[:LONGEST])
    if language != "en":
        plain = " ".join(_NUMBERS[language](plain).split())
    frame = read_frame(plain, language) if framed else Framed(Frame.STATES, plain, ())
    numbers = read_numbers(frame.rest)
    places = {one.at for one in numbers.quantities}
    marked = "".join("§" if at in places else sign for at, sign in enumerate(numbers.rest))
    mentions = tuple(_mentions(marked, load_lexicon(), is_spanish=language == "es"))
    return View(
        mentions=tuple(one for one in mentions if one.key != "§"),
        quantities=numbers.quantities,
        marks=numbers.marks,
        frame=frame.frame,
        quotes=frame.quotes,
        has_exception=EXCEPTION.search(plain) is not None,
        denied_numbers=frozenset(one.at for one in mentions if one.key == "§" and one.denied),
        cuts=tuple(found.start() for found in _cuts(language).finditer(numbers.rest)),
    )


_NUMBERS: dict[Language, Callable[[str], str]] = {
    "zh-Hans": to_english_numbers, "es": spanish_to_english_numbers,
}  # fmt: skip


def _cuts(language: Language) -> re.Pattern[str]:
    return _SPANISH_CUT if language == "es" else _CUT


def _mentions(text: str, lexicon: Lexicon, *, is_spanish: bool) -> Iterator[Mention]:
    """Read the words from left to right, the longest form of the tables first."""
    words = [(found[0], found.start()) for found in _WORD.finditer(text)]
    words = list(_segmented(words, lexicon))
    find = _spanish_keys_at if is_spanish else _keys_at
    at, reach = 0, 0
    while at < len(words):
        word, place = words[at]
        if word in _STOPS:
            reach = 0 if word != "," or not _goes_on(words, at) else reach
            at += 1
        elif word.lower() in (_SPANISH_TURNS if is_spanish else _TURNS):
            reach = 0
            at += 1
        elif _denies(word, words, at, is_spanish=is_spanish) and not _is_form(words, at, find):
            reach = _REACH
            at += 1
        else:
            keys, length = find(words, at, lexicon)
            yield from (Mention(key, place, reach > 0, word) for key in keys)
            reach -= bool(keys) and word != "§" and reach > 0
            at += length


def _is_form(words: Words, at: int, find: Finder) -> bool:
    """Tell whether a denial begins a form of its own, such as `not under control`."""
    return find(words, at, load_lexicon())[1] > 1


def _goes_on(words: Words, at: int) -> bool:
    """Tell whether a comma only parts a list that ends in `or`."""
    return any(word in {"or", "nor", "ni", "o"} for word, _ in words[at + 1 : at + 8])


def _denies(word: str, words: Words, at: int, *, is_spanish: bool) -> bool:
    lower = word.lower()
    if is_spanish:
        return fold(word) in _SPANISH_DENIALS
    if lower == "free":
        return at + 1 < len(words) and words[at + 1][0] in {"of", "from"}
    return lower in _DENIALS or word in _CHINESE_DENIALS


def _keys_at(words: Words, at: int, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Give the keys of the longest form that begins here, and how many words it has."""
    word = words[at][0]
    if word == "§":
        return (word,), 1
    if "㐀" <= word[0] <= "鿿":
        return _chinese_keys(word, lexicon), 1
    stems = [stem(ahead) for ahead in _ahead(words, at)]
    for length in range(len(stems), 0, -1):
        keys = lexicon.english.get(tuple(stems[:length]))
        if keys is not None and (length > 1 or word.lower() not in lexicon.plain_english):
            return keys, length
    if word.lower() in lexicon.plain_english or (len(word) == 1 and word.isalpha()):
        return (), 1
    return (_name(word),), 1


def _spanish_keys_at(words: Words, at: int, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Read Spanish words, and English ones between them: a record's names stay as they are.

    A proper name is read as it stands, another unknown word as its English cousin.
    """
    word = words[at][0]
    if word == "§" or (len(word) == 1 and word.isalpha()):
        return ((word,) if word == "§" else ()), 1
    ahead = _ahead(words, at)
    plain = fold(word) in lexicon.plain_spanish
    for length in range(len(ahead), 0, -1):
        spanish = lexicon.spanish.get(tuple(map(stem_spanish, ahead[:length])))
        english = lexicon.english.get(tuple(map(stem, ahead[:length])))
        keys = english if spanish is None else spanish
        if keys is not None and (length > 1 or not plain):
            return keys, length
    if plain or word in lexicon.plain_english:
        return (), 1
    is_name = any(sign.isdigit() for sign in word) or (at > 0 and word[0].isupper())
    return (_name(word) if is_name else cousin(word),), 1


def _ahead(words: Words, at: int) -> list[str]:
    """Give the words that a form may have which begins here."""
    found: list[str] = []
    for word, _ in words[at : at + LONGEST_FORM]:
        if word in _STOPS or "㐀" <= word[0] <= "鿿":
            break
        found.append(word)
    return found


def _name(word: str) -> str:
    """Read `IL-15` and `IL15` as one name, anything else without its ending."""
    if any(sign.isdigit() for sign in word):
        return word.lower().replace("-", "")
    return stem(word)


def _chinese_keys(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    if word in lexicon.plain_chinese:
        return ()
    return lexicon.chinese.get(word, (word,))


def _segmented(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Cut runs of Han characters into the longest known words; what is unknown stays together."""
    for word, place in words:
        if "㐀" <= word[0] <= "鿿":
            yield from _cut(word, place, lexicon)
        else:
            yield word, place


def _cut(run: str, place: int, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    at, unknown = 0, 0
    while at < len(run):
        length = _known_length(run, at, lexicon)
        if length:
            if unknown < at:
                yield run[unknown:at], place + unknown
            yield run[at : at + length], place + at
            unknown = at + length
        at += max(length, 1)
    if unknown < len(run):
        yield run[unknown:], place + unknown


def _known_length(run: str, at: int, lexicon: Lexicon) -> int:
    for length in range(min(lexicon.longest_chinese, len(run) - at), 0, -1):
        part = run[at : at + length]
        if part in lexicon.chinese or part in lexicon.plain_chinese or part in _CHINESE_DENIALS:
            return length
    return 0
