"""From concepts and filters to what the engine is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from trialogue.registry.concepts import Concept
from trialogue.registry.documents import centre_term, chinese_text
from trialogue.registry.engine import TEXT_FIELDS, Asking, Clause
from trialogue.registry.query import Query
from trialogue.registry.thesaurus import Form, Relation

FIELD_WEIGHTS: Mapping[str, float] = {"name": 4.0, "about": 1.5, "criteria": 0.4, "exclusion": 0.1}
"""A word in the title or among the conditions says more than one in the eligibility text."""

RELATION_WEIGHTS: Mapping[Relation, float] = {
    "typed": 1.0,
    "synonym": 0.8,
    "narrower": 0.6,
    "broader": 0.3,
}
"""How much a form counts beside what was typed itself."""

MENDED_WEIGHT = 0.7
"""How much counts what was probably meant, beside what was typed."""

ID_WEIGHT = 40.0
APART_WEIGHT = 0.4
"""All words of a typed name in the title or conditions, though not side by side."""

OTHER_FORMS = 0.1
"""The share that counts of the forms beside the best one."""

ENOUGH = 10
"""Where fewer trials have all that was typed, words that the table does not know may lack."""

MOST_STRICT = 8
"""With more concepts than this, no trial need have them all: it is a whole note."""


SOFT_WEIGHT = 0.5
"""How much a soft concept may raise a trial, beside a required one."""

Strictness = Literal["all", "known", "any", "mentioned"]
"""What a trial must have: every required concept, those that the table knows, or any one.

`mentioned`: any one, and be it among what rules people out, where no other step looks: a trial
that excludes people with breast cancer is none for them.
"""


def ask_words(
    readings: Sequence[Sequence[Concept]], strictness: Strictness, asking: Asking
) -> Clause:
    """Ask for what was typed, or else for what was probably meant; the rest only raises a trial."""
    typed, *meant = (_ask_reading(reading, strictness, asking) for reading in readings)
    if not meant:
        return typed
    return asking.best([typed, *(asking.weighed(one, MENDED_WEIGHT) for one in meant)], OTHER_FORMS)


def required_of(concepts: Sequence[Concept], strictness: Strictness) -> list[Concept]:
    """List the concepts that a trial must have; soft ones only where there is nothing else."""
    if strictness in ("any", "mentioned"):
        return []
    hard = [one for one in concepts if not one.is_soft] or list(concepts)
    return [one for one in hard if one.is_known or strictness == "all"]


def _ask_reading(concepts: Sequence[Concept], strictness: Strictness, asking: Asking) -> Clause:
    required = required_of(concepts, strictness)
    return asking.all_of(
        ("must" if one in required else "should", ask_concept(one, strictness, asking))
        for one in concepts
    )


def ask_concept(concept: Concept, strictness: Strictness, asking: Asking) -> Clause:
    """Ask for any form of a concept; the best form counts."""
    clauses = [clause for form in concept.forms for clause in _ask_form(form, strictness, asking)]
    if any(sign.isdigit() for sign in concept.typed):
        id = asking.term("ids", concept.typed.upper())
        clauses.append(asking.weighed(id, ID_WEIGHT))
    best = clauses[0] if len(clauses) == 1 else asking.best(clauses, OTHER_FORMS)
    return asking.weighed(best, SOFT_WEIGHT) if concept.is_soft else best


def _ask_form(form: Form, strictness: Strictness, asking: Asking) -> Iterable[Clause]:
    weight = RELATION_WEIGHTS[form.relation]
    if form.relation == "broader":
        whole = asking.term("condition", " ".join(form.tokens))
        yield asking.weighed(asking.unweighed(whole, 1.0), weight)
        return
    if form.is_chinese:
        yield asking.weighed(_ask_chinese(form.text, asking), weight * FIELD_WEIGHTS["about"])
        return
    fields = TEXT_FIELDS[: 4 if strictness == "mentioned" else 3]
    if form.relation == "narrower":
        fields = TEXT_FIELDS[:2]
    yield asking.all_of(
        ("should", asking.weighed(asking.side_by_side(field, form.tokens), weight * share))
        for field in fields
        for share in (FIELD_WEIGHTS[field],)
    )
    if form.relation == "typed" and len(form.tokens) > 1:
        apart = asking.all_of(("must", asking.term("name", token)) for token in form.tokens)
        yield asking.weighed(apart, APART_WEIGHT)


def _ask_chinese(text: str, asking: Asking) -> Clause:
    """Ask for all pairs of neighbouring signs, since the engine knows no Chinese words."""
    plain = chinese_text(text)
    pairs = [plain[at : at + 2] for at in range(len(plain) - 1)] or [plain]
    return asking.all_of(("must", asking.term("chinese", pair)) for pair in dict.fromkeys(pairs))


def ask_filters(query: Query, asking: Asking) -> list[Clause]:
    """Ask for what the filters of a query demand, distance aside."""
    clauses = []
    if query.statuses:
        clauses.append(asking.any_term("status", query.statuses))
    if query.phases:
        clauses.append(asking.any_term("phase", query.phases))
    if query.sex:
        clauses.append(asking.any_term("sex", (query.sex, "ALL")))
    if query.age:
        clauses.append(asking.below("youngest", query.age.below_months))
        clauses.append(asking.above("oldest_end", query.age.from_months))
    if query.countries or query.centre_statuses:
        terms = {
            centre_term(country, status)
            for country in query.countries or {""}
            for status in query.centre_statuses or {""}
        }
        clauses.append(asking.any_term("centre", terms))
    return clauses


def join(words: Clause | None, filters: Sequence[Clause], asking: Asking) -> Clause:
    """Ask for what was typed among what the filters keep; everything where there is neither."""
    if not filters:
        return words or asking.everything()
    kept = [asking.unweighed(one) for one in filters]
    return asking.all_of(("must", one) for one in (words or asking.everything(), *kept))
