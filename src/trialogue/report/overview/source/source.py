"""All that an overview of one record may rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from trialogue.core.record import Record
from trialogue.report.overview.outline import LANGUAGES, Language
from trialogue.report.overview.source.facts import Fact, read_facts
from trialogue.report.overview.source.passage import Passage, Role
from trialogue.report.overview.source.phrases import readings
from trialogue.report.overview.source.rules import Rule, read_rules
from trialogue.report.overview.source.spoken import spoken_facts
from trialogue.report.overview.source.texts import text_passages

_NAMING = frozenset({Role.CONDITION, Role.TREATMENT})
_NAMED = frozenset({"name", "country", "city"})
"""Fills that are names, and so may have one of their own in another language."""
Names = Mapping[Language, Mapping[str, str]]
"""Per language the names of diseases, treatments, places and sponsors, by the record's own in
small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A record as facts, rules and passages. `names` are those of drugs and diseases."""

    record: Record
    facts: tuple[Fact, ...]
    rules: tuple[Rule, ...]
    passages: tuple[Passage, ...]
    names: frozenset[str]

    def names_in(self, language: Language) -> frozenset[str]:
        """Give the names of drugs and diseases with those that a language has for them."""
        own = (
            fact.fills["name"][language]
            for fact in self.facts
            if fact.role in _NAMING and "name" in fact.fills
        )
        return self.names | frozenset(own)


def read_source(record: Record, names: Names | None = None) -> Source:
    """Take a record apart. `names` are told: a name without one stays as the record has it."""
    texts = tuple(text_passages(record))
    said = (*read_facts(record), *spoken_facts(record, texts))
    facts = tuple(_named(fact, names or {}) for fact in said)
    rules = read_rules(record)
    coded = tuple(_of_fact(fact) for fact in facts)
    of_rules = tuple(passage for rule in rules for passage in rule.passages)
    return Source(
        record=record,
        facts=facts,
        rules=rules,
        passages=(*coded, *texts, *of_rules),
        names=_names(record, facts),
    )


def _named(fact: Fact, names: Names) -> Fact:
    """Put the names of other languages into a fact."""
    fills = {
        key: {
            language: names.get(language, {}).get(text.casefold(), text)
            for language, text in fill.items()
        }
        for key, fill in fact.fills.items()
        if key in _NAMED
    }
    return replace(fact, fills={**fact.fills, **fills}) if fills else fact


def _of_fact(fact: Fact) -> Passage:
    said = {language: readings(fact, language) for language in LANGUAGES}
    return Passage(span=fact.span, role=fact.role, readings=said)


def _names(record: Record, facts: tuple[Fact, ...]) -> frozenset[str]:
    """Name drugs, other interventions and diseases, as the record and our phrases write them."""
    terms = (*record.mesh_conditions, *record.mesh_interventions)
    said = (
        fact.fills["name"]["en"] for fact in facts if fact.role in _NAMING and "name" in fact.fills
    )
    listed = (
        *record.conditions,
        *(one.name for one in record.interventions),
        *(name for one in record.interventions for name in one.other_names),
        *(term.term for term in terms),
        *said,
    )
    return frozenset(name.strip() for name in listed if len(name.strip()) > 2)
