"""Disposition, demography and exposure: who took part, who they are, what they were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from trialogue.core.absent import Absent
from trialogue.core.dosing.cells import check_range
from trialogue.core.participants import Dose, Participant, Treatment
from trialogue.exchange.sdtm.recorded import Recorded
from trialogue.report.study.described import describe
from trialogue.report.study.groups import EVERYBODY, TREATED, Group, arm_groups, sizes
from trialogue.report.study.plan import Plan
from trialogue.report.study.results import Analysis, Number, count

AGE_BANDS = ((0, 2), (2, 12), (12, 18), (18, 65), (65, 200))
"""Years, lower end included: infants and toddlers, children, adolescents (ICH E11), adults."""
_SEXES = {"F": "female", "M": "male"}


def analyze_disposition(recorded: Recorded, plan: Plan) -> Analysis:
    """Count who came, who was treated, who left and why."""
    groups = arm_groups(recorded.people, planned=True)
    numbers: list[Number] = []
    for group in groups:
        people = group.people
        for row, members in _stages(people):
            numbers += count(row, len(members), len(people), group.name)
        reasons = Counter(
            person.end_reason.lower() for person in people if person.end_status == "DISCONTINUED"
        )
        for reason, times in sorted(reasons.items()):
            numbers += count(("discontinued", reason), times, len(people), group.name)
    return Analysis(
        id="disposition",
        title="Disposition",
        population=EVERYBODY,
        sizes=sizes(groups),
        method="counts of participants; reasons as DS records them",
        parameters={"conventions": plan.conventions},
        numbers=tuple(numbers),
    )


def _stages(people: Sequence[Participant]) -> Iterator[tuple[tuple[str, ...], list[Participant]]]:
    passed = [person for person in people if not person.screen_failure]
    yield ("in DM",), list(people)
    yield ("screen failure",), [person for person in people if person.screen_failure]
    if any(person.randomised for person in people):
        yield ("randomised",), [person for person in people if person.randomised]
    if any(person.lymphodepletion for person in people):
        yield ("lymphodepletion begun",), [person for person in people if person.lymphodepletion]
    yield ("treated",), [person for person in people if person.is_treated]
    yield ("not treated",), [person for person in passed if not person.is_treated]
    for status in ("ONGOING", "COMPLETED", "DISCONTINUED"):
        yield (status.lower(),), [person for person in passed if person.end_status == status]
    yield ("died",), [person for person in people if person.death is not None]


def analyze_demography(recorded: Recorded, plan: Plan) -> Analysis:
    """Describe the people treated: age, sex, race, disease, country."""
    groups = arm_groups(recorded.treated)
    numbers: list[Number] = []
    for group in groups:
        numbers += _demography(group, plan)
    return Analysis(
        id="demography",
        title="Demography",
        population=TREATED,
        sizes=sizes(groups),
        method="counts; median with quartiles of type 7; standard deviation with n - 1",
        parameters={"conventions": plan.conventions, "age": "as recorded in DM (AGE, AGEU)"},
        numbers=tuple(numbers),
    )


def _demography(group: Group, plan: Plan) -> Iterator[Number]:
    people, of = group.people, len(group.people)
    ages = [person.age for person in people if person.age is not None]
    yield from describe(("age",), ages, "years", group.name)
    for low, high in AGE_BANDS:
        inside = sum(low <= age < high for age in ages)
        label = f"{low} to < {high}" if high < 200 else f"{low} or more"
        yield from count(("age group", f"{label} years"), inside, of, group.name)
    if len(ages) < of:
        yield from count(("age group", "not recorded"), of - len(ages), of, group.name)
    columns = {
        "sex": [_SEXES.get(person.sex, person.sex.lower()) for person in people],
        "disease": [plan.labels.get(person.condition, person.condition) for person in people],
        "race": [person.race.lower() for person in people],
        "ethnicity": [person.ethnic.lower() for person in people],
        "country": [person.country for person in people],
    }
    for name, values in columns.items():
        if any(values):
            counted = Counter(value or "not recorded" for value in values)
            for value, times in sorted(counted.items()):
                yield from count((name, value), times, of, group.name)


def analyze_exposure(recorded: Recorded, plan: Plan) -> Analysis:
    """Describe what was given: the doses of the treatment studied, and of what prepared for it."""
    groups = arm_groups(recorded.treated)
    by_subject = _doses_of(recorded.doses)
    numbers: list[Number] = []
    for group in groups:
        mine = [by_subject.get(person.subject, []) for person in group.people]
        numbers += _duration(group)
        numbers += _amounts(mine, group.name)
        if plan.cells is not None:
            numbers += _within(mine, plan, group.name)
        numbers += _donors(mine, group.name)
    parameters: dict[str, str | int | float | bool] = {"conventions": plan.conventions}
    if plan.cells is not None:
        cells = plan.cells
        parameters |= {
            "dose_minimum": cells.minimum,
            "dose_maximum": cells.maximum,
            "dose_decimals": cells.decimals,
            "dose_unit": cells.unit,
        }
    return Analysis(
        id="exposure",
        title="Exposure",
        population=TREATED,
        sizes=sizes(groups),
        method="a record of EX counts as given where its dose is above 0, or 0 of a placebo",
        parameters=parameters,
        numbers=tuple(numbers),
    )


def _doses_of(doses: Iterable[Dose]) -> dict[str, list[Dose]]:
    found: dict[str, list[Dose]] = {}
    for dose in doses:
        if dose.was_given:
            found.setdefault(dose.subject, []).append(dose)
    return found


def _duration(group: Group) -> tuple[Number, ...]:
    days = [
        float((person.last_dose - person.first_dose).days + 1)
        for person in group.people
        if person.first_dose is not None and person.last_dose is not None
    ]
    return describe(("days from first to last dose",), days, "days", group.name)


def _amounts(mine: Sequence[Sequence[Dose]], group: str) -> Iterator[Number]:
    """Describe each treatment's first dose, per name and unit."""
    kinds = dict.fromkeys(
        (dose.treatment, dose.name, dose.unit) for doses in mine for dose in doses
    )
    for kind in sorted(kinds, key=lambda one: (one[0] is Treatment.PRODUCT, one[1], one[2])):
        first = [
            next((d.amount for d in doses if (d.treatment, d.name, d.unit) == kind), None)
            for doses in mine
        ]
        values = [amount for amount in first if amount is not None]
        yield from describe((kind[0].value, f"first dose of {kind[1]}"), values, kind[2], group)


