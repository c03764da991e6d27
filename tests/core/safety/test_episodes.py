"""Days known in part, periods, episodes and counting: the cases beyond the vector."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trialogue.core.absent import Absent
from trialogue.core.dates import parse_when
from trialogue.core.safety.episodes import derive_episodes, derive_event
from trialogue.core.safety.events import AdverseEvent, SafetyCourse
from trialogue.core.safety.incidence import (
    MISSING,
    count_worst_grades,
    summarise_events,
    tabulate_events,
)
from trialogue.core.safety.periods import Period
from trialogue.core.safety.rules import SafetyRules

COURSE = SafetyCourse(
    subject="A",
    lymphodepletion=date(2025, 3, 1),
    infusion=parse_when("2025-03-06T10:00"),
    observed_to=date(2026, 3, 6),
)


def event(start: str | None = None, end: str | None = None, **given: object) -> AdverseEvent:
    return AdverseEvent(
        subject="A",
        term=str(given.pop("term", "Pain")),
        start=parse_when(start) if start else None,
        end=parse_when(end) if end else None,
        **given,
    )


def days(start: str | None, end: str | None, course: SafetyCourse = COURSE, **given: object):
    found = derive_event(event(start, end, **given), course)
    return str(found.start.day), found.start.flag, str(found.end.day), found.end.flag


DATING = [
    # start known in part
    (("2025-03", "2025-03-20"), ("2025-03-06", "IMPUTED_INFUSION_DATE(same month)")),
    (("2025-05", "2025-05-20"), ("2025-05-01", "IMPUTED_FIRST_OF_MONTH")),
    (("2025", "2025-05-20"), ("2025-03-06", "IMPUTED_INFUSION_DATE(same year)")),
    (("2024", "2025-05-20"), ("2024-01-01", "IMPUTED_FIRST_OF_YEAR")),
    ((None, "2025-05-20"), ("2025-03-06", "IMPUTED_INFUSION_DATE")),
    # it had ended before the infusion, so it did not begin with it
    (("2025-03", "2025-03-04"), ("2025-03-01", "IMPUTED_FIRST_OF_MONTH")),
    ((None, "2025-03-04"), ("2025-03-04", "IMPUTED_END_DATE")),
]


@pytest.mark.parametrize(("written", "expected"), DATING)
def test_reference_4_4_a_start_known_in_part(written, expected):
    assert days(*written)[:2] == expected


def test_reference_4_4_an_end_known_in_part_is_not_after_observation_or_death():
    died = replace(COURSE, death=date(2025, 5, 10), observed_to=date(2025, 5, 10))

    assert days("2025-04-02", "2025-05")[2:] == ("2025-05-31", "IMPUTED_LAST_OF_MONTH")
    assert days("2025-04-02", "2025")[2:] == ("2025-12-31", "IMPUTED_LAST_OF_YEAR")
    assert days("2025-04-02", "2026")[2:] == ("2026-03-06", "IMPUTED_LAST_OF_YEAR")
    assert days("2025-04-02", "2025-05", died)[2:] == ("2025-05-10", "IMPUTED_LAST_OF_MONTH")


def test_a_death_ends_its_own_event_and_censors_the_others():
    died = replace(COURSE, death=date(2025, 5, 10), observed_to=date(2025, 5, 10))

    assert days("2025-05-01", None, died, grade=5)[2:] == ("2025-05-10", "IMPUTED_DEATH_DATE")
    assert days("2025-05-01", None, died, grade=3)[2:] == ("2025-05-10", "CENSORED_ONGOING")


def test_without_start_and_infusion_there_is_no_day_and_a_reason():
    found = derive_event(event(), replace(COURSE, infusion=None))

    assert isinstance(found.start.day, Absent)
    assert isinstance(found.period, Absent)
    assert isinstance(found.duration_days, Absent)
    assert derive_episodes([found]) == ()


def test_an_event_that_ends_before_it_begins_has_no_duration_and_stands_in_no_episode():
    found = derive_event(event("2025-04-10", "2025-04-02"), COURSE)

    assert found.duration_days == Absent(
        reason="it ends on 2025-04-02, before it begins on 2025-04-10"
    )
    assert derive_episodes([found]) == ()


PERIODS = [
    ("2025-02-28", {}, Period.PRE_LD),
    ("2025-03-01", {}, Period.LYMPHODEPLETION),
    ("2025-03-05", {}, Period.LYMPHODEPLETION),
    ("2025-03-06", {}, Period.TREATMENT_EMERGENT),
    ("2025-03-06T09:59", {}, Period.LYMPHODEPLETION),
    ("2025-03-06T10:00", {}, Period.TREATMENT_EMERGENT),
    ("2026-03-06", {}, Period.TREATMENT_EMERGENT),
    ("2026-03-07", {}, Period.AFTER_OBSERVATION),
    ("2025-02-01", {"grade": 3, "before_grade": 2}, Period.TREATMENT_EMERGENT),
    ("2025-02-01", {"grade": 2, "before_grade": 2}, Period.PRE_LD),
]


@pytest.mark.parametrize(("start", "given", "expected"), PERIODS)
def test_reference_4_4_periods(start, given, expected):
    assert derive_event(event(start, "2026-03-20", **given), COURSE).period is expected


def test_the_day_before_a_new_therapy_still_counts():
    course = replace(COURSE, new_therapy=date(2025, 8, 1))

    before, after = (
        derive_event(event(start, None), course).period for start in ("2025-07-31", "2025-08-01")
    )

    assert (before, after) == (Period.TREATMENT_EMERGENT, Period.AFTER_NEW_THERAPY)


def test_without_a_first_dose_of_lymphodepletion_the_time_before_is_told_as_one():
    course = replace(COURSE, lymphodepletion=None)

    assert derive_event(event("2025-03-02"), course).period is Period.BEFORE_INFUSION


def episodes(*spans: tuple[str, str | None], rules: SafetyRules | None = None):
    rules = rules or SafetyRules()
    found = [derive_event(event(*span, grade=2), COURSE, rules) for span in spans]
    return [(str(e.start), str(e.end)) for e in derive_episodes(found, rules)]


def test_reference_4_4_records_merge_up_to_the_gap():
    near = ("2025-04-01", "2025-04-05"), ("2025-04-06", "2025-04-08")
    far = ("2025-04-01", "2025-04-05"), ("2025-04-07", "2025-04-08")
    inside = ("2025-04-01", "2025-04-20"), ("2025-04-02", "2025-04-03"), ("2025-04-21", None)

    assert len(episodes(*near)) == 1
    assert len(episodes(*far)) == 2
    assert len(episodes(*far, rules=SafetyRules(merge_gap_days=2))) == 1
    assert episodes(*inside) == [("2025-04-01", "2026-03-06")]


def test_one_related_record_makes_an_episode_related_and_a_missing_relation_counts():
    pair = [
        derive_event(event("2025-04-01", "2025-04-05", related=False), COURSE),
        derive_event(event("2025-04-06", "2025-04-08"), COURSE),
    ]
    strict = SafetyRules(missing_relation_is_related=False)

    assert derive_episodes(pair)[0].related is True
    assert derive_event(event("2025-04-06"), COURSE, strict).related is False


def test_a_missing_grade_is_its_own_column_and_counts_3_in_the_table_of_worst_grades():
    found = derive_episodes([derive_event(event("2025-04-01", "2025-04-05"), COURSE)])
    assert isinstance(found[0].worst_grade, Absent)

    summary = summarise_events("Pain", [COURSE], found)

    assert summary.by_worst_grade == {MISSING: 1}
    assert (summary.severe.count, isinstance(summary.worst_grade, Absent)) == (0, True)
    assert count_worst_grades(summary) == {1: 0, 2: 0, 3: 1, 4: 0, 5: 0}
    left_out = SafetyRules(missing_grade_counts_as=None)
    assert sum(count_worst_grades(summary, left_out).values()) == 0


def test_nobody_at_risk_gives_reasons_and_no_number():
    summary = summarise_events("Pain", [replace(COURSE, infusion=None)], [])

    assert (summary.at_risk, summary.days) == (0, 0)
    assert isinstance(summary.subjects.share, Absent)
    assert isinstance(summary.rate.rate, Absent)


def test_lymphodepletion_has_its_own_denominator_and_time():
    other = replace(COURSE, subject="B", infusion=None, observed_to=date(2025, 3, 20))
    dated = [derive_event(event("2025-03-03", "2025-03-04", grade=1), COURSE)]
    found = derive_episodes(dated, period=Period.LYMPHODEPLETION)

    summary = summarise_events("Pain", [COURSE, other], found, period=Period.LYMPHODEPLETION)

    assert (summary.subjects.count, summary.at_risk) == (1, 2)
    assert (summary.days_to_first, summary.days) == (3 + 20, 5 + 20)


def test_a_condition_that_only_grew_worse_is_at_risk_for_a_day():
    worse = derive_event(event("2025-02-01", "2025-06-01", grade=3, before_grade=1), COURSE)

    summary = summarise_events("Pain", [COURSE], derive_episodes([worse]))

    assert summary.days_to_first == 1


def test_the_table_stands_all_cause_beside_related_by_class_and_term():
    dated = [
        derive_event(
            event("2025-04-01", "2025-04-05", term=term, organ_class=c, related=related, grade=g),
            COURSE,
        )
        for term, c, related, g in (
            ("Pain", "General", True, 2),
            ("Fever", "General", False, 3),
            ("Sepsis", "Infections", False, 4),
        )
    ]

    table = tabulate_events([COURSE], derive_episodes(dated))

    assert [s.episodes for s in table.overall] == [3, 1]
    assert list(table.by_class) == ["General", "Infections"]
    assert list(table.by_term) == [
        ("General", "Fever"),
        ("General", "Pain"),
        ("Infections", "Sepsis"),
    ]
    assert [s.worst_grade for s in table.by_class["General"]] == [3, 2]
    assert table.by_term["Infections", "Sepsis"][1].subjects.count == 0


def test_durations_say_which_had_ended():
    dated = [
        derive_event(event(*span, grade=1), COURSE)
        for span in (
            ("2025-04-01", "2025-04-05"),
            ("2026-03-01", None),
        )
    ]

    summary = summarise_events("Pain", [COURSE], derive_episodes(dated))

    assert summary.durations == ((5, True), (6, False))
    assert summary.ongoing == 1


WRONG = [{"merge_gap_days": -1}, {"missing_grade_counts_as": 6}, {"rate_years": 0}]


@pytest.mark.parametrize("rule", WRONG, ids=str)
def test_a_rule_that_means_nothing_is_refused(rule):
    with pytest.raises(ValueError, match=next(iter(rule))):
        SafetyRules(**rule)
