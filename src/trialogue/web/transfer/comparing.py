"""What changed between two cuts: the numbers that differ, and the entries behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trialogue.core.absent import Absent
from trialogue.core.protocol import Protocol
from trialogue.report.clinical_report.cells import alone
from trialogue.report.clinical_report.tables import sentence_case
from trialogue.report.study.results import ALL, Bounds, Number
from trialogue.web.accounts.permissions import Staff
from trialogue.web.results.folders import RESULTS
from trialogue.web.transfer.behind import Behind, changed_between, domains_of
from trialogue.web.transfer.folders import folder_of
from trialogue.web.transfer.models import Cut

MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One number in two cuts, as text; empty where the cut does not have it."""

    analysis: str
    title: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The numbers of one analysis that differ, and the changed entries that it reads."""

    title: str
    rows: tuple[Difference, ...]
    behind: tuple[Behind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The numbers that differ (the first `MOST`), and how many there are of each kind."""

    rows: tuple[Difference, ...]
    differing: int
    alike: int


def compare_cuts(before: Cut, after: Cut) -> Comparison | None:
    """Compare the results of two cuts; None where an analysis is not there any more."""
    first, second = _numbers(before), _numbers(after)
    if first is None or second is None:
        return None
    keys = list(dict.fromkeys([*first, *second]))
    unlike = [key for key in keys if _exact(first.get(key)) != _exact(second.get(key))]
    rows = tuple(_difference(key, first.get(key), second.get(key)) for key in unlike[:MOST])
    return Comparison(rows=rows, differing=len(unlike), alike=len(keys) - len(unlike))


def tables_of(comparison: Comparison, changed: tuple[Behind, ...]) -> tuple[Table, ...]:
    """Put the numbers of each analysis together with the changed entries that it reads."""
    found: dict[str, list[Difference]] = {}
    for row in comparison.rows:
        found.setdefault(row.analysis, []).append(row)
    return tuple(
        Table(
            title=rows[0].title,
            rows=tuple(rows),
            behind=tuple(one for one in changed if one.domain in domains_of(analysis)),
        )
        for analysis, rows in found.items()
    )


def changes_between(
    staff: Staff, protocol: Protocol, before: Cut, after: Cut
) -> tuple[Behind, ...]:
    """Tell which entries changed between the moments of two cuts, whichever is the earlier."""
    first, last = sorted((before.as_of, after.as_of))
    return changed_between(staff, protocol, first, last)


def _numbers(cut: Cut) -> dict[str, dict[str, Any]] | None:
    try:
        said = json.loads((folder_of(cut) / RESULTS).read_text(encoding="utf-8"))
        return {one["id"]: one for one in said["results"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _exact(one: dict[str, Any] | None) -> tuple[Any, ...] | None:
    return None if one is None else tuple(one.get(key) for key in ("value", "unit", "reason"))


def _difference(
    key: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Difference:
    known = after or before or {}
    sides = [_number(one) if one is not None else None for one in (before, after)]
    texts = [alone(one) if one is not None else "" for one in sides]
    if texts[0] == texts[1]:  # they differ only in digits that a table does not show
        texts = [_exactly(one) if one is not None else "" for one in sides]
    return Difference(
        analysis=str(known.get("analysis", "")),
        title=str(known.get("title", key)),
        what=_what(known),
        before=texts[0],
        after=texts[1],
    )


def _what(known: Mapping[str, Any]) -> str:
    """Name a number in the report's words: its row, what was counted, of which group."""
    statistic, group = str(known.get("statistic", "")), str(known.get("group", ""))
    counted = (str(known.get("unit", "")) or statistic) if statistic == "n" else statistic
    of = "Everybody" if group == ALL else sentence_case(group)
    row = sentence_case(" · ".join(str(part) for part in known.get("row", ())))
    return " · ".join(part for part in (row, counted, of) if part)


def _number(said: Mapping[str, Any]) -> Number:
    """Read a number back as the report's tables take it."""
    value = said.get("value")
    return Number(
        group=str(said.get("group", ALL)),
        row=tuple(said.get("row", ())),
        statistic=str(said.get("statistic", "")),
        value=Absent(reason=str(said.get("reason", ""))) if value is None else value,
        unit=str(said.get("unit", "")),
        of=said.get("of"),
        bounds=_bounds(said["interval"]) if said.get("interval") else None,
    )


def _bounds(said: Mapping[str, Any]) -> Bounds:
    lower, upper = (
        Absent(reason=str(said.get(f"{name}_reason", "")))
        if said.get(name) is None
        else float(said[name])
        for name in ("lower", "upper")
    )
    level, method = float(said["level"]), str(said["method"])
    return Bounds(lower=lower, upper=upper, level=level, method=method)


def _exactly(one: Number) -> str:
    if isinstance(one.value, Absent):
        return one.value.reason
    return f"{one.value} {one.unit}".strip()