def _within(mine: Sequence[Sequence[Dose]], plan: Plan, group: str) -> Iterator[Number]:
    """Count doses within the protocol's range, compared at the record's decimals (A40)."""
    assert plan.cells is not None
    cells = plan.cells
    amounts = [
        dose.amount
        for doses in mine
        for dose in doses
        if dose.treatment is Treatment.PRODUCT and dose.amount is not None
    ]
    inside = sum(check_range(cells, amount).in_range_rounded for amount in amounts)
    row = f"{cells.minimum:g} to {cells.maximum:g}"
    yield from count(("doses within the protocol's range", row), inside, len(amounts), group)
    outside = len(amounts) - inside
    yield from count(("doses outside the protocol's range", row), outside, len(amounts), group)


def _donors(mine: Sequence[Sequence[Dose]], group: str) -> Iterator[Number]:
    kinds = Counter(
        dose.donor.lower()
        for doses in mine
        for dose in doses
        if dose.treatment is Treatment.PRODUCT and dose.donor
    )
    for kind, times in sorted(kinds.items()):
        yield from count(("source of the cells", kind), times, len(mine), group)


def follow_up_of(person: Participant) -> float | Absent:
    """Give the days from first dose to the last day known alive, or to death."""
    end = person.death.day if person.death is not None else person.last_alive
    if person.first_dose is None or end is None:
        return Absent(reason="no dose, or never heard of after it")
    return float((end - person.first_dose).days)
