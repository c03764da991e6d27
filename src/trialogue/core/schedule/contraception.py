"""The day on which contraception may end, from the samples that were entered.

A result below quantification, or 0, is a negative test; a number is a positive one, also
below the assay's limit where the laboratory gave it all the same, for the answer must not be
too early. The worst result of a day counts, whatever was tested.
Source: NCT06836505, inclusion 8; clinical reference 9.1 "Contraception end" (A22, A23).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trialogue.core.absent import Absent
from trialogue.core.eligibility.contraception import (
    CarTest,
    Release,
    Result,
    release_from_contraception,
)
from trialogue.core.forms.entered import Entered
from trialogue.core.forms.reading import known_when
from trialogue.core.forms.rows import Enrolled, rows_of_entries
from trialogue.core.protocol.trial import Protocol
from trialogue.core.schedule.course import VisitCourse, course_of_entries


def cell_tests(protocol: Protocol, entries: Iterable[Entered]) -> tuple[CarTest, ...]:
    """List the tests for CAR-T cells, of blood or elsewhere, that have a day and a result."""
    rows = rows_of_entries(protocol, Enrolled(study=protocol.id, subject="1"), entries)
    found = []
    for row in rows.get("PC", ()):
        when = known_when(row.get("PCDTC", ""))
        if row.get("PCSTAT") != "NOT DONE" and when is not None and when.is_one_day:
            found.append(CarTest(when.day, _result(row.get("PCSTRESN", ""))))
    return tuple(found)


def _result(number: str) -> Result:
    return "positive" if number and float(number) > 0 else "negative"


def release_of_entries(
    protocol: Protocol, entries: Iterable[Entered], today: date
) -> Release | Absent:
    """Find the release from contraception as far as the entries by today tell.

    Absent where the protocol asks for none, or the anchor from which it runs has no date.
    """
    rule = protocol.contraception
    if rule is None:
        return Absent(reason="the protocol has no rule of contraception")
    kept = tuple(entries)
    course: VisitCourse = course_of_entries(protocol, kept)
    start = course.anchors.get(rule.after)
    if start is None:
        return Absent(reason=f"it runs from the date of {rule.after}, which is not yet known")
    return release_from_contraception(rule, start, cell_tests(protocol, kept), today)
