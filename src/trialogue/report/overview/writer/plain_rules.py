"""Rules that are so short that they can be said whole, without judgement: pregnancy, nursing.

Every other rule is pointed at and stands on the page in the record's own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.report.overview.language.stems import stem
from trialogue.report.overview.language.view import read_view
from trialogue.report.overview.outline import Language
from trialogue.report.overview.source import Source
from trialogue.report.overview.source.facts import ENDED
from trialogue.report.overview.source.rules import Rule

_PREGNANT, _NURSING = "pregnancy", stem("breastfeed")
_MEANT = frozenset({"woman", "adult", "know", "current", "child", "status", "any"})
"""Keys that narrow such a rule in no way that a family would notice."""
_SAID: dict[frozenset[str], dict[Language, tuple[str, str]]] = {
    frozenset({_PREGNANT}): {
        "en": ("You cannot join if you are pregnant.", "Pregnant women could not join."),
        "zh-Hans": ("如果您怀孕，不能参加。", "当时怀孕的人不能参加。"),
        "es": (
            "No puede participar si está embarazada.",
            "Las mujeres embarazadas no podían participar.",
        ),
    },
    frozenset({_NURSING}): {
        "en": ("You cannot join if you are breastfeeding.", "Breastfeeding women could not join."),
        "zh-Hans": ("如果您在哺乳，不能参加。", "当时哺乳的人不能参加。"),
        "es": (
            "No puede participar si da el pecho.",
            "Las mujeres que daban el pecho no podían participar.",
        ),
    },
    frozenset({_PREGNANT, _NURSING}): {
        "en": (
            "You cannot join if you are pregnant or breastfeeding.",
            "Pregnant or breastfeeding women could not join.",
        ),
        "zh-Hans": ("如果您怀孕或在哺乳，不能参加。", "当时怀孕或哺乳的人不能参加。"),
        "es": (
            "No puede participar si está embarazada o da el pecho.",
            "Las mujeres embarazadas o que daban el pecho no podían participar.",
        ),
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRule:
    """A rule, and the sentence that says it whole."""

    rule: Rule
    sentence: str


def plain_rules(source: Source, language: Language) -> Iterator[PlainRule]:
    """Give the rules that can be said whole, each subject once."""
    met: set[str] = set()
    tense = int(source.record.status in ENDED)
    for rule in source.rules:
        said = _SAID.get(_keys(rule))
        if said is not None and said[language][tense] not in met:
            met.add(said[language][tense])
            yield PlainRule(rule=rule, sentence=said[language][tense])


def _keys(rule: Rule) -> frozenset[str]:
    """Give what a rule is about; nothing where it has a limit, an exception or a denial."""
    if rule.sign >= 0 or len(rule.passages) != 1:
        return frozenset()
    view = read_view(rule.passages[0].span.text, "en", framed=False)
    if view.quantities or view.has_exception or any(one.denied for one in view.mentions):
        return frozenset()
    return view.keys - _MEANT
