"""When contraception may end: after so many months *and* so many negative tests in a row.

Source: record, inclusion 8; clinical reference 9.1 "Contraception end" (readings A22, A23):
the later of the anniversary, clamped to the month's end, and the last of the consecutive
negative tests. No tests: it never ends. An indeterminate test breaks the run, and a later
positive one cancels it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from trialogue.core.dates import add_months
from trialogue.core.protocol.trial import Contraception

Result = Literal["negative", "positive", "indeterminate"]


@dataclass(frozen=True, slots=True)
class CarTest:
    """A test for CAR-T cells in the body, by flow cytometry or PCR."""

    day: date
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Whether the obligation has ended by a day. `date` None: the tests do not allow it yet.

    `close_tests`: the tests that end it lie nearer to each other than advised.
    """

    released: bool
    date: date | None
    close_tests: bool = False


def release_from_contraception(
    rule: Contraception, infused: date, tests: Iterable[CarTest], today: date
) -> Release:
    """Find the day on which contraception may end, as far as the tests by today tell."""
    run = _last_run(tests, today)
    if len(run) < rule.negative_tests:
        return Release(released=False, date=None)
    ending = run[: rule.negative_tests]
    day = max(add_months(infused, rule.months), ending[-1])
    gaps = [(later - sooner).days for sooner, later in pairwise(ending)]
    close = rule.spacing_days is not None and any(gap < rule.spacing_days for gap in gaps)
    return Release(released=day <= today, date=day, close_tests=close)


def _last_run(tests: Iterable[CarTest], today: date) -> list[date]:
    """List the negative tests after the last one that was not; a day's worst result counts."""
    run: list[date] = []
    known = (test for test in tests if test.day <= today)
    for test in sorted(known, key=lambda test: (test.day, test.result != "negative")):
        if test.result != "negative":
            run.clear()
        elif test.day not in run:
            run.append(test.day)
    return run
