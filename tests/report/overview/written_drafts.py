"""Drafts as a language model would write them, by hand: true, in plain words of their own.

They lie beside this file as text: `# item`, then one sentence a line. They show what the gate
costs, since a true sentence that waits for a person is work; and lies are told in them, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from trialogue.core.record import Record
from trialogue.report.overview.approval import digest_record
from trialogue.report.overview.draft import Author, Draft, Section
from trialogue.report.overview.outline import Item, Language

FOLDER = Path(__file__).parent / "written"
LANGUAGES: dict[str, Language] = {"en": "en", "zh": "zh-Hans", "es": "es"}
AUTHOR = Author(kind="model", name="written by hand", on=date(2026, 11, 23))


def written_drafts(records: Mapping[str, Record], part: str = "") -> Iterator[tuple[Record, Draft]]:
    """Read the drafts whose records are there. `part`: a folder of drafts kept apart."""
    for path in sorted((FOLDER / part).glob("*.txt")):
        id, language, _ = path.name.split(".")
        if id in records:
            text = path.read_text(encoding="utf-8")
            yield records[id], read_written(text, records[id], LANGUAGES[language])


def read_written(text: str, record: Record, language: Language) -> Draft:
    """Read one draft."""
    parts = [part.splitlines() for part in text.split("# ")[1:]]
    sections = tuple(
        Section(item=Item(lines[0].strip()), sentences=tuple(filter(None, lines[1:])))
        for lines in parts
    )
    return Draft(
        record_id=record.id,
        record_digest=digest_record(record),
        language=language,
        author=AUTHOR,
        sections=sections,
    )
