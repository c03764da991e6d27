"""How facts are said, by language: what is written, and every sentence that says the same."""

from __future__ import annotations

from types import ModuleType

from trialogue.report.overview.outline import Language
from trialogue.report.overview.source import phrases_en, phrases_es, phrases_zh
from trialogue.report.overview.source.facts import Fact

_MODULES: dict[Language, ModuleType] = {"en": phrases_en, "zh-Hans": phrases_zh, "es": phrases_es}


def readings(fact: Fact, language: Language) -> tuple[str, ...]:
    """Give every sentence that says a fact, the one to write first; none for an unknown code."""
    known = _templates(language)
    templates = known.get(fact.key) or known.get(_general(fact.key), ())
    return tuple(template.format(**fact.filled(language)) for template in templates)


def _templates(language: Language) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = _MODULES[language].PHRASES
    return found


def _general(key: str) -> str:
    """Say an intervention of a kind without words of its own as any intervention."""
    return "treatment" if key.startswith("treatment.") else key


def standing(language: Language) -> frozenset[str]:
    """Give the sentences of ours that need no place in a record."""
    found: frozenset[str] = _MODULES[language].STANDING
    return found


def say(name: str, language: Language, **fills: str) -> str:
    """Fill one of the single phrases, such as `COUNTING`."""
    template: str = getattr(_MODULES[language], name)
    return template.format(**fills)
