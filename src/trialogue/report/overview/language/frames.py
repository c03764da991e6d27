"""What a sentence does with its words: lets in, keeps out, points at a rule, quotes, denies.

A frame is read off the sentence, and its own words are blanked, so that `you cannot join if`
is no denial of what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from trialogue.report.overview.outline import Language


class Frame(Enum):
    """What the sentence does."""

    STATES = "states"
    ADMITS = "lets somebody in"
    KEEPS_OUT = "keeps somebody out"
    WAIVES = "says that something is not needed"
    POINTS = "points at a rule without giving it"
    COUNTS = "counts the rules that are left"


_JOIN = r"(?:join|take part|enter|participate|be in (?:the|this) study)"
_NOT = (
    r"(?:can ?not|can't|could ?not|couldn't|may not|might not|must not|are not able to|"
    r"not allowed to|unable to|will not be able to)"
)
_THERE = r"\b(?:there (?:is|are|was|were)|the (?:record|study) (?:has|had|lists))\b"
_NO_NEED = r"(?:need not|(?:do|does|did) not (?:need|have)(?: to)?|don't (?:need|have)(?: to)?)"
_ENGLISH: tuple[tuple[Frame, str], ...] = (
    (Frame.COUNTS, rf"{_THERE}[^.]*?\b(?:more|other|further) rules?\b"),
    (Frame.POINTS, rf"{_THERE}[^.]*?\brules? (?:about|on|for)\b"),
    (Frame.WAIVES, rf"\b{_NO_NEED}\b"),
    (Frame.ADMITS, rf"\b{_NOT} {_JOIN}\b[^.]*?\bunless\b|\bonly if\b"),
    (
        Frame.KEEPS_OUT,
        rf"\b(?:{_NOT} {_JOIN}|(?:nobody|no one)\b[^.]*?\b{_JOIN}|"
        r"(?:is|are|was|were) (?:left out|kept out|excluded))\b",
    ),
    (Frame.ADMITS, rf"\b(?:can|may|could|is able to|are able to) {_JOIN}\b"),
    (Frame.ADMITS, r"\b(?:must|needs? to|needed to|needs?|needed|has to|have to|had to)\b"),
)
_CHINESE: tuple[tuple[Frame, str], ...] = (
    (
        Frame.COUNTS,
        r"还有\s*\d+ rules? ?(?:其他|其它|别的)?(?:要求|规定|条件)|"
        r"还有(?:其他|其它)?(?:要求|规定)",
    ),
    (Frame.POINTS, r"有?(?:些|一些|条)?关于(?=.*的(?:要求|规定|条件))|的(?:要求|规定|条件)"),
    (Frame.WAIVES, r"不必|不需要|无需|不用|无须"),
    (
        Frame.KEEPS_OUT,
        r"(?:不能|不可以|不得|无法|不可)(?:参加|加入|入组)|没有人(?:可以|能)(?:参加|加入)",
    ),
    (Frame.ADMITS, r"(?:可以|可|能够?)(?:参加|加入|入组)|必须|需要|须"),
)
_ENTER = (
    r"(?:participar|unirse|entrar|tomar parte|inscribirse|formar parte|"
    r"estar en (?:el|este) estudio)"
)
_MAY = (
    r"(?:puede|pueden|podrá|podrán|podía|podían|podría|podrían|pudo|pudieron|se permite|"
    r"se les permite)"
)
_SPANISH: tuple[tuple[Frame, str], ...] = (
    (
        Frame.COUNTS,
        r"\b(?:hay|había)\b[^.]*?\b(?:rules?|requisitos?|reglas?) (?:más|adicional(?:es)?)\b|"
        r"\b(?:hay|había)\b[^.]*?\botr[oa]s\b[^.]*?\b(?:rules?|requisitos?|reglas?)\b",
    ),
    (
        Frame.POINTS,
        r"\b(?:hay|había|el (?:registro|estudio) tiene)\b[^.]*?\b(?:rules?|requisitos?|"
        r"reglas?) sobre\b",
    ),
    (
        Frame.WAIVES,
        r"\bno (?:hace|hacía) falta\b|\bno (?:es|era) necesario\b|\bno se necesitan?\b|"
        r"\bno (?:necesitan?|necesitaban?|tienen? que|tenían? que|hay que)\b",
    ),
    (
        Frame.ADMITS,
        rf"\bno {_MAY} {_ENTER}\b[^.]*?\b(?:a menos que|"
        r"a no ser que|salvo que|salvo si|"
        rf"excepto si)\b|"
        r"\bs[oó]lo si\b",
    ),
    (
        Frame.KEEPS_OUT,
        rf"\bno {_MAY} {_ENTER}\b|\b(?:nadie|ninguna persona)\b[^.]*?\b{_ENTER}\b|"
        r"\b(?:queda|quedan|quedó|quedaron|está|están) (?:fuera|excluid[oa]s?)\b",
    ),
    (Frame.ADMITS, rf"\b{_MAY} {_ENTER}\b"),
    (
        Frame.ADMITS,
        r"\b(?:debe|deben|debía|debían|tiene que|tienen que|tenía que|tenían que|necesita|"
        r"necesitan|necesitaba|necesitaban|hay que|hace falta|hacía falta|es necesario)\b",
    ),
)
_COMPILED: dict[Language, tuple[tuple[Frame, re.Pattern[str]], ...]] = {
    "en": tuple((frame, re.compile(words, re.IGNORECASE)) for frame, words in _ENGLISH),
    "zh-Hans": tuple((frame, re.compile(words)) for frame, words in _CHINESE),
    "es": tuple((frame, re.compile(words, re.IGNORECASE)) for frame, words in _SPANISH),
}
_SAYS = re.compile(
    r"\bthe record (?:says|tells|names|speaks)(?: that| of| about)?\b|"
    r"登记资料(?:说明|写明|提到|记载)?(?=[:\"]|了)|"
    r"\bel registro (?:dice|indica|nombra|menciona|habla)(?: que| de| sobre)?\b|"
    r"\btrata (?:también )?sobre\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"]([^\"]{4,})[\"]")
_ASKS = re.compile(
    r"\b(?:wants?|wanted|wish(?:es|ed)?|tr(?:y|ies|ied)|hopes?|hoped|(?:is|are) meant|aims?|aimed)"
    r" to (?:know|learn|find out|see|understand)\b|想(?:要)?(?:知道|了解)|"
    r"\b(?:quieren?|querían?|desean?|esperan?|buscan?|intentan?)"
    r" (?:saber|averiguar|conocer|aprender|ver|entender)\b",
    re.IGNORECASE,
)
"""A question of the study: what is asked is not known."""
SIGNS = {Frame.ADMITS: 1, Frame.KEEPS_OUT: -1}


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame, the rest of the sentence, and what it quotes."""

    frame: Frame
    rest: str
    quotes: tuple[str, ...]


def read_frame(text: str, language: Language) -> Framed:
    """Read the frame of a cleaned sentence; the first that fits, in the order of the table."""
    quotes = tuple(QUOTED.findall(text))
    text = _ASKS.sub(_blank, _SAYS.sub(_blank, text))
    for frame, pattern in _COMPILED[language]:
        if pattern.search(text):
            kept = text if frame is Frame.COUNTS else pattern.sub(_blank, text)
            return Framed(frame, kept, quotes)
    return Framed(Frame.STATES, text, quotes)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
