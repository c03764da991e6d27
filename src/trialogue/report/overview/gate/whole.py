"""What a draft as a whole must have: every item, no false silence, nothing weighty left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from trialogue.report.overview.draft import Draft
from trialogue.report.overview.gate.placing import Verdict
from trialogue.report.overview.language.view import read_view
from trialogue.report.overview.outline import Item
from trialogue.report.overview.result import Failure, Kind
from trialogue.report.overview.source import Source
from trialogue.report.overview.source.facts import Fact
from trialogue.report.overview.source.rules import Rule

_STATED = ("status.", "ages.", "sex.FEMALE", "sex.MALE", "healthy.yes")
"""Facts that keep people out or let them in: each must be said."""
_KEYED = {
    "allocation.RANDOMIZED": "randomiz",
    "arm.PLACEBO_COMPARATOR": "placebo",
    "arm.SHAM_COMPARATOR": "sham",
}
"""Facts of the groups, and the key that a sentence must have that tells of them."""
_NAME_OF_TREATMENT = re.compile(r"interventions\[\d+\](?:\.name)?")
MOST_TREATMENTS = 12
"""A record with more treatments names some by the dozen; then no single one is asked for."""


def whole_failures(draft: Draft, source: Source, verdicts: Sequence[Verdict]) -> Iterator[Failure]:
    """Give the failures of a draft as a whole."""
    yield from _outline(draft)
    yield from _silence(draft, source)
    yield from _stated_facts(draft, source, verdicts)
    yield from _groups(draft, source, verdicts)
    yield from _treatments(draft, source, verdicts)
    yield from _rules_left(draft, source, verdicts)


def _failure(kind: Kind, item: Item | None, found: str, allowed: str) -> Failure:
    return Failure(kind=kind, item=item, sentence="", found=found, allowed=allowed)


def _outline(draft: Draft) -> Iterator[Failure]:
    counted = Counter(section.item for section in draft.sections)
    for item in Item:
        if counted[item] != 1:
            yield _failure(Kind.OUTLINE, item, f"{counted[item]} times", "every item once")


def _silence(draft: Draft, source: Source) -> Iterator[Failure]:
    """Find items that are said to be silent though the record speaks."""
    speaking = {fact.item: fact for fact in reversed(source.facts)}
    for section in draft.sections:
        fact = speaking.get(section.item)
        if section.is_silent and fact is not None:
            yield _failure(Kind.SILENCE, section.item, "nothing", f"{fact.path}: {fact.shown}")


def _has(draft: Draft, item: Item) -> bool:
    section = draft.section(item)
    return section is not None and not section.is_silent


def _stated_facts(draft: Draft, source: Source, verdicts: Sequence[Verdict]) -> Iterator[Failure]:
    paths = {span.path for verdict in verdicts for span in verdict.placed.spans}
    for fact in source.facts:
        weighty = fact.key.startswith(_STATED) and not fact.key.startswith("ages.any")
        if weighty and _has(draft, fact.item) and not paths & _said_at(fact):
            yield _failure(Kind.LEFT_OUT, fact.item, fact.path, fact.shown)


def _said_at(fact: Fact) -> set[str]:
    """Name the paths at which a fact may be said: a condition of health also by who is studied."""
    return {fact.path}


def _groups(draft: Draft, source: Source, verdicts: Sequence[Verdict]) -> Iterator[Failure]:
    telling = [one for one in verdicts if not _only_names_a_treatment(one)]
    said = _carried_keys(telling, {Item.WHAT, Item.STUDIED})
    for fact in source.facts:
        key = _KEYED.get(fact.key)
        if key and _has(draft, fact.item) and key not in said:
            yield _failure(Kind.LEFT_OUT, fact.item, fact.key, fact.shown)


def _only_names_a_treatment(verdict: Verdict) -> bool:
    """Tell whether a sentence rests on an intervention's name: that some get it is not said."""
    paths = [span.path for span in verdict.placed.spans]
    return bool(paths) and all(_NAME_OF_TREATMENT.fullmatch(path) for path in paths)


def _treatments(draft: Draft, source: Source, verdicts: Sequence[Verdict]) -> Iterator[Failure]:
    """Ask that each treatment is named: by at least half of its words, or a word of its own."""
    named = [fact for fact in source.facts if fact.key.startswith("treatment.")]
    if not _has(draft, Item.WHAT) or len(named) > MOST_TREATMENTS:
        return
    said = _carried_keys(verdicts, {Item.WHAT, Item.STUDIED})
    paths = {span.path for verdict in verdicts for span in verdict.placed.spans}
    for fact in named:
        if any(path.startswith(fact.path) for path in paths):
            continue
        keys = read_view(fact.fills["name"]["en"], "en", framed=False).keys
        if keys and len(keys & said) * 2 < len(keys):
            yield _failure(Kind.LEFT_OUT, Item.WHAT, "a treatment", fact.shown)


def _carried_keys(verdicts: Sequence[Verdict], items: set[Item]) -> frozenset[str]:
    return frozenset(
        key for verdict in verdicts if verdict.placed.item in items for key in verdict.keys
    )


def uncovered_rules(
    source: Source, said: frozenset[int], topics: frozenset[str]
) -> tuple[Rule, ...]:
    """Give the rules that are neither said nor pointed at by all that they are about."""
    return tuple(
        rule
        for rule in source.rules
        if rule.number not in said and not (rule.topics and rule.topics <= topics)
    )


def _rules_left(draft: Draft, source: Source, verdicts: Sequence[Verdict]) -> Iterator[Failure]:
    """Check the count of the rules that a draft leaves to the full list."""
    if not _has(draft, Item.WHO):
        return
    said = frozenset(one.rule for one in verdicts if one.rule is not None)
    topics = frozenset(topic for one in verdicts for topic in one.topics)
    left = uncovered_rules(source, said, topics)
    counts = [one for one in verdicts if one.left is not None]
    claimed = sum(one.left for one in counts if one.left is not None)
    if claimed != len(left):
        shown = "; ".join(f"{rule.path}: {rule.text[:60]}" for rule in left[:8])
        found = f"{claimed} more rules" if counts else "no count of the rules that are left"
        yield _failure(Kind.COUNT, Item.WHO, found, f"{len(left)} more rules: {shown}")
