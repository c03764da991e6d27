"""What the page of a trial shows, gathered from its record and its protocol in one language."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Side
from trialogue.core.protocol.trial import Outcome
from trialogue.core.protocol.words import Text
from trialogue.core.record import Record
from trialogue.web.records.queries import StatusChange
from trialogue.web.trials.course import Course, draw_course
from trialogue.web.trials.criteria import CriterionPage, criteria_of
from trialogue.web.trials.faq import Answer, general_questions
from trialogue.web.trials.known import KnownTrial
from trialogue.web.trials.picture import Picture, draw_picture
from trialogue.web.trials.record_page import RecordPage, record_page
from trialogue.web.trials.status import (
    age_words,
    limits_words,
    phase_words,
    phases_words,
    sex_words,
    status_kind,
    status_note,
    status_words,
)
from trialogue.web.trials.timeline import Moment, timeline_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands first on a page: what it is, where it stands, for whom it is."""

    id: str
    title: Text
    official: Text
    status: str
    kind: str
    note: str
    why_stopped: str
    ages: str
    sex: str
    phase: str
    people: int | None
    conditions: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolPage:
    """What only a trial can show that is known as a protocol."""

    timeline: tuple[Moment, ...]
    course: Course
    inclusion: tuple[CriterionPage, ...]
    exclusion: tuple[CriterionPage, ...]
    primary: tuple[Outcome, ...]
    secondary: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """Everything that the page of one trial shows; `known` is None for a record alone."""

    head: Head
    picture: Picture
    record: RecordPage
    known: ProtocolPage | None
    questions: tuple[Answer, ...]


def trial_page(trial: KnownTrial, history: tuple[StatusChange, ...] = ()) -> TrialPage:
    """Gather what the page of a trial shows."""
    protocol, record = trial.protocol, trial.record
    return TrialPage(
        head=head_of(trial),
        picture=draw_picture(record.enrollment.count, len(record.arms)),
        record=record_page(record, history),
        known=_protocol_page(protocol) if protocol is not None else None,
        questions=general_questions(),
    )


def head_of(trial: KnownTrial) -> Head:
    """Gather what stands first, from the protocol where there is one."""
    record, protocol = trial.record, trial.protocol
    if protocol is not None:
        return _head(
            record,
            titles=(protocol.short_title, protocol.title),
            ages=age_words(protocol),
            phase=phase_words(protocol.design.phase),
            conditions=tuple(one.label for one in protocol.conditions),
        )
    brief, official = record.brief_title or record.official_title, record.official_title
    return _head(
        record,
        titles=(Text(brief or record.id), Text("" if official == brief else official)),
        ages=limits_words(record.minimum_age, record.maximum_age),
        phase=phases_words(record.phases),
        conditions=tuple(Text(condition) for condition in record.conditions),
    )


def _head(
    record: Record,
    *,
    titles: tuple[Text, Text],
    ages: str,
    phase: str,
    conditions: tuple[Text, ...],
) -> Head:
    return Head(
        id=record.id,
        title=titles[0],
        official=titles[1],
        status=status_words(record.status),
        kind=status_kind(record.status),
        note=status_note(record),
        why_stopped=record.why_stopped,
        ages=ages,
        sex=sex_words(record.sex),
        phase=phase,
        people=record.enrollment.count,
        conditions=conditions,
    )


def _protocol_page(protocol: Protocol) -> ProtocolPage:
    timeline = timeline_of(protocol)
    return ProtocolPage(
        timeline=timeline,
        course=draw_course(timeline),
        inclusion=criteria_of(protocol, Side.INCLUSION),
        exclusion=criteria_of(protocol, Side.EXCLUSION),
        primary=tuple(outcome for outcome in protocol.outcomes if outcome.primary),
        secondary=tuple(outcome for outcome in protocol.outcomes if not outcome.primary),
    )
