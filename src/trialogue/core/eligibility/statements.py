"""The leaves `is`, `age` and `not_after`: answers, ages, and the order of the trial's dates."""

from __future__ import annotations

from trialogue.core.dates import When, completed_years
from trialogue.core.eligibility.finding import Finding, fails, holds, unknown
from trialogue.core.eligibility.occasion import Occasion, dated
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.facts import Fact, latest
from trialogue.core.protocol.criteria import Age, Is, NotAfter
from trialogue.core.protocol.words import Text


def evaluate_is(leaf: Is, occasion: Occasion) -> Finding:
    """Ask whether the latest answer on or before the gate's date is one of the leaf's.

    Unknown where nothing is recorded, or where answers of the same time disagree.
    """
    facts = occasion.person.of(leaf.item)
    found = latest(facts, occasion.as_of)
    label = occasion.label(leaf.item)
    if not found:
        key = "measure later" if facts else "statement missing"
        day = occasion.as_of.isoformat()
        return unknown((leaf.item,), reason(key, label=label, day=day))
    answers = {fact.value in leaf.values for fact in found}
    if len(answers) > 1:
        values = ", ".join(str(fact.value) for fact in found)
        return unknown((leaf.item,), reason("ties disagree", label=label, values=values))
    return (holds if answers == {True} else fails)(_statement(found[0], occasion))


def _statement(fact: Fact, occasion: Occasion) -> Reason:
    value = fact.value
    choices = occasion.item(fact.item).choices
    said = choices.get(value, Text(value)) if isinstance(value, str) else Text(str(value))
    date = dated(fact) if fact.start else ""
    return reason("statement", label=occasion.label(fact.item), value=said, date=date)


def evaluate_age(leaf: Age, occasion: Occasion) -> Finding:
    """Compare completed years at an anchor with both bounds, inclusive.

    Unknown without a birth date or the anchor's date, or where a date known only in part
    leaves the age on both sides of a bound. Source: clinical reference 9.3, I2 (A04).
    """
    born, when = occasion.person.date_of("birth_date"), occasion.anchors.get(leaf.at)
    if born is None or when is None:
        return _age_missing(leaf, occasion, born, when)
    ages = (
        completed_years(born.last.date(), when.first.date()),
        completed_years(born.first.date(), when.last.date()),
    )
    said: dict[str, Text | str] = {"day": str(when), "anchor": occasion.anchor_label(leaf.at)}
    low = leaf.at_least or 0
    high = leaf.at_most if leaf.at_most is not None else ages[1]
    if ages[1] < low:
        return fails(reason("age too low", age=str(ages[1]), limit=str(low), **said))
    if ages[0] > high:
        return fails(reason("age too high", age=str(ages[0]), limit=str(high), **said))
    if low <= ages[0] and ages[1] <= high:
        return holds(reason("age", age=str(ages[0]), **said))
    return unknown(("birth_date",), reason("age unclear", born=str(born), **said))


def _age_missing(leaf: Age, occasion: Occasion, born: When | None, when: When | None) -> Finding:
    reasons: list[Reason] = []
    missing: list[str] = []
    if born is None:
        missing.append("birth_date")
        reasons.append(reason("statement missing", label=occasion.label("birth_date")))
    if when is None:
        missing.append(occasion.anchor_item(leaf.at))
        reasons.append(reason("anchor missing", anchor=occasion.anchor_label(leaf.at)))
    return unknown(tuple(missing), *reasons)


def evaluate_not_after(leaf: NotAfter, occasion: Occasion) -> Finding:
    """Ask whether one anchor's day is on or before another's; unknown where either is."""
    first, second = occasion.anchors.get(leaf.anchor), occasion.anchors.get(leaf.other)
    if first is None or second is None:
        absent = [id for id in (leaf.anchor, leaf.other) if id not in occasion.anchors]
        return unknown(
            tuple(occasion.anchor_item(id) for id in absent),
            *(reason("anchor missing", anchor=occasion.anchor_label(id)) for id in absent),
        )
    said: dict[str, Text | str] = {
        "anchor": occasion.anchor_label(leaf.anchor),
        "day": str(first),
        "other": occasion.anchor_label(leaf.other),
        "other_day": str(second),
    }
    if first.last.date() <= second.first.date() or (first.is_one_day and first.day == second.day):
        return holds(reason("in order", **said))
    if first.first.date() > second.last.date():
        return fails(reason("out of order", **said))
    return unknown((occasion.anchor_item(leaf.anchor),), reason("order unclear", **said))
