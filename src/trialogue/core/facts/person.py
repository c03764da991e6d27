"""What is known about one person: facts by item, the latest of them, and the trial's dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from trialogue.core.dates import When
from trialogue.core.facts.fact import Fact, Measure, Unread


@dataclass(frozen=True, slots=True)
class Person:
    """The facts of one subject, by item, in the order in which they were read."""

    subject: str
    facts: Mapping[str, tuple[Fact, ...]]
    unread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By item, the places of what was recorded and could not be read."""

    def of(self, item: str) -> tuple[Fact, ...]:
        """Give all facts about an item; none means not asked."""
        return self.facts.get(item, ())

    def date_of(self, item: str) -> When | None:
        """Give the date that an item of kind date holds, or None where none could be read.

        The latest statement counts. Where several of the same time disagree, the date is
        known only in part: it lies between the first and the last of them.
        """
        if item in self.unread:
            return None
        told = latest(self.of(item), date.max)
        found = list(dict.fromkeys(fact.value for fact in told if isinstance(fact.value, When)))
        if len(found) < 2:
            return found[0] if found else None
        first, last = min(when.first for when in found), max(when.last for when in found)
        return When(first, last, " / ".join(str(when) for when in found))


def person_of(subject: str, facts: Iterable[Fact]) -> Person:
    """Group the facts of one subject by item."""
    by_item: dict[str, list[Fact]] = defaultdict(list)
    unread: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.value, Unread):
            unread[fact.item].append(fact.value.place)
        else:
            by_item[fact.item].append(fact)
    return Person(
        subject,
        {item: tuple(found) for item, found in by_item.items()},
        {item: tuple(places) for item, places in unread.items()},
    )


def people_of(facts: Iterable[Fact]) -> tuple[Person, ...]:
    """Group facts by subject, in order of first appearance."""
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject].append(fact)
    return tuple(person_of(subject, found) for subject, found in by_subject.items())


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact whose value is a measure, both at hand."""

    fact: Fact
    measure: Measure


def measured(facts: Iterable[Fact]) -> tuple[Measured, ...]:
    """Keep the facts that carry a measure."""
    return tuple(Measured(fact, fact.value) for fact in facts if isinstance(fact.value, Measure))


def latest(facts: Iterable[Fact], as_of: date) -> tuple[Fact, ...]:
    """Keep the latest facts on or before a day; several where they tie.

    The rule (part of the specification, the same for every engine):

    1. A fact dated after `as_of` is not yet known. One whose date is known only in part
       counts from its last possible day.
    2. A dated fact goes before an undated one.
    3. Of the dated ones the latest day wins; on that day, the latest time if all of them
       carry a time, else all of that day tie.
    4. Ties are all returned: where they disagree, the answer is unknown.
    """
    known = [fact for fact in facts if fact.start is None or fact.start.day <= as_of]
    dated = [fact for fact in known if fact.start is not None]
    if not dated:
        return tuple(known)
    last_day = max(fact.start.day for fact in dated if fact.start)
    found = [fact for fact in dated if fact.start and fact.start.day == last_day]
    if all(fact.start and fact.start.has_time for fact in found):
        moment = max(fact.start.last for fact in found if fact.start)
        found = [fact for fact in found if fact.start and fact.start.last == moment]
    return tuple(found)
