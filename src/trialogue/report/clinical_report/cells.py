"""Numbers as they are read in a table: rounded for people, their exact value in results.json."""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.absent import Absent
from trialogue.report.study.results import Bounds, Number, Value

DESCRIBED = ("n", "mean", "sd", "median", "q1", "q3", "min", "max")
COUNTED = ("days", "participants", "episodes")
NONE = "–"
"""Nothing was computed for this group."""

NOT_REACHED = "not reached"


def percent(value: Value) -> str:
    """Write a share as a percentage with one decimal."""
    return f"{float(value) * 100:.1f} %" if isinstance(value, float | int) else NONE


def plain(value: Value | None) -> str:
    """Write a number with three significant digits, or whole; what is absent says why."""
    match value:
        case None:
            return NONE
        case Absent():
            return value.reason
        case int():
            return f"{value:,}"
        case float():
            return _significant(value)
        case _:
            return str(value)


def _significant(value: float) -> str:
    if value == 0:
        return "0"
    if abs(value) >= 1e6 or abs(value) < 1e-3:
        return f"{value:.2e}"
    if value == round(value):
        return f"{value:,.0f}"
    if abs(value) >= 100:
        return f"{value:,.1f}"
    return f"{value:.3g}"


def limits(bounds: Bounds | None, *, share: bool = False) -> str:
    """Write confidence limits in brackets; empty where none were asked."""
    if bounds is None:
        return ""
    if isinstance(bounds.lower, Absent) and isinstance(bounds.upper, Absent):
        return " (no limits)"
    low, high = (_limit(one, share) for one in (bounds.lower, bounds.upper))
    return f" ({low} to {high})"


def _limit(value: float | Absent, share: bool) -> str:
    if isinstance(value, Absent):
        return NOT_REACHED
    return f"{value * 100:.1f}" if share else plain(value)


def lines_of(found: Mapping[str, Number]) -> list[tuple[str, str]]:
    """Write the statistics of one row: the words behind its name, and the cell.

    Counts with their share are one line, descriptions of values four, a median its own.
    Nothing gives nothing.
    """
    if "share" in found:
        return [("", _count(found))]
    if "mean" in found:
        return _described(found)
    if "survival" in found:
        return [("", _survival(found))]
    if "standard error" in found:
        error = plain(found["standard error"].value)
        return [("", f"{plain(found['days'].value)} (SE {error})")]
    return [(_name(name), _single(one)) for name, one in found.items()]


def _name(statistic: str) -> str:
    return "" if statistic in ("n", "days", "rate") else statistic


def _single(one: Number) -> str:
    if isinstance(one.value, Absent):
        return NOT_REACHED if one.value.reason.startswith(NOT_REACHED) else one.value.reason
    if one.of is not None:
        return f"{plain(one.value)} of {one.of:,}"
    unit = "" if one.unit in ("", "days", "participants", "episodes") else f" {one.unit}"
    if one.unit == "" and isinstance(one.value, float) and 0 <= one.value <= 1:
        return percent(one.value) + limits(one.bounds, share=True)
    return plain(one.value) + limits(one.bounds) + unit


def alone(one: Number) -> str:
    """Write a number outside of its table: rounded as there, with its unit."""
    if isinstance(one.value, Absent):
        return _single(one)
    if one.statistic == "share" or (one.of is None and _is_share(one)):
        return percent(one.value) + limits(one.bounds, share=True)
    if one.of is not None:
        return _single(one)
    text = plain(one.value)
    unit = one.unit.removesuffix("s") if text == "1" and one.unit in COUNTED else one.unit
    return f"{text}{limits(one.bounds)} {unit}".strip()


def _is_share(one: Number) -> bool:
    """Tell whether a number without a unit is a share; a mean of small values is none."""
    described = one.statistic in (*DESCRIBED, "standard error")
    return one.unit == "" and not described and isinstance(one.value, float) and 0 <= one.value <= 1


def _count(found: Mapping[str, Number]) -> str:
    count, share = found["n"], found["share"]
    if isinstance(share.value, Absent):
        return NONE
    return f"{plain(count.value)} ({percent(share.value)}){_share_limits(share)}"


def _share_limits(share: Number) -> str:
    return limits(share.bounds, share=True).replace("(", "[").replace(")", "]")


def _described(found: Mapping[str, Number]) -> list[tuple[str, str]]:
    def of(name: str) -> str:
        return plain(found[name].value)

    lines = [("n", of("n"))]
    if found["n"].value == 0:
        return lines
    spread = found["sd"].value
    mean = of("mean") if isinstance(spread, Absent) else f"{of('mean')} ({of('sd')})"
    lines += [
        ("mean (SD)", mean),
        ("median (quartiles)", f"{of('median')} ({of('q1')} to {of('q3')})"),
        ("range", f"{of('min')} to {of('max')}"),
    ]
    further = [(name, _single(one)) for name, one in found.items() if name not in DESCRIBED]
    return lines + further


def _survival(found: Mapping[str, Number]) -> str:
    point = found["survival"]
    if isinstance(point.value, Absent):
        return point.value.reason
    at_risk = found.get("at risk")
    risk = f", {plain(at_risk.value)} at risk" if at_risk else ""
    return f"{percent(point.value)}{limits(point.bounds, share=True)}{risk}"
