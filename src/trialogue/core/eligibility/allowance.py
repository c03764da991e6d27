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


@dataclass(frozen=True, slots=True)
class _Window:
    """The days that count: the first at the earliest and at the latest, and the last."""

    opens: date
    surely_open: date
    closes: date


def evaluate_allowance(
    allowance: Allowance, span: Span, before: str, facts: tuple[Fact, ...], occasion: Occasion
) -> Finding:
    """Ask whether the worst day's total per body surface is within the limit, inclusive.

    Unknown where a dose, a drug's equivalent, the body surface or a date that matters is
    missing; it still fails where what is certain alone is above the limit.
    """
    anchor = occasion.anchors[before]
    table = occasion.protocol.equivalents[allowance.equivalents]
    window = _Window(
        opens=anchor.first.date() - _reach(span),
        surely_open=anchor.last.date() - _reach(span),
        closes=max(anchor.day, occasion.as_of),
    )
    doses = [(fact, _equivalent(fact, table)) for fact in facts]
    unclear = [fact for fact, dose in doses if dose is None]
    known = [(fact, dose) for fact, dose in doses if dose is not None]
    surface, notes = body_surface(allowance.body_surface, occasion)
    limit = f"{show_number(allowance.limit.value)} mg/m2/d"
    if surface is None:
        return _unclear(allowance, unclear, table, limit, surface_missing=True)
    possible = _worst_day([_widest(fact, dose, window) for fact, dose in known]) / surface
    certain = _worst_day(_surely_covered(known, window)) / surface
    if not at_most(certain, allowance.limit.value):
        return fails(reason("above allowance", limit=limit, **_total(certain, table)), *notes)
    if unclear:
        return _unclear(allowance, unclear, table, limit, surface_missing=False)
    if not at_most(possible, allowance.limit.value):
        item = facts[0].item
        needs = Text("the exact dates", "确切日期")
        missing = (f"{item}.start", f"{item}.end")
        return unknown(missing, reason("allowance unclear", limit=limit, needs=needs))
    return holds(reason("allowed", limit=limit, **_total(possible, table)), *notes)


def _reach(span: Span) -> timedelta:
    return timedelta(days=span.days - 1)


def _total(total: float, table: Equivalents) -> dict[str, Text | str]:
    return {"total": show_number(round(total, 6)), "base": table.base}


def equivalent_dose(drug: str, dose: float, table: Equivalents) -> float | None:
    """Convert a daily dose in mg to mg of the base drug; None for a drug not in the table."""
    amount = table.drugs.get(drug.strip().lower())
    return None if amount is None else dose * table.amount / amount


def _equivalent(fact: Fact, table: Equivalents) -> float | None:
    """Convert a course's dose; None where dose, drug or equivalent is missing or inexact."""
    drug, measure = fact.attributes.get("drug"), fact.value
    if not isinstance(measure, Measure) or not isinstance(drug, str) or measure.comparator:
        return None
    if kind_of(measure.unit) != "daily dose":
        return None
    return equivalent_dose(drug, convert(measure.value, measure.unit, "mg/d"), table)


def _widest(fact: Fact, dose: float, window: _Window) -> Course:
    """Cover every day on which the course may have been given."""
    first = fact.start.first.date() if fact.start else window.opens
    last = fact.end.last.date() if fact.end else window.closes
    return Course(max(first, window.opens), last, dose)


def _surely_covered(known: list[tuple[Fact, float]], window: _Window) -> list[Course]:
    """Cover only the days on which the courses were given for certain.

    A course whose start is not known covers its last day. On a day on which one course
    ends and another begins, only the one that begins is certain.
    """
    begins = {fact.start.first.date() for fact, _ in known if fact.start}
    courses: list[Course] = []
    for fact, dose in known:
        last = fact.end.first.date() if fact.end else window.closes
        first = fact.start.last.date() if fact.start else last
        if fact.end and fact.start and first < last and last in begins:
            last -= timedelta(days=1)
        first = max(first, window.surely_open)
        if first <= last:
            courses.append(Course(first, last, dose))
    return courses


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
    if item in occasion.person.unread:
        return None, ()
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
    *,
    surface_missing: bool,
) -> Finding:
    missing: list[str] = [allowance.body_surface] if surface_missing else []
    needs: list[Text] = [Text("the body surface", "体表面积")] if surface_missing else []
    for fact in facts:
        drug = fact.attributes.get("drug")
        if not isinstance(fact.value, Measure):
            missing.append(fact.item)
            needs.append(NAMES["dose"])
        elif fact.value.comparator or kind_of(fact.value.unit) != "daily dose":
            missing.append(fact.item)
            needs.append(NAMES["exact dose"])
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
    return unknown(
        tuple(dict.fromkeys(missing)), reason("allowance unclear", limit=limit, needs=said)
    )
