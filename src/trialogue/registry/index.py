"""The index of trials: made from records, asked with queries.

The records are the source of truth; the index is a copy that can be made anew at any time.
Everything lies in one folder, which readers too must be able to write (the engine keeps a lock
file there). One process writes at a time; the others see what it committed at their next
question.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter

from trialogue.core.record import Record
from trialogue.registry.asked import Asked
from trialogue.registry.cards import Card, read_card
from trialogue.registry.centres import Nearest, find_nearest
from trialogue.registry.clauses import Strictness
from trialogue.registry.concepts import Concept
from trialogue.registry.documents import VERSION, document_of
from trialogue.registry.engine import ENGLISH, Address, Engine, analyzer
from trialogue.registry.places import Places
from trialogue.registry.query import Query
from trialogue.registry.reasons import Reason, give_reasons
from trialogue.registry.sentence import Understood, read_sentence
from trialogue.registry.synonyms import load_synonyms
from trialogue.registry.thesaurus import Thesaurus
from trialogue.registry.view import View, look

Also = Mapping[str, Sequence[str]]


class IndexMissing(LookupError):
    """There is no index yet, or one of another version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One trial that was found. `nearest` is None where no place was given, or it has no centre."""

    card: Card
    nearest: Nearest | None
    reasons: tuple[Reason, ...]

    @property
    def id(self) -> str:
        """Give the registry's id."""
        return self.card.id

    @property
    def distance_km(self) -> float | None:
        """Give the distance to the nearest centre that counts; None where it is not known."""
        return self.nearest.distance_km if self.nearest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: one page of results, how many there are in all, seconds it took.

    `strictness`: whether all that was typed was asked for (`all`), only what the synonym table
    knows (`known`), or any part of it (`any`). `mended` says which words were taken for a
    typing mistake, and what for. `without_place` counts trials
    that fit but were left out by `within_km`, because nobody knows where they are.
    """

    results: tuple[Result, ...]
    total: int
    took: float
    strictness: Strictness
    mended: Mapping[str, str]
    without_place: int = 0


class TrialIndex:
    """The index in one folder. Two objects on one folder, in any processes, see the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(folder) / f"v{VERSION}"
        self._stem = analyzer(ENGLISH).analyze
        self._engine: Engine | None = None
        self._seen: View | None = None

    @property
    def is_ready(self) -> bool:
        """Tell whether there is an index that can be asked."""
        return Engine.exists(self._folder)

    @property
    def count(self) -> int:
        """Count the trials. Raises IndexMissing."""
        return self.view().reader.size

    @property
    def places(self) -> Places:
        """Give the cities of all sites. Raises IndexMissing."""
        return self.view().places

    def rebuild(self, records: Iterable[Record], also: Also | None = None) -> int:
        """Replace the whole index by these records; readers see the old one until the end.

        `also` gives further texts by registry id, such as a title in Chinese. Gives how many
        trials were written. Raises BlockingIOError while another process writes, and whatever
        `records` raises; the index is then as it was.
        """
        return self._write(records, also or {}, clear=True)

    def add(self, records: Iterable[Record], also: Also | None = None) -> int:
        """Add records, each in place of the one with its id. Raises as `rebuild` does."""
        return self._write(records, also or {}, clear=False)

    def remove(self, ids: Iterable[str]) -> None:
        """Take trials out, by registry id; one that is not there is no fault."""
        with self._writable().writing() as writer:
            for id in ids:
                writer.remove(id)

    def understand(self, typed: str) -> Understood:
        """Take apart what a family wrote in one line. Nothing typed raises. Raises IndexMissing."""
        return read_sentence(typed, self.places, self._thesaurus)

    def search(self, query: Query) -> Found:
        """Find trials. Nothing in the words raises. Raises IndexMissing."""
        began = perf_counter()
        view = self.view()
        asked = Asked(view, query, self._thesaurus)
        addresses, total = asked.page()
        results = tuple(self._result(view, query, asked.concepts, one) for one in addresses)
        return Found(
            results=results,
            total=total,
            strictness=asked.strictness,
            mended=asked.mended,
            without_place=asked.without_place(),
            took=perf_counter() - began,
        )

    @cached_property
    def _thesaurus(self) -> Thesaurus:
        return Thesaurus(load_synonyms(), self._stem)

    def _result(
        self, view: View, query: Query, concepts: Sequence[Concept], address: Address
    ) -> Result:
        card = read_card(view.reader.stored("card", address))
        return Result(
            card=card,
            nearest=find_nearest(card.centres, query.near) if query.near else None,
            reasons=give_reasons(card, concepts, self._stem),
        )

    def _write(self, records: Iterable[Record], also: Also, *, clear: bool) -> int:
        written: set[str] = set()
        with self._writable().writing() as writer:
            if clear:
                writer.clear()
            for record in records:
                if not clear or record.id in written:
                    writer.remove(record.id)
                writer.add(document_of(record, tuple(also.get(record.id, ())), self._stem))
                written.add(record.id)
        return len(written)

    def view(self) -> View:
        """Look at the last commit, reading it again only where it is a new one."""
        try:
            meta = (self._folder / "meta.json").stat()
        except FileNotFoundError:
            raise self._missing() from None
        stamp = meta.st_mtime_ns, meta.st_ino
        if self._seen is None or self._seen.stamp != stamp:
            engine = self._readable()
            if engine is None:
                raise self._missing()
            self._seen = look(stamp, engine.reader(), engine.asking)
        return self._seen

    def _readable(self) -> Engine | None:
        """Open what is there; None where there is nothing that this version can read."""
        if not Engine.exists(self._folder):
            self._engine = None
        elif self._engine is None:
            try:
                self._engine = Engine(self._folder)
            except ValueError:
                return None
        return self._engine

    def _writable(self) -> Engine:
        """Open what is there, or begin anew where there is nothing that can be read."""
        engine = self._readable()
        if engine is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            engine = self._engine = Engine(self._folder)
        return engine

    def _missing(self) -> IndexMissing:
        return IndexMissing(
            f"{self._folder}: found no index of trials; make it with rebuild(records)"
        )
