"""Rows of data sets up to a data cut-off day: what had not happened by then is left out.

A row counts by the day on which it was measured or began; a date known in part counts from its
first possible day, and a row without a date stays. An end or a death after the day is not known
yet. Whoever consented after it is not in the study yet. For starts and deaths as the package
`datacutr` of pharmaverse does it; that one leaves ends as they are, which tell what came later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from trialogue.core.dates import parse_when

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
PEOPLE, CONSENT, SUPPLEMENT = "DM", "RFICDTC", "SUPP"
DEATH = ("DTHDTC", "DTHFL")
OUTCOME = {"AEENDTC": "AEOUT"}
"""What an end date of this name comes with, and goes with."""


def rows_until(tables: Tables, day: date) -> dict[str, list[Row]]:
    """Leave out what lies after a day. A domain of which nothing is left is left out, too."""
    late = {row["USUBJID"] for row in tables.get(PEOPLE, ()) if is_after(row.get(CONSENT, ""), day)}
    kept: dict[str, list[Row]] = {}
    gone: set[tuple[str, str, str]] = set()
    for code, rows in tables.items():
        if code.startswith(SUPPLEMENT):
            continue
        for row in rows:
            if row.get("USUBJID") in late or (code != PEOPLE and _is_late(code, row, day)):
                gone.add((row.get("USUBJID", ""), code, row.get(f"{code}SEQ", "")))
            else:
                kept.setdefault(code, []).append(dict(_known(row, day)))
    for code, rows in tables.items():
        if code.startswith(SUPPLEMENT):
            left = [row for row in rows if _parent(row) not in gone]
            left = [row for row in left if row.get("USUBJID") not in late]
            kept |= {code: left} if left else {}
    return {code: kept[code] for code in tables if code in kept}


def is_after(text: str, day: date) -> bool:
    """Tell whether a date, perhaps known in part, lies wholly after a day; unreadable: no."""
    try:
        return bool(text) and parse_when(text).first.date() > day
    except ValueError:
        return False


def _is_late(code: str, row: Row, day: date) -> bool:
    return is_after(row.get(f"{code}STDTC", "") or row.get(f"{code}DTC", ""), day)


def _known(row: Row, day: date) -> Iterator[tuple[str, str]]:
    """Give what was known of a row on a day."""
    unknown = {
        name
        for name, text in row.items()
        if name.endswith(("ENDTC", "DTHDTC")) or name.startswith("RF")
        if is_after(text, day)
    }
    unknown |= {OUTCOME[name] for name in unknown & OUTCOME.keys()}
    unknown |= set(DEATH) if DEATH[0] in unknown else set()
    return ((name, text) for name, text in row.items() if name not in unknown)


def _parent(row: Row) -> tuple[str, str, str]:
    return row.get("USUBJID", ""), row.get("RDOMAIN", ""), row.get("IDVARVAL", "")
