"""From files to records: each one that is read, each one that is not, with counts that agree.

`read == loaded + skipped` always holds, and every skipped record has been named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from trialogue.core.record import Record
from trialogue.exchange.ctgov.archives import ALLOWED as FILES
from trialogue.exchange.ctgov.archives import ByteStream, Opened, unreadable
from trialogue.exchange.ctgov.json_stream import Broken, Element, read_elements
from trialogue.exchange.ctgov.places import Meter, Place, open_places, size_of
from trialogue.exchange.ctgov.study import ALLOWED, Oddity, read_study
from trialogue.exchange.ctgov.unstorable import REPLACEMENT, mend
from trialogue.exchange.faults import Fault, Misread, quote

_UNSTORABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_NAMED = re.compile(r'"nctId"\s*:\s*"(NCT\d{8})"', re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A record, the study that it was made of, and where that stood.

    `study` is the JSON as a value, `raw` as text; `hints` name values that were left out.
    """

    record: Record
    study: dict[str, Any]
    raw: str
    file: str
    row: int
    hints: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that could not be read, named in its fault."""

    fault: Fault


class RecordReader:
    """Read records of the API v2 out of files, folders, archives and standard input.

    Iterate once. Each step gives a `Loaded` or `Skipped` record, or a bare `Fault` about a
    file as a whole (a hint among them stops nothing). Raises nothing, whatever the bytes.
    """

    def __init__(self, places: Iterable[Place], stdin: ByteStream | None = None) -> None:
        self._places = tuple(places)
        self._stdin = stdin
        self.meter = Meter(total=size_of(self._places))
        self.loaded = 0
        self.skipped = 0

    @property
    def read(self) -> int:
        """Count the records that were met so far."""
        return self.loaded + self.skipped

    def __iter__(self) -> Iterator[Loaded | Skipped | Fault]:
        """Read on until the end of the last file."""
        for opened in open_places(self._places, self._stdin, self.meter):
            if isinstance(opened, Fault):
                yield opened
            else:
                yield from self._read_text(opened)

    def _read_text(self, opened: Opened) -> Iterator[Loaded | Skipped | Fault]:
        nothing_yet = True
        for one in read_elements(opened.text):
            nothing_yet = False
            if isinstance(one, Broken) and not one.is_element:
                yield _broken(one, opened.name)
                continue
            outcome = _outcome(one, opened)
            self.loaded += isinstance(outcome, Loaded)
            self.skipped += isinstance(outcome, Skipped)
            yield outcome
        if opened.text.problem:
            found = f"a damaged file, read up to there: {opened.text.problem}"
            yield unreadable(opened.name, found, "fetch it again")
        elif nothing_yet:
            yield unreadable(opened.name, "no study in it", "check that the export wrote anything")


def _broken(one: Broken, file: str) -> Fault:
    return Fault(
        file=file,
        row=one.line,
        column=one.path,
        found=f"{_named(one.head)}{one.said}",
        allowed=FILES,
        remedy="fetch it again; what stands before and after it was read",
    )


def _outcome(one: Element | Broken, opened: Opened) -> Loaded | Skipped:
    if isinstance(one, Broken):
        return Skipped(_broken(one, opened.name))
    try:
        return _load(one, opened)
    except Misread as problem:
        found = f"{_named(one.text)}{quote(one.text)}"
        remedy = f"{problem.remedy}; the record was left out"
        return Skipped(_fault(one, opened.name, found, problem.allowed, remedy))


def _named(text: str) -> str:
    """Give the id that stands in a text, for a fault to begin with."""
    found = _NAMED.search(text)
    return f"{found[1]}: " if found else ""


def _fault(one: Element, file: str, found: str, allowed: str, remedy: str) -> Fault:
    return Fault(
        file=file, row=one.line, column=one.path, found=found, allowed=allowed, remedy=remedy
    )


def _load(one: Element, opened: Opened) -> Loaded:
    if opened.text.has_stray(one.text):
        raise Misread("text in UTF-8", "some bytes of it are not; fetch it again")
    study, raw, mended = one.value, one.text, 0
    if _UNSTORABLE.search(raw):
        study, mended = _mend(study)
        raw = json.dumps(study, ensure_ascii=False) if mended else raw
    record, oddities = read_study(study)
    if mended:
        said = f"{mended} characters that no database holds, replaced by {REPLACEMENT}"
        oddities = (*oddities, Oddity("", said))
    return Loaded(
        record=record,
        study=study,
        raw=raw,
        file=opened.name,
        row=one.line,
        hints=tuple(_hint(oddity, record.id, one, opened.name) for oddity in oddities),
    )


def _mend(study: Any) -> tuple[Any, int]:
    try:
        return mend(study)
    except RecursionError:
        raise Misread(ALLOWED, "it is nested beyond all reason; fetch it again") from None


def _hint(oddity: Oddity, id_: str, one: Element, file: str) -> Fault:
    return Fault(
        file=file,
        row=one.line,
        column=".".join(part for part in (one.path, oddity.path) if part),
        found=f"{id_}: {oddity.said}",
        allowed="what the API v2 defines there",
        remedy="compare it with the registry's page; the rest of the record is in",
        severity="hint",
    )
