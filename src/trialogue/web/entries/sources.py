"""Where the values of an entry came from, as it is kept (and hashed) and as it is said.

A file that was imported is kept with its name, its SHA-256 and the row of each field:
`import:labs.csv sha256:… rows:alt=17,ast=18`, or one number where all came from one row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST_SOURCE = 4_000
LONGEST_FILE = 120
BEGIN = "import:"
SHORT = 12
"""Digits of a hash that stand on a page; the exports have all."""
_IMPORTED = re.compile(r"import:(.*) sha256:([0-9a-f]{64}) rows:(\S*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFrom:
    """A file, and the rows from which the fields of an entry came.

    `rows` may be empty: then they all came from `row`, or from `row` to `last`.
    """

    file: str
    digest: str
    rows: Mapping[str, int]
    row: int = 0
    last: int = 0

    def row_of(self, field: str) -> str:
        """Name the row of a field; a span where that is all that is known."""
        number = self.rows.get(field, self.row)
        return f"{number}–{self.last}" if self.last and field not in self.rows else str(number)


def write_source(file: str, digest: str, rows: Mapping[str, int]) -> str:
    """Write the source of an entry. Too many rows are written as a span."""
    numbers = sorted(set(rows.values())) or [0]
    each = ",".join(f"{field}={row}" for field, row in rows.items())
    told = str(numbers[0]) if len(numbers) == 1 else each
    begin = f"{BEGIN}{' '.join(file.split())[:LONGEST_FILE]} sha256:{digest} rows:"
    if len(begin) + len(told) > LONGEST_SOURCE:
        told = f"{numbers[0]}-{numbers[-1]}"
    return begin + told


def read_source(source: str) -> ImportedFrom | None:
    """Read a source; None for one that is no imported file with its hash."""
    found = _IMPORTED.fullmatch(source)
    if found is None:
        return None
    file, digest, told = found.groups()
    if "=" not in told:
        row, _dash, last = told.partition("-")
        return ImportedFrom(
            file=file, digest=digest, rows={}, row=int(row or 0), last=int(last or 0)
        )
    pairs = (pair.partition("=") for pair in told.split(","))
    return ImportedFrom(
        file=file, digest=digest, rows={field: int(row) for field, _equals, row in pairs}
    )


def say_source(source: str, field: str = "", *, whole: bool = False) -> str:
    """Say where an entry, or one field of it, came from; `whole`: with every digit of the hash."""
    found = read_source(source)
    if found is None:
        return source
    digest = found.digest if whole else f"{found.digest[:SHORT]}…"
    said = {"file": found.file, "hash": digest}
    if not field and found.rows:
        return _("from %(file)s, SHA-256 %(hash)s") % said
    said["row"] = found.row_of(field)
    return _("from %(file)s, SHA-256 %(hash)s, row %(row)s") % said


def say_row(source: str, field: str) -> str:
    """Name the row of one field, where the fields came from several; else nothing."""
    found = read_source(source)
    if found is None or field not in found.rows:
        return ""
    return _("row %(row)s") % {"row": found.rows[field]}
