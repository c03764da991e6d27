"""Lints: whatever a person may read is there in both languages, and is there at all."""

from __future__ import annotations

import re

from trialogue.core.protocol.criteria import Criterion
from trialogue.exchange.faults import quote
from trialogue.exchange.lints.finding import Finding, Findings, Subject
from trialogue.exchange.protocol_format.walk import texts_of

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{3,}(?:[ ,]+[A-Za-z]{2,}){3,}")
MUST_SAY = ("words", "plain", "short")


def check_missing(subject: Subject) -> Findings:
    """Find texts with one language left out."""
    for path, text in texts_of(subject.protocol):
        if text.en.strip() and not text.zh.strip():
            yield _missing(f"{path}.zh", "no Chinese words", text.en)
        if text.zh.strip() and not text.en.strip():
            yield _missing(f"{path}.en", "no English words", text.zh)


def _missing(path: str, found: str, other: str) -> Finding:
    return Finding(
        path=path,
        found=found,
        allowed="both languages",
        remedy=f"translate {quote(other)}",
    )


def check_language(subject: Subject) -> Findings:
    """Find texts that stand under the wrong language, or were never translated."""
    for path, text in texts_of(subject.protocol):
        if _HAN.search(text.en) and not _is_quoted(text.en):
            yield _wrong(f"{path}.en", "Chinese words under `en:`", "English words")
        if text.zh and not _HAN.search(text.zh) and _LATIN_WORDS.search(text.zh):
            yield _wrong(f"{path}.zh", f"no Chinese word in {quote(text.zh)}", "Chinese words")


def _is_quoted(text: str) -> bool:
    """Allow a Chinese name in an English sentence: fewer Chinese signs than Latin letters."""
    return len(_HAN.findall(text)) < sum(letter.isascii() and letter.isalpha() for letter in text)


def _wrong(path: str, found: str, allowed: str) -> Finding:
    return Finding(path=path, found=found, allowed=allowed, remedy="translate, or exchange the two")


def check_silent(subject: Subject) -> Findings:
    """Find criteria that have nothing to show: no sentence, no plain or short words."""
    for path, criterion in subject.criteria():
        for field in MUST_SAY:
            if not getattr(criterion, field).en.strip():
                yield _silent(path, field, criterion)


def _silent(path: str, field: str, criterion: Criterion) -> Finding:
    return Finding(
        path=f"{path}.{field}",
        found=f"{criterion.id} without {field}",
        allowed="words in both languages",
        remedy="write them; the page and the sheet show them",
    )


LINTS = (check_missing, check_language, check_silent)
