"""Adverse events: the overview, and by class and term at the worst grade; related beside all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from trialogue.core.absent import Absent
from trialogue.core.intervals import compute_proportion
from trialogue.core.safety import (
    DatedEvent,
    Episode,
    EventSummary,
    EventTable,
    Period,
    SafetyRules,
    count_worst_grades,
    summarise_events,
    tabulate_events,
)
from trialogue.core.safety.incidence import MISSING
from trialogue.report.study.derived import Derived
from trialogue.report.study.described import describe
from trialogue.report.study.groups import TREATED, Group, arm_groups, sizes
from trialogue.report.study.results import Analysis, Number, Value, rate, share

ANY = "any adverse event"
ALL_CAUSE, RELATED = "all causes", "related"
PERIODS = {
    Period.TREATMENT_EMERGENT: "treatment-emergent",
    Period.LYMPHODEPLETION: "from lymphodepletion to infusion",
}
IDS = {
    Period.TREATMENT_EMERGENT: "ae-terms",
    Period.LYMPHODEPLETION: "ae-terms-lymphodepletion",
}
TITLES = {
    Period.TREATMENT_EMERGENT: "Treatment-emergent adverse events",
    Period.LYMPHODEPLETION: "Adverse events from lymphodepletion to infusion",
}
METHOD = (
    "participants count once, at their worst grade; Clopper-Pearson limits; rates by Garwood; "
    "clinical reference 4.4"
)


def analyze_safety(derived: Derived) -> tuple[Analysis, ...]:
    """Give the overview and the table by class and term; nothing without adverse events."""
    if not derived.recorded.events:
        return ()
    groups = arm_groups(derived.people)
    overview: list[Number] = []
    prepared = any(person.lymphodepletion for person in derived.people)
    tables: dict[Period, list[Number]] = {
        period: [] for period in PERIODS if prepared or period is Period.TREATMENT_EMERGENT
    }
    for group in groups:
        courses = [derived.safety[person.subject] for person in group.people]
        mine = [one for one in derived.episodes if one.subject in group.subjects]
        overview += _overview(derived, group, mine)
        for period, numbers in tables.items():
            table = tabulate_events(courses, mine, rules_of(derived), period)
            numbers += _by_term(table, group.name, rules_of(derived))
    return (
        _analysis(derived, groups, "ae-overview", "Adverse events: overview", overview),
        *(
            _analysis(
                derived,
                groups,
                IDS[period],
                f"{TITLES[period]} by class, term and worst grade",
                numbers,
            )
            for period, numbers in tables.items()
        ),
    )


def rules_of(derived: Derived) -> SafetyRules:
    """Give the plan's rules of counting."""
    return derived.plan.endpoints.safety.counting


def _analysis(
    derived: Derived, groups: Sequence[Group], id: str, title: str, numbers: list[Number]
) -> Analysis:
    scales = dict.fromkeys(event.event.scale for event in derived.dated if event.event.scale)
    return Analysis(
        id=id,
        title=title,
        population=TREATED,
        sizes=sizes(groups),
        method=METHOD,
        parameters={
            "conventions": derived.plan.conventions,
            "grades": ", ".join(scales) or "none recorded",
            "rules": rules_of(derived).told(),
        },
        numbers=tuple(numbers),
        notes=_notes(derived.dated),
    )


def _notes(dated: Iterable[DatedEvent]) -> tuple[str, ...]:
    events = tuple(dated)
    flags = {
        "a start that was not known to the day": sum(bool(e.start.flag) for e in events),
        "an end that was not known to the day": sum(
            bool(e.end.flag) and not e.censored for e in events
        ),
        "no grade": sum(e.event.grade is None for e in events),
        "no relation recorded": sum(e.event.related is None for e in events),
    }
    return tuple(
        f"{times} of {len(events)} records have {what}" for what, times in flags.items() if times
    )


