"""Headings of an eligibility text: which line opens the inclusion or the exclusion part.

A line that only speaks of inclusion ("other inclusion criteria may apply") is none.
"Non-inclusion criteria" are exclusions, as French sponsors call them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialogue.core.record import SectionKind

MOST_WORDS = 14
"""A longer line is a sentence."""

_KIND = re.compile(
    r"(?<![\w/])(?P<non>non[\s-]?)?(?P<kind>in|ex)clusion(?:ary|s)?(?![\w/])"
    r"|(?P<chinese>纳入|入选|入组|排除)标准",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?P<head>[^:：]*)(?P<end>[:：][\s–-]*(?=\s|$)|[:：]-?|$)(?P<rest>.*)", re.DOTALL
)
_OPENS = re.compile(
    r"(?:(?:key|main|major|general|patient|subject|participant)s?\s+)?"
    r"(?:(?:non[\s-]?)?(?:in|ex)clusion(?:\s+criteri(?:a|on))?|(?:纳入|入选|入组|排除)标准)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:meet|meets|meeting|met|apply|applies|applied|may|must|could|will|fulfil\w*|satisf\w+"
    r"|is|are|was|were|these|those|following)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and what stands behind its colon in the same line.

    `is_whole`: the line says "Exclusion criteria" or the like, and nothing else.
    """

    kind: SectionKind
    text: str
    rest: str
    is_whole: bool


def find_heading(line: str, is_listed: bool, follows_text: bool) -> Heading | None:
    """Tell whether a line is a heading.

    An entry of a list, or a line right below other text, must begin with the very words.
    """
    if "clusion" not in line.lower() and "标准" not in line:
        return None
    parts = _HEAD.fullmatch(line)
    assert parts is not None, "every part may be empty"
    head, has_colon, rest = parts["head"].strip(), bool(parts["end"]), parts["rest"].strip()
    kind = _kind_of(head)
    if kind is None or len(head.split()) > MOST_WORDS:
        return None
    opens = _OPENS.match(head)
    if _SENTENCE.search(head) and not (opens and has_colon):
        return None
    is_whole = opens is not None and opens.end() == len(head)
    if is_whole and (has_colon or not follows_text or head[0].isupper()):
        return Heading(kind, head, rest, is_whole=not rest)
    if is_listed or (follows_text and not (has_colon and head[0].isupper())):
        return None
    if "criteri" not in head.lower() or (head.endswith(".") and not opens):
        return None
    if head.count("(") != head.count(")"):
        return None  # a sentence that goes on in the next line
    return Heading(kind, head, rest, is_whole=False)


def _kind_of(head: str) -> SectionKind | None:
    """Name the one kind that a heading speaks of; None for neither and for both."""
    kinds: set[SectionKind] = set()
    for found in _KIND.finditer(head):
        if found["chinese"]:
            is_exclusion = found["chinese"] == "排除"
        else:
            is_exclusion = (found["kind"].lower() == "ex") != bool(found["non"])
        kinds.add("exclusion" if is_exclusion else "inclusion")
    return kinds.pop() if len(kinds) == 1 else None
