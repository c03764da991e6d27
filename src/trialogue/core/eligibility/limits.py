"""The upper limit of normal of a result: the laboratory's own, else the protocol's fallback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trialogue.core.dates import When, completed_years
from trialogue.core.eligibility.derived import answer_of
from trialogue.core.eligibility.finding import Finding, unknown
from trialogue.core.eligibility.occasion import Occasion, dated
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.eligibility.wording import NAMES
from trialogue.core.facts import Measured
from trialogue.core.protocol.items import Item
from trialogue.core.protocol.trial import UpperLimit as UpperLimitRow
from trialogue.core.protocol.trial import UpperLimits
from trialogue.core.protocol.words import Text
from trialogue.core.units import convert, show_number


@dataclass(frozen=True, slots=True)
class UpperLimit:
    """A limit in the unit of the result, with a note where it is not the laboratory's."""

    value: float
    notes: tuple[Reason, ...] = ()


def upper_limit_of(result: Measured, item: Item, occasion: Occasion) -> UpperLimit | Finding:
    """Find the upper limit of normal of one result.

    Order (clinical reference 2.4): the range printed with that very result; else the
    protocol's fallback table by age on the day of the sample and sex, flagged. Unknown
    where there is neither, or where the table needs an age or sex that is not recorded.
    """
    fact = result.fact
    if fact.high is not None:
        return UpperLimit(fact.high)
    said: dict[str, Text | str] = {
        "label": item.label,
        "value": str(fact.value),
        "date": dated(fact),
    }
    table = occasion.protocol.upper_limits.get(item.upper_limits)
    if table is None:
        return unknown((f"{item.id}.high",), reason("upper limit missing", **said))
    day = fact.start.day if fact.start else occasion.as_of
    values, missing = _rows(table, occasion, day=day)
    if missing:
        needs = Text(
            " and ".join(NAMES[name].en for name in missing),
            "和".join(NAMES[name].zh for name in missing),
        )
        wanted = (f"{item.id}.high", *missing)
        return unknown(wanted, reason("upper limit needs", needs=needs, **said))
    if len(values) != 1:
        return unknown((f"{item.id}.high",), reason("upper limit missing", **said))
    value = convert(values.pop(), table.unit, result.measure.unit)
    return UpperLimit(value, (reason("fallback limit", limit=show_number(value)),))


def _rows(table: UpperLimits, occasion: Occasion, *, day: date) -> tuple[set[float], list[str]]:
    """Collect the limits that fit; name what would narrow them where several do."""
    born = occasion.person.date_of("birth_date")
    if born is None:
        return set(), ["birth_date"] + ([] if answer_of("sex", occasion) else ["sex"])
    ages = _ages_on(born, day)
    sex = answer_of("sex", occasion)
    rows = [row for row in table.rows if any(_fits(row, age) for age in ages)]
    fitting = {row.value for row in rows if not row.sex or not sex or row.sex == sex}
    if len(fitting) > 1:
        return fitting, ["birth_date"] if sex else ["sex"]
    return fitting, []


def _fits(row: UpperLimitRow, age: int) -> bool:
    return row.age_from <= age and (row.age_below is None or age < row.age_below)


def _ages_on(born: When, day: date) -> set[int]:
    return {completed_years(edge, day) for edge in (born.first.date(), born.last.date())}
