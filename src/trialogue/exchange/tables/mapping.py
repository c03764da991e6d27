"""What each column, test and visit of a file means: shown to a person, changed, kept, used again.

A mapping is plain data. What is not said yet is an empty text, and is a fault where it is
needed; what a person chose to leave out is `-`, and is counted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trialogue.exchange.tables.dates import ORDERS, YEAR_FIRST
from trialogue.exchange.tables.table import name_of

LONG, WIDE = "long", "wide"
SHAPES = (LONG, WIDE)
POINT, COMMA, UNSAID = "point", "comma", "unsaid"
"""How decimals are written; not said yet: a number such as 150.000 is refused."""
STOP, UNSCHEDULED = "stop", "unscheduled"
LEFT_OUT = "-"
SUBJECT, DATE, VISIT, OCCURRENCE = "subject", "date", "visit", "occurrence"
TEST, VALUE, UNIT, LOW, HIGH = "test", "value", "unit", "low", "high"
RANGE, RANGE_UNIT, STATUS = "range", "range_unit", "status"
OF_BOTH = (SUBJECT, VISIT)
OF_LONG = (SUBJECT, DATE, VISIT, TEST, VALUE, UNIT, LOW, HIGH, RANGE, RANGE_UNIT, STATUS)
OF_WIDE = (SUBJECT, VISIT, OCCURRENCE)
KEY, VARIABLE = "key:", "var:"
"""Begin the role of a column that holds a key of the form (`key:alt.unit`), or an SDTM variable
that stands in every row of a form (`var:LBSPEC`)."""
MOST_NAMES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """The meaning of a file.

    `columns`: column → role; `tests`: name of a test → `form.field`; `units`: test or column →
    the unit where a row states none; `visits`: name of a visit → its id, or `unscheduled`.
    `otherwise`: what becomes of a row that belongs to no one visit.
    """

    shape: str = LONG
    form: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    tests: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[str, str] = field(default_factory=dict)
    dates: str = YEAR_FIRST
    decimal: str = POINT
    otherwise: str = STOP

    def column(self, role: str) -> str:
        """Name the first column of a role, or nothing."""
        return next((name for name, one in self.columns.items() if one == role), "")

    def as_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "shape": self.shape,
            "form": self.form,
            "columns": dict(self.columns),
            "tests": dict(self.tests),
            "units": dict(self.units),
            "visits": dict(self.visits),
            "dates": self.dates,
            "decimal": self.decimal,
            "otherwise": self.otherwise,
        }

    @property
    def digest(self) -> str:
        """Give the SHA-256 of its canonical JSON."""
        said = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


def mapping_of_json(said: Mapping[str, Any]) -> FileMapping:
    """Read a mapping that was kept or sent; what it cannot hold is as if it had not been said."""
    return FileMapping(
        shape=_one_of(said.get("shape"), SHAPES),
        form=_text(said.get("form")),
        columns=_texts(said.get("columns")),
        tests=_texts(said.get("tests")),
        units=_texts(said.get("units")),
        visits=_texts(said.get("visits")),
        dates=_one_of(said.get("dates"), ORDERS),
        decimal=_one_of(said.get("decimal"), (POINT, COMMA, UNSAID)),
        otherwise=_one_of(said.get("otherwise"), (STOP, UNSCHEDULED)),
    )


def _one_of(said: object, known: tuple[str, ...]) -> str:
    return said if isinstance(said, str) and said in known else known[0]


def _text(said: object) -> str:
    return name_of(said) if isinstance(said, str) else ""


def _texts(said: object) -> dict[str, str]:
    if not isinstance(said, dict):
        return {}
    return {_text(name): _text(one) for name, one in list(said.items())[:MOST_NAMES]}
