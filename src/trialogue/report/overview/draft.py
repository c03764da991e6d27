"""An overview before anybody has approved it: sentences under the items of the outline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trialogue.report.overview.outline import NOT_SAID, Item, Language

AuthorKind = Literal["rules", "model", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who or what wrote a draft. `name` is the model's, the person's, or the rules' version."""

    kind: AuthorKind
    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One item of the outline, sentence by sentence; no sentence: the record does not say."""

    item: Item
    sentences: tuple[str, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Tell whether it says that the record does not say."""
        return not self.sentences

    def shown(self, language: Language) -> tuple[str, ...]:
        """Give what a reader sees."""
        return self.sentences or (NOT_SAID[language],)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An overview of one record in one language.

    `record_digest` is the state of the record from which it was written: see `digest_record`.
    """

    record_id: str
    record_digest: str
    language: Language
    author: Author
    sections: tuple[Section, ...]

    def section(self, item: Item) -> Section | None:
        """Give the first section of an item, None where the draft has none."""
        return next((one for one in self.sections if one.item is item), None)

    def sentences(self) -> Iterator[tuple[Item, str]]:
        """Give every sentence with its item, in the order of the draft."""
        for section in self.sections:
            for sentence in section.sentences:
                yield section.item, sentence

    @property
    def text(self) -> str:
        """Give what a reader sees, without headings; one line a section."""
        gap = "" if self.language == "zh-Hans" else " "
        return "\n".join(gap.join(section.shown(self.language)) for section in self.sections)

    @property
    def digest(self) -> str:
        """Hash what a reader sees and which record state it came from (SHA-256, hexadecimal)."""
        said = [self.record_id, self.record_digest, self.language]
        shown = [[section.item.value, *section.sentences] for section in self.sections]
        return hashlib.sha256(json.dumps([said, shown]).encode("ascii")).hexdigest()
