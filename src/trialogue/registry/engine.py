"""The search engine tantivy, and all that this project knows of it.

Traps, each with a test: analyzers must be registered again in every process that opens the
index; its own parser is not used, so that no text can be a syntax error; its n-grams carry no
positions, so Chinese is asked for by pairs of signs and not by phrases; hits of equal score
come in no order; half of a surrogate pair raises. One writer at a time; readers see commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import tantivy

Occur = Literal["must", "should", "must_not"]
Clause = tantivy.Query
Address = tantivy.DocAddress
Hit = tuple[Any, Address]
"""A score, or the value of the field that orders, and where the document lies."""

ENGLISH, CHINESE, WORDS, RAW = "english", "chinese", "words", "raw"
LONGEST_WORD = 60
WRITER_BYTES = 256_000_000

TEXT_FIELDS = ("name", "about", "criteria", "exclusion")
"""What is searched: titles and conditions; the rest; who may join; what rules people out."""

_OCCURS = {
    "must": tantivy.Occur.Must,
    "should": tantivy.Occur.Should,
    "must_not": tantivy.Occur.MustNot,
}


def analyzer(kind: str) -> tantivy.TextAnalyzer:
    """Build one of our analyzers: English stems, Chinese signs and pairs, or words as they are."""
    if kind == CHINESE:
        grams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2))
        return grams.filter(tantivy.Filter.lowercase()).build()
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    if kind == ENGLISH:
        builder = builder.filter(tantivy.Filter.stemmer("english"))
    return builder.build()


def schema() -> tantivy.Schema:
    """Describe the fields; `documents` says what stands in each. A change needs a new VERSION."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name=ENGLISH)
    builder.add_text_field("chinese", tokenizer_name=CHINESE, index_option="freq")
    builder.add_text_field("words", tokenizer_name=WORDS, index_option="basic")
    for name in ("condition", "status", "sex", "phase", "centre", "spot", "point", "ids"):
        builder.add_text_field(name, tokenizer_name=RAW, index_option="basic")
    builder.add_text_field("id", tokenizer_name=RAW, index_option="basic", fast=True)
    for name in ("recruits", "placed"):
        builder.add_boolean_field(name, indexed=True)
    builder.add_float_field("youngest", fast=True)
    builder.add_float_field("oldest_end", fast=True)
    builder.add_float_field("openness", fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_unsigned_field("freshness", fast=True)
    builder.add_bytes_field("card", stored=True)
    return builder.build()


class Engine:
    """One index in one folder, opened. Raises ValueError where it cannot be read.

    Without a folder it lies in memory, and is gone with the object.
    """

    def __init__(self, folder: Path | None) -> None:
        described = schema()
        self.asking = Asking(described)
        self._index = tantivy.Index(described, path=str(folder) if folder else None)
        for kind in (ENGLISH, CHINESE, WORDS):
            self._index.register_tokenizer(kind, analyzer(kind))
        self._index.config_reader("manual")

    @staticmethod
    def exists(folder: Path) -> bool:
        """Tell whether the folder holds an index that this version of the engine can read."""
        place = str(folder)
        return folder.is_dir() and tantivy.Index.exists(place) and _is_readable(place)

    def reader(self) -> Reader:
        """Give a view of the last commit."""
        self._index.reload()
        return Reader(self._index.searcher())

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Open the writer; commit at the end, or leave the index as it was if anything raises.

        Raises BlockingIOError where another writer is at work.
        """
        try:
            writer = self._index.writer(heap_size=WRITER_BYTES)
        except ValueError as problem:
            if "LockBusy" not in str(problem):
                raise
            raise BlockingIOError("another process writes this index; wait until it ends") from None
        try:
            yield Writer(writer)
        except BaseException:
            writer.rollback()
            raise
        else:
            writer.commit()
        finally:
            writer.wait_merging_threads()


class Reader:
    """One commit of the index, as it stays while others write on."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    @property
    def size(self) -> int:
        """Count the documents."""
        return self._searcher.num_docs

    def count(self, clause: Clause) -> int:
        """Count the documents for which a clause holds."""
        found = self._searcher.search(clause, 1)
        return int(found.count)  # type: ignore[attr-defined]  # tantivy's stub leaves it out

    def best(self, clause: Clause, limit: int, weight: str | None = None) -> list[Hit]:
        """Give the documents with the largest score; ties in no order.

        `weight` names a field w by which the score is multiplied, as log2(2 + w).
        """
        return self._searcher.search(clause, limit, count=False, weight_by_field=weight).hits

    def last(self, clause: Clause, limit: int, by: str) -> list[Hit]:
        """Give the documents with the largest value of a field; ties in no order."""
        return self._searcher.search(clause, limit, count=False, order_by_field=by).hits

    def first(self, clause: Clause, limit: int, by: str) -> list[Hit]:
        """Give the documents with the smallest value of a field; ties in no order."""
        return self._searcher.search(
            clause, limit, count=False, order_by_field=by, order=tantivy.Order.Asc
        ).hits

    def numbers(self, field: str, addresses: list[Address]) -> list[int]:
        """Read a whole number of each document; 0 where there is none."""
        values = self._searcher.fast_field_values(field, addresses)
        return [int(value or 0) for value in values]

    def stored(self, field: str, address: Address) -> bytes:
        """Read what is stored of a document; empty where nothing is."""
        return bytes(self._searcher.doc(address).get_first(field) or b"")

    def terms(
        self,
        field: str,
        prefix: str = "",
        *,
        within: Clause | None = None,
        limit: int | None = None,
    ) -> list[tuple[str, int]]:
        """List the terms of a field with the number of documents that have each.

        `within` counts only documents for which that clause holds.
        """
        return self._searcher.terms_with_prefix(field, prefix, within, limit)

    def frequency(self, field: str, term: str) -> int:
        """Count the documents that have a term."""
        return self._searcher.doc_freq(field, term)


class Writer:
    """Adds and removes documents within one commit."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def clear(self) -> None:
        """Remove everything."""
        self._writer.delete_all_documents()

    def remove(self, id: str) -> None:
        """Remove the document of one trial, if there is one."""
        self._writer.delete_documents_by_term("id", id)

    def add(self, fields: dict[str, Any]) -> None:
        """Add one document."""
        text = json.dumps(fields, ensure_ascii=False)
        self._writer.add_json(text.encode("utf-8", "replace").decode("utf-8"))


class Asking:
    """Builds what is asked of one schema."""

    def __init__(self, of: tantivy.Schema) -> None:
        self._schema = of

    def term(self, field: str, value: str | bool) -> Clause:
        """Ask for one term, as it is indexed."""
        return tantivy.Query.term_query(self._schema, field, value)

    def any_term(self, field: str, values: Iterable[str]) -> Clause:
        """Ask for any of some terms."""
        return tantivy.Query.term_set_query(self._schema, field, sorted(values))

    def side_by_side(self, field: str, tokens: Sequence[str]) -> Clause:
        """Ask for words that follow each other."""
        if len(tokens) == 1:
            return self.term(field, tokens[0])
        return tantivy.Query.phrase_query(self._schema, field, list(tokens))

    def below(self, field: str, limit: float) -> Clause:
        """Ask for a number less than the limit."""
        return tantivy.Query.range_query(
            self._schema, field, tantivy.FieldType.Float, None, limit, include_upper=False
        )

    def above(self, field: str, limit: float) -> Clause:
        """Ask for a number greater than the limit."""
        return tantivy.Query.range_query(
            self._schema, field, tantivy.FieldType.Float, limit, None, include_lower=False
        )

    @staticmethod
    def everything() -> Clause:
        """Ask for all documents."""
        return tantivy.Query.all_query()

    @staticmethod
    def weighed(clause: Clause, weight: float) -> Clause:
        """Let a clause count more or less."""
        return tantivy.Query.boost_query(clause, weight)

    @staticmethod
    def unweighed(clause: Clause, score: float = 0.0) -> Clause:
        """Let a clause only filter, or count the same wherever it holds."""
        return tantivy.Query.const_score_query(clause, score)

    @staticmethod
    def best(clauses: Sequence[Clause], others: float) -> Clause:
        """Score by the best of some clauses, and a share of the others."""
        return tantivy.Query.disjunction_max_query(list(clauses), others)

    @staticmethod
    def all_of(clauses: Iterable[tuple[Occur, Clause]]) -> Clause:
        """Join clauses; at least one must hold."""
        return tantivy.Query.boolean_query([(_OCCURS[how], one) for how, one in clauses])


def _is_readable(place: str) -> bool:
    try:
        return tantivy.Index.is_compatible(place)
    except ValueError:
        return False
