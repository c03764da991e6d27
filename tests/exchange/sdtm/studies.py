"""Small studies, written out, for the tests of their reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Mapping[str, object]]

DM: Rows = (
    {"STUDYID": "S", "USUBJID": "S-1", "SEX": "F", "AGE": 5, "ARM": "A", "RFSTDTC": "2026-01-10"},
    {"STUDYID": "S", "USUBJID": "S-2", "SEX": "M", "AGE": 50, "ARM": "A", "RFSTDTC": "2026-02-10"},
)


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    """Write rows as delimited text; a cell that holds the delimiter or a quote is quoted."""
    names = list(rows[0])

    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        quoted = '"' + text.replace('"', '""') + '"'
        return quoted if any(sign in text for sign in (delimiter, '"', "\n")) else text

    lines = [names, *([cell(row.get(name)) for name in names] for row in rows)]
    return "\n".join(delimiter.join(line) for line in lines) + "\n"


def write_study(folder: Path, **tables: Rows | str) -> Path:
    """Write data sets as `<name>.csv` into a folder; a text is written as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        text = rows if isinstance(rows, str) else csv_text(rows)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
