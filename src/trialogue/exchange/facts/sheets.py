"""From a file to rows of cells, by the file's own signs: Parquet, JSON, or delimited text."""

from __future__ import annotations

from pathlib import Path

from trialogue.exchange.facts.csv_rows import sheet_of_csv
from trialogue.exchange.facts.json_rows import sheet_of_json
from trialogue.exchange.facts.parquet_rows import sheet_of_parquet
from trialogue.exchange.facts.rows import FACTS, Shape, Sheet
from trialogue.exchange.faults import Fault


def sheet_of(data: bytes, file: str, shape: Shape = FACTS) -> Sheet:
    """Choose the reader by the file's own signs: Parquet's mark, a bracket, else a table."""
    if data.startswith(b"PAR1") or file.lower().endswith(".parquet"):
        return sheet_of_parquet(data, file, shape)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return sheet_of_json(data, file, shape)
    return sheet_of_csv(data, file, shape)


def read_bytes(path: Path | str) -> tuple[bytes | None, Fault | None]:
    """Read a file whole; that it cannot be opened is a fault."""
    try:
        return Path(path).read_bytes(), None
    except (OSError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        return None, Fault(
            file=str(path),
            found=f"a file that cannot be read: {said}",
            allowed="a CSV, JSON or Parquet file",
            remedy="check the path, and that you may read it",
        )
