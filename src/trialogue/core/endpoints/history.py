"""A course as the endpoints read it: dates resolved, cut at the cut-off, one reader's eyes.

Source: clinical reference section 8, rules 1 to 6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trialogue.core.absent import Absent
from trialogue.core.dates import When
from trialogue.core.endpoints.course import Course, NewTherapy, TherapyKind
from trialogue.core.endpoints.rules import EndpointRules
from trialogue.core.protocol.words import Text
from trialogue.core.response.assessments import Assessment, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A day that counts, and whether it had to be estimated from a date known in part."""

    day: date
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What happened from time zero to the cut-off; None is "it did not".

    `assessments` are those of the reader who counts, missed ones in their place.
    `last_alive` is the last day on which anything proves life, `alive_at_cut_off` whether
    more was heard after the cut-off. `notes` are the estimates and oddities behind it.
    """

    subject: str
    zero: date
    cut_off: date
    assessments: tuple[Assessment, ...]
    progression: Assessment | None
    death: Resolved | None
    second_malignancy: Resolved | None
    therapy: Resolved | None
    last_alive: date
    alive_at_cut_off: bool
    lost: date | None
    notes: tuple[Text, ...] = ()

    def last_adequate(self, *, until: date) -> Assessment | None:
        """Find the last adequate assessment on or before a day; None where there is none."""
        fit = [
            seen
            for seen in self.assessments
            if seen.is_adequate and seen.on is not None and seen.on <= until
        ]
        return fit[-1] if fit else None


def resolve_day(when: When, not_before: date) -> Resolved:
    """Give the day of a date known in part: the 15th of its month, 1 July of its year.

    Never before `not_before`, the last day known alive, unless the whole span lies before it.
    Source: clinical reference section 8, rule 5 (advised; flagged). The year alone is ours.
    """
    first, last = when.first.date(), when.last.date()
    if first == last:
        return Resolved(day=first)
    month_known = (first.year, first.month) == (last.year, last.month)
    day = date(first.year, first.month, 15) if month_known else date(first.year, 7, 1)
    return Resolved(day=min(max(day, not_before), last), estimated=True)


def read_history(course: Course, rules: EndpointRules) -> History | Absent:
    """Read a course by the rules: absent where time zero never came or dates contradict it."""
    zero = course.anchors.get(rules.time_zero)
    if zero is None:
        return Absent(reason=f"no {rules.time_zero.replace('_', ' ')}: time does not run")
    if zero > course.cut_off:
        return Absent(reason=f"{rules.time_zero} on {zero} lies after the cut-off")
    assessments = _assessments(course, rules, zero)
    proof = _proof_of_life(course, zero)
    death = resolve_day(course.death, proof) if course.death else None
    if death is not None and death.day < zero:
        return Absent(reason=f"death on {death.day} lies before {rules.time_zero} on {zero}")
    therapy = find_new_therapy(course.therapies, rules, zero, course.cut_off)
    second = _first(course.second_malignancies, zero, course.cut_off, after_zero=False)
    dead = death if death is not None and death.day <= course.cut_off else None
    known = [proof] + ([death.day] if death else [])
    return History(
        subject=course.subject,
        zero=zero,
        cut_off=course.cut_off,
        assessments=assessments,
        progression=next((a for a in assessments if a.response is Response.PD), None),
        death=dead,
        second_malignancy=second,
        therapy=therapy,
        last_alive=min(max(known), course.cut_off),
        alive_at_cut_off=max(known) > course.cut_off,
        lost=course.lost,
        notes=tuple(_notes(course, zero, dead, therapy, second)),
    )


def _assessments(course: Course, rules: EndpointRules, zero: date) -> tuple[Assessment, ...]:
    return tuple(
        seen
        for seen in course.assessments
        if seen.reader == rules.reader and (seen.on is None or zero < seen.on <= course.cut_off)
    )


def _proof_of_life(course: Course, zero: date) -> date:
    """Find the last day on which a contact, an assessment or a diagnosis proves life.

    A contact on a later day than the death is a slip of the pen: the death counts.
    """
    days = [zero, *(seen.on for seen in course.assessments if seen.on is not None)]
    days += [therapy.start.first.date() for therapy in course.therapies]
    days += [when.first.date() for when in course.second_malignancies]
    days += course.clinical_progressions
    if course.last_contact is not None:
        days.append(course.last_contact)
    if course.death is not None:
        latest = course.death.last.date()
        days = [day for day in days if day <= latest] or [zero]
    return max(days)


def find_new_therapy(
    therapies: Iterable[NewTherapy], rules: EndpointRules, zero: date, cut_off: date
) -> Resolved | None:
    """Find the first therapy begun after time zero that the rules count as new; None: none."""
    return _first(_counting(therapies, rules), zero, cut_off, after_zero=True)


def _counting(therapies: Iterable[NewTherapy], rules: EndpointRules) -> tuple[When, ...]:
    return tuple(
        therapy.start
        for therapy in therapies
        if therapy.kind is TherapyKind.ANTICANCER or rules.consolidation_counts
    )


def _first(days: Iterable[When], zero: date, cut_off: date, *, after_zero: bool) -> Resolved | None:
    """Find the first of several days between time zero and the cut-off."""
    earliest = zero + timedelta(days=1) if after_zero else zero
    found = [resolve_day(when, earliest) for when in days if when.last.date() >= earliest]
    within = [day for day in found if day.day <= cut_off]
    return min(within, key=lambda found: found.day, default=None)


def _notes(
    course: Course,
    zero: date,
    death: Resolved | None,
    therapy: Resolved | None,
    second: Resolved | None,
) -> Iterable[Text]:
    named = (
        (death, Text("death", "死亡")),
        (therapy, Text("new anticancer therapy", "新的抗肿瘤治疗")),
        (second, Text("second malignancy", "第二原发肿瘤")),
    )
    for day, name in named:
        if day is not None and day.estimated:
            yield Text(
                f"the date of the {name.en} is known in part and was set to {day.day}",
                f"{name.zh}日期仅部分已知，按 {day.day} 计算",
            )
    died, contact = course.death, course.last_contact
    if died is not None and contact is not None and contact > died.last.date():
        yield Text(
            f"the last contact on {contact} is later than the death: check",
            f"末次联系日期 {contact} 晚于死亡日期，请核对",
        )
    for day_of in course.clinical_progressions:
        if zero < day_of <= course.cut_off:
            yield Text(
                f"clinical progression without imaging on {day_of} is not counted as PD",
                f"{day_of} 的临床进展无影像学证据，不计为 PD",
            )
