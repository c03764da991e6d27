"""The leaf `compare`: the latest valid measure against a limit or a multiple of its own ULN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from trialogue.core.dates import completed_years
from trialogue.core.eligibility.derived import CALCULATED, derive
from trialogue.core.eligibility.finding import Finding, conjoin, unknown
from trialogue.core.eligibility.limits import upper_limit_of
from trialogue.core.eligibility.occasion import Occasion, dated
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.eligibility.wording import RELATIONS, SPAN_UNITS, YEARS_BELOW, YEARS_FROM
from trialogue.core.facts import Measure, Measured, latest, measured
from trialogue.core.protocol.criteria import Compare, Comparison
from trialogue.core.protocol.items import Item
from trialogue.core.protocol.words import Text
from trialogue.core.truth import Truth, truth_of
from trialogue.core.units import (
    TOLERANCE,
    Quantity,
    at_most,
    convert,
    less_than,
    show_number,
    show_unit,
)

HOLDS: dict[Comparison, Callable[[float, float], bool]] = {
    "<=": at_most,
    "<": less_than,
    ">=": lambda value, limit: at_most(limit, value),
    ">": lambda value, limit: less_than(limit, value),
}


Refused = tuple[date | None, Reason]
"""The day of a value that cannot be used, and why."""

WEAKER: dict[Comparison, Comparison] = {"<": "<=", "<=": "<=", ">": ">=", ">=": ">="}
STRICTER: dict[Comparison, Comparison] = {"<": "<", "<=": "<", ">": ">", ">=": ">"}


@dataclass(frozen=True, slots=True)
class _Limit:
    """The limit in the unit of the value, and how it is said."""

    value: float
    said: Text
    notes: tuple[Reason, ...] = ()


def evaluate_compare(leaf: Compare, occasion: Occasion) -> Finding:
    """Compare the latest valid value among the leaf's items with its limit.

    Unknown where no valid value is recorded by the gate's date, where the upper limit of
    normal is missing, where a "below x" or "above x" result does not settle it, and where
    values of the same time disagree. Source: design.md section 5; clinical reference 2.4.
    """
    results = measured(fact for id in leaf.items for fact in occasion.person.of(id))
    usable, refused = _sift(results, occasion)
    found = measured(latest([result.fact for result in usable], occasion.as_of))
    if not found:
        return _without_value(leaf, occasion, refused, later=bool(usable))
    settled = _agreeing(
        tuple(_compare(leaf, result, occasion) for result in found), found, occasion
    )
    newer = tuple(note for day, note in refused if day is None or day > _day_of(found))
    return replace(settled, reasons=(*settled.reasons, *newer))


def _day_of(found: tuple[Measured, ...]) -> date:
    days = [result.fact.start.day for result in found if result.fact.start]
    return max(days, default=date.min)


def _sift(
    results: tuple[Measured, ...], occasion: Occasion
) -> tuple[list[Measured], list[Refused]]:
    """Part the results that may be used from those that may not, with the reason."""
    usable: list[Measured] = []
    refused: list[Refused] = []
    for result in results:
        fact, why = result.fact, _objection(result, occasion)
        if why is None:
            usable.append(result)
        elif fact.start is None or fact.start.day <= occasion.as_of:
            because = Text(why.say("en"), why.say("zh"))
            note = reason("measure invalid", why=because, **_said(result, occasion))
            refused.append((fact.start.day if fact.start else None, note))
    return usable, refused


def _objection(result: Measured, occasion: Occasion) -> Reason | None:
    """Say why a recorded value cannot be used, or None where it can."""
    fact, item = result.fact, occasion.item(result.fact.item)
    rules = item.valid
    if rules.step is not None and not _is_multiple(result.measure.value, rules.step):
        return reason("not a step", step=show_number(rules.step))
    if rules.age_from is None and rules.age_below is None:
        return None
    born = occasion.person.date_of("birth_date")
    if born is None:
        return reason("age not known")
    day = fact.start.day if fact.start else occasion.as_of
    ages = {completed_years(edge, day) for edge in (born.first.date(), born.last.date())}
    fits = {_age_fits(age, item) for age in ages}
    if fits == {True}:
        return None
    return (
        reason("age not known")
        if len(fits) > 1
        else reason("wrong age", ages=_ages(item), age=str(min(ages)))
    )


def _is_multiple(value: float, step: float) -> bool:
    return abs(value / step - round(value / step)) <= TOLERANCE * max(1.0, abs(value / step))


def _age_fits(age: int, item: Item) -> bool:
    low, high = item.valid.age_from, item.valid.age_below
    return (low is None or age >= low) and (high is None or age < high)


def _ages(item: Item) -> Text:
    if item.valid.age_from is not None:
        low = str(item.valid.age_from)
        return Text(YEARS_FROM.en.format(low=low), YEARS_FROM.zh.format(low=low))
    high = str(item.valid.age_below)
    return Text(YEARS_BELOW.en.format(high=high), YEARS_BELOW.zh.format(high=high))


def _without_value(
    leaf: Compare, occasion: Occasion, refused: list[Refused], *, later: bool
) -> Finding:
    derived = [found for id in leaf.items if (found := derive(id, occasion)) is not None]
    for found in derived:
        for result in measured([found.fact] if found.fact else []):
            finding = _compare(leaf, result, occasion)
            return replace(finding, reasons=(*finding.reasons, *found.reasons))
    if refused:
        born = occasion.person.of("birth_date")
        missing = _wanted(leaf, occasion) if born else ("birth_date",)
        return unknown(missing, *(note for _, note in refused))
    wanted = _wanted(leaf, occasion)
    key = "measure later" if later else "measure missing"
    return unknown(
        wanted,
        *(reason(key, label=occasion.label(id), day=occasion.as_of.isoformat()) for id in wanted),
    )


def _wanted(leaf: Compare, occasion: Occasion) -> tuple[str, ...]:
    """Name the items whose value is asked for: where the age picks a scale, only that one."""
    born = occasion.person.date_of("birth_date")
    if len(leaf.items) == 1 or born is None:
        return leaf.items
    age = completed_years(born.day, occasion.as_of)
    fitting = tuple(id for id in leaf.items if _age_fits(age, occasion.item(id)))
    return fitting or leaf.items


def _compare(leaf: Compare, result: Measured, occasion: Occasion) -> Finding:
    limit = _limit_of(leaf, result, occasion)
    if isinstance(limit, Finding):
        return limit
    truth = _truth(result.measure, leaf.comparison, limit.value)
    relation = RELATIONS[leaf.comparison, truth is not Truth.FALSE]
    key = "measure unclear" if truth is Truth.UNKNOWN else "measure"
    why = reason(key, relation=relation, limit=limit.said, **_said(result, occasion))
    missing = (result.fact.item,) if truth is Truth.UNKNOWN else ()
    return Finding(truth, (why, *limit.notes), missing)


def _truth(measure: Measure, comparison: Comparison, limit: float) -> Truth:
    """Compare a measure; a "below x" or "above x" result only as far as it settles it."""
    value, bound = measure.value, measure.comparator
    if not bound:
        return truth_of(HOLDS[comparison](value, limit))
    upward, above = comparison in (">=", ">"), bound in (">=", ">")
    if upward == above:
        # ">90" against ">= 60": it holds if already the bound does, or lies just outside it.
        holds_at_bound = HOLDS[comparison](value, limit)
        holds_beyond = bound in ("<", ">") and HOLDS[WEAKER[comparison]](value, limit)
        return Truth.TRUE if holds_at_bound or holds_beyond else Truth.UNKNOWN
    # "<50" against ">= 60": it fails if even the bound does, or only the bound would hold.
    fails_at_bound = not HOLDS[comparison](value, limit)
    fails_below = bound in ("<", ">") and not HOLDS[STRICTER[comparison]](value, limit)
    return Truth.FALSE if fails_at_bound or fails_below else Truth.UNKNOWN


def _limit_of(leaf: Compare, result: Measured, occasion: Occasion) -> _Limit | Finding:
    """Give the limit in the unit of the result: "x ULN" is never compared after conversion."""
    item, unit = occasion.item(result.fact.item), result.measure.unit
    if leaf.limit is not None:
        return _fixed(leaf.limit, unit, item)
    normal = upper_limit_of(result, item, occasion)
    if isinstance(normal, Finding):
        return normal
    times = leaf.times_uln or 1.0
    value = times * normal.value
    said = f"{show_number(times)} × ULN ({show_number(value)})"
    zh = f"正常值上限的 {show_number(times)} 倍（{show_number(value)}）"
    return _Limit(value, Text(said, zh), normal.notes)


def _fixed(limit: Quantity, unit: str, item: Item) -> _Limit:
    value = convert(limit.value, limit.unit, unit, substance=item.bridge)
    said = _quantity(limit.value, limit.unit)
    if limit.unit == unit:
        return _Limit(value, said)
    own = f"{show_number(value)} {show_unit(unit)}"
    return _Limit(value, Text(f"{said.en} ({own})", f"{said.zh}（{own}）"))


def _agreeing(
    findings: tuple[Finding, ...], results: tuple[Measured, ...], occasion: Occasion
) -> Finding:
    if len({finding.truth for finding in findings}) == 1:
        return conjoin(findings)
    item = results[0].fact.item
    values = ", ".join(str(result.measure) for result in results)
    return unknown((item,), reason("ties disagree", label=occasion.label(item), values=values))


def _said(result: Measured, occasion: Occasion) -> dict[str, Text | str]:
    measure = result.measure
    shown = round(measure.value, 4) if result.fact.source == CALCULATED else measure.value
    value = _quantity(shown, measure.unit, measure.comparator)
    return {"label": occasion.label(result.fact.item), "value": value, "date": dated(result.fact)}


def _quantity(value: float, unit: str, comparator: str = "") -> Text:
    number = f"{comparator}{show_number(value)}"
    if unit in SPAN_UNITS:
        one, many = SPAN_UNITS[unit]
        return Text(f"{number} {(one if value == 1 else many).en}", f"{number} {many.zh}")
    said = f"{number} {show_unit(unit)}".strip()
    return Text(said, said)
