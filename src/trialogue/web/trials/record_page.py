"""What the page of any trial shows of its registry record, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from trialogue.core.record import Arm, Criteria, Intervention, Outcome, Record, RecordDate
from trialogue.exchange.ctgov import read_criteria
from trialogue.web.records.queries import StatusChange
from trialogue.web.trials import codes
from trialogue.web.trials.codes import code_words
from trialogue.web.trials.status import short_status


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An arm with what its people get."""

    label: str
    kind: str
    description: str
    gets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Something that is given or done."""

    name: str
    kind: str
    description: str
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of the trial's status, with the day on which the registry posted it."""

    status: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Everything that a page shows of a record. Texts are the registry's own, in English."""

    record: Record
    criteria: Criteria
    criteria_note: str
    summary: Criteria
    description: Criteria
    groups: tuple[Group, ...]
    given: tuple[Given, ...]
    primary: tuple[Outcome, ...]
    secondary: tuple[Outcome, ...]
    other: tuple[Outcome, ...]
    design: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    people: str
    volunteers: str
    turns: tuple[Turn, ...]
    as_of: str
    address: str


def record_page(record: Record, history: tuple[StatusChange, ...] = ()) -> RecordPage:
    """Gather what a page shows of a record."""
    criteria = read_criteria(record.criteria)
    return RecordPage(
        record=record,
        criteria=criteria,
        criteria_note=_criteria_note(record, criteria),
        summary=read_criteria(record.summary),
        description=read_criteria(record.description),
        groups=tuple(_group(arm) for arm in record.arms),
        given=tuple(_given(one) for one in record.interventions),
        primary=record.primary_outcomes,
        secondary=record.secondary_outcomes,
        other=record.other_outcomes,
        design=tuple(filter(None, _design(record))),
        dates=tuple(_dates(record)),
        people=_people(record),
        volunteers=_volunteers(record),
        turns=tuple(_turn(change) for change in history),
        as_of=date_words(record.dates.last_updated),
        address=registry_address(record.id),
    )


def date_words(found: RecordDate | None) -> str:
    """Write a date of the record as far as it is known: a day, a month or a year."""
    if found is None:
        return ""
    return when_words(found.text) or found.text


def when_words(text: str) -> str:
    """Write `2025-08-26`, `2025-08` or `2025` in the reader's language; empty for anything else."""
    parts = text.strip()[:10].split("-")
    if not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return ""
    try:
        numbers = [int(part) for part in parts]
        day = date(numbers[0], *[*numbers[1:], 1, 1][:2])
    except ValueError:
        return ""
    shape = ("Y", "YEAR_MONTH_FORMAT", "DATE_FORMAT")[len(numbers) - 1]
    return formats.date_format(day, shape)


def registry_address(registry_id: str) -> str:
    """Give the record's address at ClinicalTrials.gov; empty for ids of other registries."""
    is_theirs = registry_id.startswith("NCT") and registry_id[3:].isdigit()
    return f"https://clinicaltrials.gov/study/{registry_id}" if is_theirs else ""


def _criteria_note(record: Record, criteria: Criteria) -> str:
    if not record.criteria.strip():
        return _("The record does not say who can join. Ask the study team.")
    if not criteria.is_divided:
        return _("The record has no headings for who can and who cannot join. This is its text.")
    return ""


def _group(arm: Arm) -> Group:
    gets = tuple(name.split(": ", 1)[-1] for name in arm.interventions)
    return Group(
        label=arm.label,
        kind=code_words(codes.GROUP, arm.kind),
        description=arm.description,
        gets=gets,
    )


def _given(one: Intervention) -> Given:
    return Given(
        name=one.name,
        kind=code_words(codes.GIVEN, one.kind),
        description=one.description,
        other_names=one.other_names,
    )


def _design(record: Record) -> Iterator[str]:
    design = record.design
    yield code_words(codes.STUDY_TYPE, record.study_type)
    yield code_words(codes.PURPOSE, design.primary_purpose)
    yield code_words(codes.MODEL, design.intervention_model or design.observational_model)
    yield code_words(codes.ALLOCATION, design.allocation)
    yield code_words(codes.MASKING, design.masking)
    yield code_words(codes.PERSPECTIVE, design.time_perspective)


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    dates = record.dates
    for label, found in (
        (_("Start date"), dates.start),
        (_("Main results expected"), dates.primary_completion),
        (_("End of the trial"), dates.completion),
        (_("First posted"), dates.first_posted),
        (_("Last update of the record"), dates.last_updated),
        (_("Confirmed by the sponsor"), dates.verified),
        (_("Results posted"), dates.results_posted),
    ):
        if found is not None:
            words = date_words(found)
            yield label, _("%(date)s (planned)") % {"date": words} if found.is_estimate else words


def _people(record: Record) -> str:
    count = record.enrollment.count
    if count is None:
        return ""
    shown = formats.number_format(count, use_l10n=True, force_grouping=True)
    is_plan = record.enrollment.kind == "ESTIMATED"
    return _("%(n)s planned") % {"n": shown} if is_plan else _("%(n)s took part") % {"n": shown}


def _volunteers(record: Record) -> str:
    if record.healthy_volunteers is None:
        return ""
    return _("Healthy people can join, too.") if record.healthy_volunteers else ""


def _turn(change: StatusChange) -> Turn:
    return Turn(status=short_status(change.status), day=when_words(change.posted))
