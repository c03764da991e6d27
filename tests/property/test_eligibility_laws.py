"""Laws that hold for every condition and everybody (style.md, "Laws worth having")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.people import fact, person
from tests.property.trees import INFUSION, ITEMS, facts_about, leaves, people, trees
from trialogue.core.dates import on_day
from trialogue.core.eligibility import Verdict, screen
from trialogue.core.eligibility.finding import Finding
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.tree import evaluate_node
from trialogue.core.facts import Fact, Person
from trialogue.core.protocol.criteria import All, Any, Node, Not
from trialogue.core.truth import Truth
from trialogue.exchange.protocols import load_trial

PROTOCOL = load_trial("NCT06836505")[0]


def find(node: Node, *facts: Fact) -> Finding:
    anchors = {"infusion": on_day(INFUSION)}
    occasion = Occasion(protocol=PROTOCOL, person=person(*facts), as_of=INFUSION, anchors=anchors)
    return evaluate_node(node, occasion)


@settings(max_examples=400)
@given(trees, people, st.data())
def test_filling_an_unknown_leaf_never_overturns_a_settled_verdict(tree, facts, data):
    unasked = sorted(set(ITEMS) - {one.item for one in facts})
    assume(unasked)
    more = data.draw(st.sampled_from(unasked).flatmap(facts_about))

    before, after = find(tree, *facts), find(tree, *facts, more)

    assert before.truth in (Truth.UNKNOWN, after.truth)


@given(trees, people)
def test_an_unknown_verdict_names_what_is_missing_and_a_settled_one_does_not(tree, facts):
    found = find(tree, *facts)

    assert bool(found.missing) is (found.truth is Truth.UNKNOWN)
    assert found.reasons


@given(st.lists(leaves, min_size=1, max_size=4).map(tuple), people)
def test_de_morgan(parts, facts):
    negated = tuple(Not(of=part) for part in parts)

    assert find(Not(of=All(of=parts)), *facts).truth is find(Any(of=negated), *facts).truth
    assert find(Not(of=Any(of=parts)), *facts).truth is find(All(of=negated), *facts).truth


WASHOUTS = {
    "I7b": ("immunosuppressant", "enrolment"),
    "I7c": ("antiproliferative", "infusion"),
    "I7d": ("cns_prophylaxis", "infusion"),
    "E2": ("radiotherapy", "infusion"),
    "E10": ("oral_anticoagulant", "infusion"),
    "E6": ("unstable_angina", "screening"),
}
anchor_days = st.dates(date(2001, 3, 1), date(2090, 1, 1))
ages_of_exposure = st.integers(0, 250)


def patient(anchor: date, exposures: dict[str, int]) -> Person:
    """Make somebody with all anchors on one day and exposures so many days before it."""
    facts = [
        fact(f"{id}_date", anchor.isoformat(), date=True)
        for id in ("consent", "screening", "enrolment", "lymphodepletion", "infusion")
    ]
    facts.append(fact("myocardial_infarction", "no"))
    for item, days in exposures.items():
        day = (anchor - timedelta(days=days)).isoformat()
        kind = "start" if item == "unstable_angina" else "end"
        facts.append(fact(item, "yes", **{kind: day}))
    return person(*facts)


def verdict(rule: str, who: Person, on: date):
    return screen(PROTOCOL, who, gate="infusion", on=on).of(rule)


def with_anchor(who: Person, anchor: str, day: date) -> Person:
    moved = fact(f"{anchor}_date", day.isoformat(), date=True)
    return replace(who, facts={**who.facts, moved.item: (moved,)})


@given(st.sampled_from(sorted(WASHOUTS)), anchor_days, st.lists(ages_of_exposure, min_size=1))
def test_an_earliest_date_passes_and_the_day_before_it_fails(rule, anchor, ages):
    item, name = WASHOUTS[rule]
    exposures = [patient(anchor, {item: age}).of(item)[0] for age in ages]
    base = patient(anchor, {})
    who = replace(base, facts={**base.facts, item: tuple(exposures)})
    now = verdict(rule, who, anchor)
    assume(now.verdict is Verdict.FAIL)

    day = now.earliest.date
    # The gate's own date stays, so that nothing more becomes known than was.
    then = verdict(rule, with_anchor(who, name, day), anchor)
    before = verdict(rule, with_anchor(who, name, day - timedelta(days=1)), anchor)

    assert now.earliest.anchor == name
    assert then.verdict is Verdict.PASS
    assert before.verdict is Verdict.FAIL


DAY_COUNTS = sorted(set(WASHOUTS) - {"E6"})


@given(st.sampled_from(DAY_COUNTS), anchor_days, ages_of_exposure, st.integers(-3000, 3000))
def test_shifting_all_dates_by_days_shifts_day_counts_and_their_earliest_dates(
    rule, anchor, age, days
):
    item, _ = WASHOUTS[rule]
    step = timedelta(days=days)

    here = verdict(rule, patient(anchor, {item: age}), anchor)
    there = verdict(rule, patient(anchor + step, {item: age}), anchor + step)

    assert there.verdict is here.verdict
    assert (here.earliest is None) is (there.earliest is None)
    if here.earliest is not None:
        assert there.earliest.date == here.earliest.date + step


@given(anchor_days, ages_of_exposure, st.integers(1, 3))
def test_shifting_by_400_year_cycles_shifts_calendar_months(anchor, age, cycles):
    step = timedelta(days=146_097 * cycles)

    here = verdict("E6", patient(anchor, {"unstable_angina": age}), anchor)
    there = verdict("E6", patient(anchor + step, {"unstable_angina": age}), anchor + step)

    assert there.verdict is here.verdict
    if here.earliest is not None:
        assert there.earliest.date == here.earliest.date + step
