"""Laboratory grades: each participant's worst after time zero by term, and the results behind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from trialogue.core.safety.laboratory import Grade
from trialogue.exchange.sdtm.laboratory import GradedResult
from trialogue.exchange.sdtm.ungraded_tests import EXAMPLES
from trialogue.report.study.derived import Derived
from trialogue.report.study.groups import TREATED, Group, arm_groups, sizes
from trialogue.report.study.results import Analysis, Listing, Number, count, list_rows

GRADES = (0, 1, 2, 3, 4)
METHOD = (
    "each result by the range of its own row; the baseline is the last number of the test on or "
    "before time zero; participants with a result after time zero count once, at their worst "
    "grade; CTCAE, laboratory terms, clinical reference 4.2"
)
EACH = "laboratory-not-graded-each"
Results = Sequence[GradedResult]


def analyze_laboratory(derived: Derived) -> Analysis | None:
    """Count participants by term and worst grade; None where no test is known to the standard."""
    after = [one for one in derived.recorded.labs if one.is_after]
    if not after:
        return None
    groups = arm_groups(derived.people)
    by_term: dict[str, dict[str, list[GradedResult]]] = defaultdict(lambda: defaultdict(list))
    for one in after:
        by_term[one.grade.term][one.subject].append(one)
    numbers = [
        number
        for group in groups
        for term, people in by_term.items()
        for number in _counted(term, people, group)
    ]
    open_ones = sum(not isinstance(one.grade, Grade) for one in after)
    notes = (
        f"{open_ones} of {len(after)} results after time zero could not be graded (the listing "
        "says why); where one is known to be of a grade at least, it counts at that",
    )
    return Analysis(
        id="laboratory-grades",
        title="Laboratory results: worst grade by test",
        population=TREATED,
        sizes=sizes(groups),
        method=METHOD,
        parameters={
            "conventions": derived.plan.conventions,
            "grades": after[0].grade.standard,
        },
        numbers=tuple(numbers),
        notes=notes if open_ones else (),
    )


def _counted(term: str, people: dict[str, list[GradedResult]], group: Group) -> Iterator[Number]:
    mine = [results for subject, results in people.items() if subject in group.subjects]
    worst = Counter(_worst(results) for results in mine)
    for grade in GRADES:
        yield from count((term, f"grade {grade}"), worst[grade], len(mine), group.name)
    if worst[None]:
        yield from count((term, "not graded"), worst[None], len(mine), group.name)


def _worst(results: Results) -> int | None:
    """Give the worst grade; None where nothing can be said."""
    known = [
        one.grade.grade if isinstance(one.grade, Grade) else one.grade.at_least for one in results
    ]
    if any(isinstance(one.grade, Grade) for one in results) or max(known) > 0:
        return max(known)
    return None


COLUMNS = (
    *("participant", "test", "term", "date", "after time zero", "value", "unit"),
    *("low", "high", "baseline", "grade", "because", "standard", "where"),
)


def list_laboratory(derived: Derived) -> Listing:
    """List what has a grade of 1 or more; of grade 0, one result of each participant."""
    rows: list[tuple[str, ...]] = []
    zeros: set[tuple[str, str]] = set()
    graded = {
        (one.subject, one.grade.term)
        for one in derived.recorded.labs
        if one.is_after and _worst((one,)) not in (None, 0)
    }
    for one in derived.recorded.labs:
        key, worst = (one.subject, one.grade.term), _worst((one,))
        if worst is None:
            continue
        if worst == 0:
            if key in zeros or key in graded or not one.is_after:
                continue
            zeros.add(key)
        rows.append(_row(one))
    return list_rows(
        id="laboratory-grades",
        title="Laboratory grades",
        columns=COLUMNS,
        rows=rows,
        notes=(
            "Every result of grade 1 or more; where all of a participant's results of a test "
            "after time zero are of grade 0, the first of them. What has no grade: the next two.",
        ),
    )


def list_reasons(derived: Derived) -> Listing:
    """Count the results that have no grade, by test and reason, with the first of each."""
    groups: dict[tuple[str, ...], list[GradedResult]] = defaultdict(list)
    for one in derived.recorded.labs:
        if _worst((one,)) is None:
            groups[one.test, one.grade.term, one.unit, one.grade.reason].append(one)
    rows = [
        (
            *key,
            f"{len(found)}",
            f"{len({one.subject for one in found})}",
            ", ".join(one.source for one in found[:EXAMPLES]),
        )
        for key, found in groups.items()
    ]
    rows += [
        (
            *(one.test, "", "", one.reason, f"{one.results}", f"{one.participants}"),
            ", ".join(one.examples),
        )
        for one in derived.recorded.ungraded
    ]
    return list_rows(
        id="laboratory-not-graded",
        title="Laboratory results without a grade, by test and reason",
        columns=("test", "term", "unit", "because", "results", "participants", "the first of them"),
        rows=rows,
        notes=(
            "Of everybody treated, before and after time zero. Each result of a test that has a "
            f"term: tables/l-{EACH}.csv.",
        ),
    )


def list_ungraded(derived: Derived) -> Listing:
    """List each result of a known test that has no grade; written to its file alone."""
    rows = (_row(one) for one in derived.recorded.labs if _worst((one,)) is None)
    return list_rows(
        id=EACH,
        title="Laboratory results without a grade, each",
        columns=COLUMNS,
        rows=rows,
        is_printed=False,
    )


def _row(one: GradedResult) -> tuple[str, ...]:
    grade = one.grade
    said = str(grade.grade) if isinstance(grade, Grade) else "not graded"
    numbers = ("" if value is None else f"{value:g}" for value in (one.low, one.high, one.baseline))
    return (
        one.subject,
        one.test,
        grade.term,
        one.taken.isoformat(),
        "yes" if one.is_after else "no",
        one.said,
        one.unit,
        *numbers,
        said,
        "; ".join((grade.reason, *grade.flags)),
        grade.standard,
        one.source,
    )
