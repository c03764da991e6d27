"""A treatment that may go on at a low dose: the total of all drugs, in equivalents of one.

HC-eq = dose x base amount / drug's equivalent amount / body surface; several drugs add
(clinical reference 9.1). The total is that of the worst day between the start of the window
and the anchor, so that courses one after the other do not add.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from trialogue.core.eligibility.derived import derive
from trialogue.core.eligibility.finding import Finding, fails, holds, unknown
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.eligibility.wording import NAMES
from trialogue.core.facts import Fact, Measure, latest, measured
from trialogue.core.protocol.criteria import Allowance, Span
from trialogue.core.protocol.trial import Equivalents
from trialogue.core.protocol.words import Text
from trialogue.core.units import at_most, convert, kind_of, show_number


@dataclass(frozen=True, slots=True)
class Course:
    """A course in equivalents (mg/d of the base drug), on the days that it covers."""

    first: date
    last: date
    equivalent: float


def evaluate_allowance(
    allowance: Allowance, span: Span, before: str, facts: tuple[Fact, ...], occasion: Occasion
) -> Finding:
    """Ask whether the worst day's total per body surface is within the limit, inclusive.

    Unknown where a dose, a drug's equivalent or the body surface is missing; it still
    fails where the known part alone is above the limit.
    """
    anchor = occasion.anchors[before]
    table = occasion.protocol.equivalents[allowance.equivalents]
    window = (anchor.first.date() - _reach(span), max(anchor.day, occasion.as_of))
    courses = [course for fact in facts if (course := _course(fact, table, window)) is not None]
    unclear = [fact for fact in facts if _course(fact, table, window) is None]
    surface, notes = body_surface(allowance.body_surface, occasion)
    limit = f"{show_number(allowance.limit.value)} mg/m2/d"
    total = _worst_day(courses) / surface if surface else None
    if total is not None and not at_most(total, allowance.limit.value):
        said = _total(total, table)
        return fails(reason("above allowance", limit=limit, **said), *notes)
    if total is None or unclear:
        return _unclear(allowance, unclear, table, limit, surface is None)
    return holds(reason("allowed", limit=limit, **_total(total, table)), *notes)


def _reach(span: Span) -> timedelta:
    return timedelta(days=span.days - 1)


def _total(total: float, table: Equivalents) -> dict[str, Text | str]:
    return {"total": show_number(round(total, 6)), "base": table.base}


def equivalent_dose(drug: str, dose: float, table: Equivalents) -> float | None:
    """Convert a daily dose in mg to mg of the base drug; None for a drug not in the table."""
    amount = table.drugs.get(drug.strip().lower())
    return None if amount is None else dose * table.amount / amount


def _course(fact: Fact, table: Equivalents, window: tuple[date, date]) -> Course | None:
    drug = fact.attributes.get("drug")
    measure = fact.value
    if not isinstance(measure, Measure) or not isinstance(drug, str) or measure.comparator:
        return None
    if kind_of(measure.unit) != "daily dose":
        return None
    equivalent = equivalent_dose(drug, convert(measure.value, measure.unit, "mg/d"), table)
    if equivalent is None:
        return None
    first = fact.start.first.date() if fact.start else window[0]
    last = fact.end.last.date() if fact.end else window[1]
    return Course(max(first, window[0]), last, equivalent)


def _worst_day(courses: list[Course]) -> float:
    days = {course.first for course in courses}
    return max(
        (
            sum(course.equivalent for course in courses if course.first <= day <= course.last)
            for day in days
        ),
        default=0.0,
    )


def body_surface(item: str, occasion: Occasion) -> tuple[float | None, tuple[Reason, ...]]:
    """Give the latest body surface in m2, recorded or else calculated; None where neither."""
    values = {
        convert(result.measure.value, result.measure.unit, "m2")
        for result in measured(latest(occasion.person.of(item), occasion.as_of))
        if not result.measure.comparator
    }
    if len(values) == 1:
        return values.pop(), ()
    derived = derive(item, occasion) if not values else None
    if derived is None or derived.fact is None or not isinstance(derived.fact.value, Measure):
        return None, ()
    return derived.fact.value.value, derived.reasons


def _unclear(
    allowance: Allowance,
    facts: list[Fact],
    table: Equivalents,
    limit: str,
    surface_missing: bool,
) -> Finding:
    missing: list[str] = [allowance.body_surface] if surface_missing else []
    needs: list[Text] = [Text("the body surface", "体表面积")] if surface_missing else []
    for fact in facts:
        drug = fact.attributes.get("drug")
        if not isinstance(fact.value, Measure):
            missing.append(fact.item)
            needs.append(NAMES["dose"])
        if not isinstance(drug, str):
            missing.append(f"{fact.item}.drug")
            needs.append(NAMES["drug"])
        elif drug.strip().lower() not in table.drugs:
            missing.append(f"{fact.item}.drug")
            needs.append(Text(f"an equivalent dose for {drug}", f"{drug} 的等效剂量"))
    said = Text(
        " and ".join(dict.fromkeys(text.en for text in needs)),
        "和".join(dict.fromkeys(text.zh for text in needs)),
    )
    wanted = tuple(dict.fromkeys(missing)) or (facts[0].item if facts else allowance.body_surface,)
    return unknown(wanted, reason("allowance unclear", limit=limit, needs=said))
