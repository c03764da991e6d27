"""Write an overview from the record by rules, without a model: short sentences of our own.

It says every coded field that matters to a family, points at what the eligibility rules are
about, counts the rest, and says that the record does not say where it does not. It never
paraphrases free text: what cannot be said plainly without judgement stays on the page in the
record's own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from trialogue.report.overview.approval import digest_record
from trialogue.report.overview.draft import Author, Draft, Section
from trialogue.report.overview.gate.whole import uncovered_rules
from trialogue.report.overview.outline import Item, Language
from trialogue.report.overview.source import Source
from trialogue.report.overview.source.facts import MOST_PLACES, Fact
from trialogue.report.overview.source.phrases import readings, say
from trialogue.report.overview.source.topics import TOPICS
from trialogue.report.overview.writer.plain_rules import plain_rules

VERSION = "rules 1"
MOST_TOPICS = 12
"""Subjects of rules that are named; the others are counted."""
TOPICS_AT_ONCE = 3
_EXPLAINED: dict[str, dict[Language, str]] = {
    "arm.PLACEBO_COMPARATOR": {
        "en": "A placebo has no active drug in it.", "zh-Hans": "安慰剂里没有有效的药物。",
        "es": "Un placebo no lleva ningún medicamento activo.",
    },
    "arm.SHAM_COMPARATOR": {
        "en": "A sham looks like the treatment but does not treat.",
        "zh-Hans": "假治疗看起来像真的，但没有治疗作用。",
        "es": "Un tratamiento simulado parece el tratamiento, pero no trata.",
    },
    "speaks.benefits": {
        "en": "Its own words are on this page.", "zh-Hans": "登记资料的原文列在本页。",
        "es": "Lo que dice está en esta página.",
    },
    "speaks.risks": {
        "en": "Its own words are on this page.", "zh-Hans": "登记资料的原文列在本页。",
        "es": "Lo que dice está en esta página.",
    },
}  # fmt: skip
_FULL_LIST: dict[Language, str] = {
    "en": "The full list of rules is on this page.", "zh-Hans": "全部要求列在本页。",
    "es": "La lista completa de reglas está en esta página.",
}  # fmt: skip
_ALL_CENTERS: dict[Language, str] = {
    "en": "All centres are listed on this page.", "zh-Hans": "所有研究中心列在本页。",
    "es": "Todos los centros están en esta página.",
}  # fmt: skip
_CLOSING: dict[Language, str] = {
    "en": "Ask your doctor what this means for you.",
    "zh-Hans": "请问问您的医生，这对您意味着什么。",
    "es": "Pregunte a su médico qué significa esto para usted.",
}  # fmt: skip


def write_by_rules(source: Source, language: Language, on: date) -> Draft:
    """Write a draft of a record in one language; `on` is the day that stands on it."""
    sections = tuple(
        Section(item=item, sentences=tuple(_distinct(_sentences(item, source, language))))
        for item in Item
    )
    return Draft(
        record_id=source.record.id,
        record_digest=digest_record(source.record),
        language=language,
        author=Author(kind="rules", name=VERSION, on=on),
        sections=sections,
    )


def _distinct(sentences: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(sentences)


def _sentences(item: Item, source: Source, language: Language) -> Iterator[str]:
    facts = [fact for fact in source.facts if fact.item is item]
    if item is Item.WHERE:
        yield from _places(facts, language)
        return
    for fact in facts:
        yield from _said(fact, language)
    if item is Item.WHO:
        yield from _rules(source, language)
    if item is Item.WHOM and facts:
        yield _CLOSING[language]


def _said(fact: Fact, language: Language) -> Iterator[str]:
    """Say a fact as its first phrase does, and explain a difficult word."""
    yield from readings(fact, language)[:1]
    if fact.key in _EXPLAINED:
        yield _EXPLAINED[fact.key][language]


def _places(facts: list[Fact], language: Language) -> Iterator[str]:
    cities = [fact for fact in facts if fact.key.startswith("city")]
    for fact in facts:
        if fact not in cities[MOST_PLACES:]:
            yield from _said(fact, language)
    if len(cities) > MOST_PLACES:
        yield _ALL_CENTERS[language]


def _rules(source: Source, language: Language) -> Iterator[str]:
    """Say what can be said whole, name what most rules are about, and count the others."""
    if not source.rules:
        return
    plain = tuple(plain_rules(source, language))
    said = frozenset(one.rule.number for one in plain)
    yield from (one.sentence for one in plain)
    chosen = _weightiest(source, said)
    named = [topic for topic in TOPICS if topic.id in chosen]
    for at in range(0, len(named), TOPICS_AT_ONCE):
        words = [topic.words[language][0] for topic in named[at : at + TOPICS_AT_ONCE]]
        yield say("POINTING", language, topics=_listed(words, language))
    left = len(uncovered_rules(source, said, chosen))
    if left:
        name = "COUNTING_ONE" if left == 1 else "COUNTING"
        yield say(name, language, number=str(left))
    yield _FULL_LIST[language]


def _weightiest(source: Source, said: frozenset[int]) -> frozenset[str]:
    """Choose the subjects of most rules, then drop those that no covered rule needs."""
    rules = [rule for rule in source.rules if rule.number not in said]
    counted = Counter(topic for rule in rules for topic in sorted(rule.topics))
    chosen = frozenset(topic for topic, _ in counted.most_common(MOST_TOPICS))
    covered = [rule.topics for rule in rules if rule.topics <= chosen]
    return frozenset(topic for topics in covered for topic in topics)


def _listed(words: list[str], language: Language) -> str:
    """Write `a, b and c`."""
    comma, last = say("COMMA", language), say("AND", language)
    return last.join([comma.join(words[:-1]), words[-1]] if len(words) > 1 else words)
