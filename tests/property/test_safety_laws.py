"""Laws of safety: a grade never falls as a value worsens, and no record is lost in episodes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from trialogue.core.dates import When, on_day
from trialogue.core.safety import (
    AdverseEvent,
    Baseline,
    Grade,
    Period,
    Result,
    SafetyCourse,
    derive_episodes,
    derive_event,
    grade_laboratory,
    summarise_events,
)
from trialogue.core.units import UNITS, kind_of
from trialogue.standards.ctcae import VERSIONS

TERMS = [(standard, term) for standard in VERSIONS.values() for term in standard.terms]
NUMBER = st.floats(min_value=0.001, max_value=1e4)


@st.composite
def results(draw):
    """Draw a term, ranges, a baseline and two values, the second no milder than the first."""
    standard, term = draw(st.sampled_from(TERMS))
    kind = draw(st.sampled_from(term.kinds))
    unit = next(code for code in UNITS if kind_of(code) == kind)
    low, high = sorted((draw(NUMBER), draw(NUMBER)))
    given_ = {
        "unit": unit,
        "low": draw(st.sampled_from([low, None])),
        "high": draw(st.sampled_from([high, None])),
        "baseline": draw(st.one_of(st.none(), NUMBER)),
        "status": draw(st.sampled_from(Baseline)),
    }
    pair = sorted((draw(NUMBER), draw(NUMBER)), reverse=term.direction == "low")
    return standard, term, given_, pair


@settings(max_examples=120)
@given(results())
def test_the_worst_grade_never_falls_as_a_value_worsens(drawn):
    standard, term, row, values = drawn

    milder, worse = (
        grade_laboratory(term, Result(value=value, **row), standard.name) for value in values
    )

    known = [one.grade if isinstance(one, Grade) else one.at_least for one in (milder, worse)]
    assert known[0] <= known[1]


@settings(max_examples=60)
@given(results(), st.sampled_from([1 / 8, 64.0]))
def test_multiples_do_not_know_the_unit(drawn, scale):
    standard, term, row, values = drawn
    if term.has_amounts:
        return
    scaled = {
        name: None if row[name] is None else row[name] * scale
        for name in ("low", "high", "baseline")
    }

    one = grade_laboratory(term, Result(value=values[0], **row), standard.name)
    other = grade_laboratory(term, Result(value=values[0] * scale, **row | scaled), standard.name)

    assert getattr(one, "grade", None) == getattr(other, "grade", None)


ZERO = date(2025, 3, 6)
DAY = st.integers(min_value=-20, max_value=380)


@st.composite
def records(draw):
    """Draw the records of one person, some known to the month only, or not at all."""
    found = []
    for number in range(draw(st.integers(min_value=1, max_value=6))):
        start = ZERO + timedelta(days=draw(DAY))
        end = start + timedelta(days=draw(st.integers(min_value=0, max_value=40)))
        month = When(
            datetime.combine(start.replace(day=1), time()),
            datetime.combine(start.replace(day=28), time(23)),
        )
        found.append(
            AdverseEvent(
                id=str(number),
                subject="A",
                term=draw(st.sampled_from(["Pain", "CRS"])),
                start=draw(st.sampled_from([on_day(start), month, None])),
                end=draw(st.sampled_from([on_day(end), None])),
                grade=draw(st.sampled_from([None, 1, 2, 3, 4, 5])),
                related=draw(st.sampled_from([None, True, False])),
            )
        )
    return found


def course(shift: int = 0) -> SafetyCourse:
    day = ZERO + timedelta(days=shift)
    return SafetyCourse(
        subject="A",
        lymphodepletion=day - timedelta(days=5),
        infusion=on_day(day),
        observed_to=day + timedelta(days=365),
    )


@settings(max_examples=60)
@given(records())
def test_every_emergent_record_stands_in_one_episode_and_no_two_of_them_touch(events):
    dated = [derive_event(event, course()) for event in events]

    episodes = derive_episodes(dated)

    inside = sorted(event.event.id for episode in episodes for event in episode.events)
    usable = [e for e in dated if e.emergent and isinstance(e.duration_days, int)]
    assert inside == sorted(event.event.id for event in usable)
    for one, other in pairwise(episodes):
        if one.term == other.term:
            assert (other.start - one.end).days > 1


@settings(max_examples=60)
@given(records())
def test_time_at_risk_is_never_more_than_all_time_and_counts_add_up(events):
    episodes = derive_episodes([derive_event(event, course()) for event in events])

    found = summarise_events("any", [course()], episodes)

    assert 1 <= found.days_to_first <= found.days == 366
    assert sum(found.by_worst_grade.values()) == found.subjects.count
    assert found.severe.count <= found.subjects.count
    assert found.period is Period.TREATMENT_EMERGENT


@settings(max_examples=60)
@given(st.lists(st.tuples(DAY, st.integers(min_value=0, max_value=40)), min_size=1, max_size=6))
def test_moving_every_date_moves_nothing_that_is_counted(spans):
    def counted(shift: int):
        events = [
            AdverseEvent(
                subject="A",
                term="Pain",
                start=on_day(ZERO + timedelta(days=begin + shift)),
                end=on_day(ZERO + timedelta(days=begin + lasting + shift)),
                grade=2,
            )
            for begin, lasting in spans
        ]
        episodes = derive_episodes([derive_event(event, course(shift)) for event in events])
        found = summarise_events("any", [course(shift)], episodes)
        return found.durations, found.days_to_first, found.episodes

    assert counted(0) == counted(1000)
