"""Many questions that wait, and the few records that changed: who asked for such a trial.

Watches that ask for the same words are one question. The changed records are put into an index
in memory, with the same documents and the same question as in a search; a question is asked
only where that index has the words for it. What is left per watch is arithmetic: age, sex and
distance. So a run costs what changed and how many *different* questions there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from trialogue.core.record import Point, Record
from trialogue.registry.centres import centres_of, counting
from trialogue.registry.clauses import Strictness, ask_words, required_of
from trialogue.registry.concepts import Concept, read_concepts
from trialogue.registry.documents import chinese_text, document_of, order_key
from trialogue.registry.engine import ENGLISH, TEXT_FIELDS, Engine, Reader, analyzer
from trialogue.registry.geo import compute_distance_km
from trialogue.registry.query import AgeSpan
from trialogue.registry.synonyms import load_synonyms
from trialogue.registry.thesaurus import Form, Stem, Thesaurus


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What somebody waits for. `key` is the asker's own; the rest as in `registry.query.Query`.

    With `within_km`, a trial answers where a centre that counts is at most so far.
    """

    key: int
    words: str = ""
    age: AgeSpan | None = None
    sex: str = ""
    near: Point | None = None
    within_km: float | None = None


_Key = tuple[object, ...]


@dataclass(slots=True)
class _Question:
    """One reading of words, and all watches that ask for it."""

    concepts: tuple[Concept, ...]
    watches: list[Watch]


class Watchers:
    """All watches, grouped by what they ask for. Build it once for a run."""

    def __init__(self, watches: Iterable[Watch]) -> None:
        self._stem = analyzer(ENGLISH).analyze
        self._thesaurus = Thesaurus(load_synonyms(), self._stem)
        self._questions: dict[_Key, _Question] = {}
        by_words: dict[str, _Question] = {}
        for watch in watches:
            question = by_words.get(watch.words)
            if question is None:
                question = by_words[watch.words] = self._question(watch.words)
            question.watches.append(watch)

    @property
    def questions(self) -> int:
        """Count the different questions."""
        return len(self._questions)

    def matches(
        self, records: Sequence[Record], beside: Mapping[str, tuple[str, ...]] | None = None
    ) -> Iterator[tuple[Record, Watch]]:
        """Give each watch with each record that answers it; a record comes once for a watch.

        `beside` holds, by a record's id, what search knows of it besides: a title in Chinese.
        """
        found = _Changed(records, beside or {}, self._stem)
        fits = _Fits()
        for question in self._questions.values():
            for record in found.answering(question.concepts):
                for watch in question.watches:
                    if fits(record, watch):
                        yield record, watch

    def _question(self, words: str) -> _Question:
        concepts = read_concepts(words, self._thesaurus)
        key = tuple(
            (tuple((form.tokens, form.relation) for form in one.forms), one.is_soft, one.is_known)
            for one in concepts
        )
        return self._questions.setdefault(key, _Question(concepts, []))


class _Changed:
    """The changed records as an index in memory."""

    def __init__(
        self, records: Sequence[Record], beside: Mapping[str, tuple[str, ...]], stem: Stem
    ) -> None:
        self._records = {order_key(record.id): record for record in records}
        self._engine = Engine(None)
        with self._engine.writing() as writer:
            for record in self._records.values():
                writer.add(document_of(record, beside.get(record.id, ()), stem))
        self._reader: Reader = self._engine.reader()
        self._known = {term for field in TEXT_FIELDS for term, _ in self._reader.terms(field)}
        self._signs = {term for term, _ in self._reader.terms("chinese")}

    def answering(self, concepts: tuple[Concept, ...]) -> Iterator[Record]:
        """Give the records that have what must be there; all of them where nothing was typed."""
        if not concepts:
            yield from self._records.values()
            return
        strictness: Strictness = "known" if required_of(concepts, "known") else "all"
        if not all(self._may_have(one) for one in required_of(concepts, strictness)):
            return
        clause = ask_words([concepts], strictness, self._engine.asking)
        hits = self._reader.best(clause, max(len(self._records), 1))
        for key in self._reader.numbers("order", [address for _, address in hits]):
            yield self._records[key]

    def _may_have(self, concept: Concept) -> bool:
        """Tell, without asking, whether some form of a concept can be there at all."""
        if any(sign.isdigit() for sign in concept.typed):
            return True
        return any(self._has_words(form) for form in concept.forms)

    def _has_words(self, form: Form) -> bool:
        if form.is_chinese:
            plain = chinese_text(form.text)
            return all(sign in self._signs for sign in plain)
        return all(token in self._known for token in form.tokens)


class _Fits:
    """Whether a record fits a watch but for its words; distances are computed once for a place."""

    def __init__(self) -> None:
        self._points: dict[str, tuple[Point, ...]] = {}
        self._nearest: dict[tuple[str, Point], float] = {}

    def __call__(self, record: Record, watch: Watch) -> bool:
        age, sex = watch.age, record.sex or "ALL"
        if watch.sex and sex not in (watch.sex, "ALL"):
            return False
        if age and not record.may_admit_age(age.from_months, age.below_months):
            return False
        if watch.near is None or watch.within_km is None:
            return True
        return self._distance(record, watch.near) <= watch.within_km

    def _distance(self, record: Record, place: Point) -> float:
        """Give the way to the nearest centre that counts; endless where nobody knows it."""
        key = (record.id, place)
        known = self._nearest.get(key)
        if known is None:
            ways = (compute_distance_km(place, point) for point in self._places_of(record))
            known = self._nearest[key] = min(ways, default=inf)
        return known

    def _places_of(self, record: Record) -> tuple[Point, ...]:
        known = self._points.get(record.id)
        if known is None:
            points = (centre.site.point for centre in counting(centres_of(record)))
            known = self._points[record.id] = tuple(dict.fromkeys(p for p in points if p))
        return known