def _overview(derived: Derived, group: Group, mine: Sequence[Episode]) -> Iterator[Number]:
    courses = [derived.safety[person.subject] for person in group.people]
    for period, name in PERIODS.items():
        inside = [one for one in mine if one.period is period]
        if period is Period.LYMPHODEPLETION and not any(
            person.lymphodepletion for person in group.people
        ):
            continue
        for relation, chosen in (
            (ALL_CAUSE, inside),
            (RELATED, [one for one in inside if one.related]),
        ):
            summary = summarise_events(ANY, courses, chosen, rules_of(derived), period)
            yield from _summary((name, relation), summary, group.name, rules_of(derived))
            fatal = len({one.subject for one in chosen if one.worst_grade == 5})
            yield from share(
                (name, relation, "grade 5"), compute_proportion(fatal, summary.at_risk), group.name
            )
    first, last = 0, derived.plan.endpoints.safety.window_days
    limiting = {
        one.event.subject
        for one in derived.dated
        if one.event.dose_limiting
        and one.event.subject in group.subjects
        and _is_within(derived, one, first, last)
    }
    row = ("dose-limiting by the investigator", f"day {first} to {last}")
    yield from share(row, compute_proportion(len(limiting), len(group.people)), group.name)


def _is_within(derived: Derived, one: DatedEvent, first: int, last: int) -> bool:
    infusion = derived.safety[one.event.subject].infusion
    if infusion is None or isinstance(one.start.day, Absent):
        return False
    return first <= (one.start.day - infusion.day).days <= last


def _summary(
    row: tuple[str, ...], found: EventSummary, group: str, rules: SafetyRules
) -> Iterator[Number]:
    yield from share((*row, ANY), found.subjects, group)
    yield from share((*row, f"grade {rules.severe_from} or more"), found.severe, group)
    yield from share((*row, "serious"), found.serious, group)
    yield Number(
        group=group, row=(*row, "episodes"), statistic="n", value=found.episodes, unit="episodes"
    )
    yield Number(
        group=group,
        row=(*row, "episodes going on at the last look"),
        statistic="n",
        value=found.ongoing,
        unit="episodes",
    )
    unit = f"per {rules.rate_years:g} person-years"
    yield rate((*row, "participants with a first event"), found.rate, unit, group)
    yield rate((*row, "all episodes"), found.event_rate, unit, group)
    ended = [float(days) for days, over in found.durations if over]
    yield from describe((*row, "duration of episodes that ended"), ended, "days", group)


def _by_term(table: EventTable, group: str, rules: SafetyRules) -> Iterator[Number]:
    yield from _pair((ANY,), table.overall, group, rules)
    for name, pair in table.by_class.items():
        yield from _pair((name or "no class recorded",), pair, group, rules)
        for (organ, term), of_term in table.by_term.items():
            if organ == name:
                yield from _pair((name or "no class recorded", term), of_term, group, rules)


def _pair(
    row: tuple[str, ...],
    pair: tuple[EventSummary, EventSummary],
    group: str,
    rules: SafetyRules,
) -> Iterator[Number]:
    """Give a row of the table: by relation, how many, their share, and by worst grade."""
    for relation, found in zip((ALL_CAUSE, RELATED), pair, strict=True):
        yield from share((*row, relation), found.subjects, group)
        grades = count_worst_grades(found, rules)
        for grade, times in grades.items():
            if times:
                yield _grade((*row, relation), f"grade {grade}", times, found.at_risk, group)
        if missing := found.by_worst_grade.get(MISSING, 0):
            yield _grade((*row, relation), "grade missing", missing, found.at_risk, group)
        yield from _episodes((*row, relation), found, group, rules)


def _episodes(
    row: tuple[str, ...], found: EventSummary, group: str, rules: SafetyRules
) -> Iterator[Number]:
    """Give how many episodes, how long those that ended took, and the rate of first events."""
    ended = sorted(days for days, over in found.durations if over)
    middle: Value = median(ended) if ended else Absent(reason="no episode that ended")
    values: dict[str, tuple[Value, str]] = {
        "episodes": (found.episodes, "episodes"),
        "going on": (found.ongoing, "episodes"),
        "median duration": (middle, "days"),
    }
    for name, (value, unit) in values.items():
        yield Number(group=group, row=row, statistic=name, value=value, unit=unit)
    yield rate(row, found.rate, f"per {rules.rate_years:g} person-years", group)


def _grade(row: tuple[str, ...], name: str, times: int, of: int, group: str) -> Number:
    return Number(group=group, row=row, statistic=name, value=times, unit="participants", of=of)
