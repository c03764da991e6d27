"""Random people and random conditions over the items of the reference protocol."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.people import fact
from trialogue.core.facts import Fact
from trialogue.core.protocol.criteria import All, Any, Compare, Is, Node, Not, Span, Stopped, Unless
from trialogue.core.units import Quantity

INFUSION = date(2026, 1, 31)
CHOICES = {
    "diagnosis": ("neuroblastoma", "dsrct", "other"),
    "gilbert_syndrome": ("yes", "no"),
    "hiv": ("positive", "negative"),
    "sex": ("female", "male"),
}
MEASURES = {"lvef": "%", "spo2_room_air": "%", "life_expectancy": "wk"}
TREATMENTS = ("radiotherapy", "oral_anticoagulant", "cns_prophylaxis")
ITEMS = (*CHOICES, *MEASURES, *TREATMENTS)

numbers = st.integers(0, 100)
days_before = st.integers(-5, 60)


def choice_facts(item: str) -> st.SearchStrategy[Fact]:
    return st.sampled_from(CHOICES[item]).map(lambda value: fact(item, value))


def measure_facts(item: str) -> st.SearchStrategy[Fact]:
    return numbers.map(lambda value: fact(item, value, unit=MEASURES[item]))


def treatment_facts(item: str) -> st.SearchStrategy[Fact]:
    ended = days_before.map(lambda days: (INFUSION - timedelta(days=days)).isoformat())
    return st.one_of(
        st.just(fact(item, "no")),
        st.just(fact(item, "yes")),
        ended.map(lambda end: fact(item, "yes", end=end)),
    )


def facts_about(item: str) -> st.SearchStrategy[Fact]:
    """Draw a fact about an item."""
    if item in CHOICES:
        return choice_facts(item)
    return measure_facts(item) if item in MEASURES else treatment_facts(item)


people = st.lists(st.sampled_from(ITEMS), unique=True).flatmap(
    lambda items: st.tuples(*(facts_about(item) for item in items))
)
"""Facts about some of the items, one each."""

leaves: st.SearchStrategy[Node] = st.one_of(
    st.sampled_from(tuple(CHOICES)).flatmap(
        lambda item: st.sampled_from(CHOICES[item]).map(
            lambda value: Is(item=item, values=(value,))
        )
    ),
    st.builds(
        lambda item, comparison, limit: Compare(
            items=(item,), comparison=comparison, limit=Quantity(limit, MEASURES[item])
        ),
        st.sampled_from(tuple(MEASURES)),
        st.sampled_from(("<", "<=", ">", ">=")),
        numbers,
    ),
    st.builds(
        lambda item, weeks: Stopped(item=item, at_least=Span(weeks, "wk"), before="infusion"),
        st.sampled_from(TREATMENTS),
        st.integers(1, 6),
    ),
)


def _branches(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(children, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        parts.map(lambda of: All(of=of)),
        parts.map(lambda of: Any(of=of)),
        children.map(lambda of: Not(of=of)),
        st.builds(lambda rule, exempt: Unless(rule=rule, exempt=exempt), children, children),
    )


trees: st.SearchStrategy[Node] = st.recursive(leaves, _branches, max_leaves=12)
