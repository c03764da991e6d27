"""Makes tables of facts for the small protocol, in each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

import polars as pl

from tests.exchange.small_protocol import small_protocol
from trialogue.core.facts import Fact, Unread
from trialogue.exchange.facts import read_facts
from trialogue.exchange.faults import Fault

PROTOCOL = small_protocol()
Cells = Mapping[str, str]


def as_csv(rows: Iterable[Cells], delimiter: str = ",") -> bytes:
    """Write rows as delimited text with the columns that any of them fills."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def as_json(rows: Iterable[Cells]) -> bytes:
    """Write rows as a JSON list."""
    return json.dumps(list(rows), ensure_ascii=False).encode()


def as_wrapped_json(rows: Iterable[Cells]) -> bytes:
    """Write rows as JSON below the key `facts`."""
    return json.dumps({"facts": list(rows)}, ensure_ascii=False).encode()


def as_ndjson(rows: Iterable[Cells]) -> bytes:
    """Write one JSON object a line."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def as_parquet(rows: Iterable[Cells]) -> bytes:
    """Write rows as Parquet, all text."""
    file = io.BytesIO()
    pl.DataFrame(list(rows), infer_schema_length=None).write_parquet(file)
    return file.getvalue()


FORMATS = {
    "csv": as_csv,
    "tsv": lambda rows: as_csv(rows, "\t"),
    "semicolon": lambda rows: as_csv(rows, ";"),
    "json": as_json,
    "wrapped": as_wrapped_json,
    "ndjson": as_ndjson,
    "parquet": as_parquet,
}


def read(data: bytes, file: str = "facts") -> tuple[tuple[Fact, ...], tuple[Fault, ...]]:
    """Read bytes as facts about the small protocol."""
    return read_facts(data, file, PROTOCOL)


def one(item: str, value: str, **cells: str) -> tuple[Fact | None, tuple[Fault, ...]]:
    """Read one row about P1; None where it was left out."""
    facts, faults = read(as_csv([{"subject": "P1", "item": item, "value": value, **cells}]))
    return (facts[0] if facts and not isinstance(facts[0].value, Unread) else None), faults
