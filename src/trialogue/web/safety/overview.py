"""The safety of a trial on one page: what is dose-limiting, what stops it, how often what came.

Every number is one of the report's (`report.study`), and can be opened: the episodes behind it
are those that it was counted from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialogue.core.absent import Absent
from trialogue.core.safety import Episode, Period
from trialogue.core.safety.incidence import MISSING
from trialogue.core.safety.limiting import StoppingState, evaluate_stopping
from trialogue.core.truth import Truth
from trialogue.report.study.derived import Derived
from trialogue.report.study.results import ALL, Analysis, Number
from trialogue.report.study.safety import ALL_CAUSE, ANY, IDS, RELATED, analyze_safety
from trialogue.web.entries.models import Participant
from trialogue.web.safety.study import Live

GRADES = (1, 2, 3, 4, 5)
NO_CLASS = "no class recorded"
RELATIONS = (ALL_CAUSE, RELATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number of the table; `grade` None: of any grade."""

    grade: int | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the table: everything, a class, or a term of it."""

    organ_class: str
    term: str
    any: Cell
    cells: tuple[Cell, ...]
    share: str

    @property
    def is_all(self) -> bool:
        """Tell whether it counts every event."""
        return not self.organ_class and not self.term


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Participants by class, term and worst grade, in one period and relation."""

    period: Period
    relation: str
    at_risk: int
    lines: tuple[Line, ...]
    rules: str
    grades: str
    notes: tuple[str, ...]


def after_new_therapy(derived: Derived, relation: str) -> int:
    """Count the records that the report dates after another therapy, and so in no table."""
    return sum(
        one.period is Period.AFTER_NEW_THERAPY and (relation == ALL_CAUSE or one.related)
        for one in derived.dated
    )


def table_of(derived: Derived, period: Period, relation: str) -> Table | None:
    """Lay out the report's table; None where nobody of the treated had an adverse event."""
    found = next((one for one in analyze_safety(derived) if one.id == IDS[period]), None)
    if found is None:
        return None
    numbers = {
        (number.row, number.statistic): number for number in found.numbers if number.group == ALL
    }
    rows = dict.fromkeys(row[:-1] for row, _ in numbers if row[-1] == relation)
    return Table(
        period=period,
        relation=relation,
        at_risk=_at_risk(found),
        lines=tuple(line for row in rows if (line := _line(row, relation, numbers)) is not None),
        rules=str(found.parameters["rules"]),
        grades=str(found.parameters["grades"]),
        notes=found.notes,
    )


def _at_risk(found: Analysis) -> int:
    number = found.find((ANY, ALL_CAUSE), "n")
    return (number.of if number is not None else None) or 0


def _line(
    row: tuple[str, ...], relation: str, numbers: dict[tuple[tuple[str, ...], str], Number]
) -> Line | None:
    def n(statistic: str) -> int:
        number = numbers.get(((*row, relation), statistic))
        return number.value if number is not None and isinstance(number.value, int) else 0

    if not n("n"):
        return None
    organ, term = (*row, "")[:2] if row != (ANY,) else ("", "")
    share = numbers.get(((*row, relation), "share"))
    said = f"{share.value:.0%}" if share and isinstance(share.value, float) else ""
    return Line(
        organ_class=organ,
        term=term,
        any=Cell(grade=None, n=n("n")),
        cells=tuple(Cell(grade=grade, n=n(f"grade {grade}")) for grade in GRADES),
        share=said,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Somebody who is counted in a number, with the episodes that make them count."""

    participant: Participant
    worst: int | None
    episodes: tuple[Episode, ...]


def behind(
    live: Live, period: Period, relation: str, organ: str, term: str, grade: int | None
) -> tuple[Behind, ...]:
    """List who is behind a number of the table, in the order of the participants.

    A worst grade that is missing counts as the plan says, as it does in the table.
    """
    chosen = [
        one
        for one in live.derived.episodes
        if one.period is period
        and (relation == ALL_CAUSE or one.related)
        and (not organ or (one.organ_class or NO_CLASS) == organ)
        and (not term or one.term == term)
    ]
    by_subject: dict[str, list[Episode]] = {}
    for episode in chosen:
        by_subject.setdefault(episode.subject, []).append(episode)
    counts_as = live.plan.endpoints.safety.counting.missing_grade_counts_as
    found = []
    for person in live.derived.people:
        mine, participant = by_subject.get(person.subject), live.person_of(person.subject)
        if not mine or participant is None:
            continue
        worst = max(_grade(one) for one in mine)
        counted = counts_as if worst == MISSING else worst
        if grade is None or counted == grade:
            found.append(
                Behind(
                    participant=participant,
                    worst=worst if worst != MISSING else None,
                    episodes=tuple(mine),
                )
            )
    return tuple(found)


def _grade(one: Episode) -> int:
    return MISSING if isinstance(one.worst_grade, Absent) else one.worst_grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether one participant treated had a dose-limiting toxicity, and why."""

    participant: Participant
    verdict: str
    """`true`, `false`, `unknown`, or empty where the protocol defines nothing."""
    reason: str
    investigator: str
    disagrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the protocol says of dose-limiting toxicity and stopping, and where the trial stands.

    `undefined` says why there is no definition. Counts are of everybody treated.
    """

    window_days: int
    undefined: str
    source: str
    rules: tuple[tuple[str, str], ...]
    treated: int
    yes: int
    open: int
    by_investigator: int
    stopping: tuple[StoppingState, ...]

    @property
    def must_stop(self) -> bool:
        """Tell whether any stopping rule is reached."""
        return any(state.reached is Truth.TRUE for state in self.stopping)


def limits_of(derived: Derived) -> Limits:
    """Ask the protocol's definition and stopping rules of everybody treated."""
    plan = derived.plan.endpoints.safety
    definition = plan.limiting_toxicity
    verdicts = [_verdict(derived, person.subject) for person in derived.people]
    outcomes = [Truth.UNKNOWN if one is None else one for one in verdicts]
    said = [derived.limiting[person.subject].investigator for person in derived.people]
    return Limits(
        window_days=plan.window_days,
        undefined=definition.reason if isinstance(definition, Absent) else "",
        source=plan.limiting_source,
        rules=()
        if isinstance(definition, Absent)
        else tuple((rule.id, rule.words) for rule in definition.rules),
        treated=len(derived.people),
        yes=outcomes.count(Truth.TRUE),
        open=outcomes.count(Truth.UNKNOWN),
        by_investigator=said.count(Truth.TRUE),
        stopping=tuple(evaluate_stopping(rule, outcomes) for rule in plan.stopping),
    )


def _verdict(derived: Derived, subject: str) -> Truth | None:
    found = derived.limiting[subject].verdict
    return None if isinstance(found, Absent) else found.verdict


def answers_of(live: Live, subjects: Iterable[str] | None = None) -> Iterator[Answer]:
    """List the answers about each participant treated, or about some."""
    wanted = set(subjects) if subjects is not None else None
    for person in live.derived.people:
        participant = live.person_of(person.subject)
        if participant is None or (wanted is not None and person.subject not in wanted):
            continue
        one = live.derived.limiting[person.subject]
        absent = isinstance(one.verdict, Absent)
        verdict = one.verdict
        yield Answer(
            participant=participant,
            verdict="" if isinstance(verdict, Absent) else verdict.verdict.value,
            reason=verdict.reason,
            investigator=one.investigator.value,
            disagrees=not absent and getattr(verdict, "disagrees", False),
        )
