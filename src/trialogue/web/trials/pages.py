"""What the pages show of a trial, gathered from its protocol in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Side
from trialogue.core.protocol.trial import Outcome
from trialogue.web.trials.criteria import CriterionPage, criteria_of
from trialogue.web.trials.faq import Answer, general_questions
from trialogue.web.trials.picture import Picture, draw_picture
from trialogue.web.trials.status import age_words, phase_words, sex_words, status_words
from trialogue.web.trials.timeline import Moment, timeline_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialEntry:
    """A trial in a list."""

    protocol: Protocol
    status: str
    ages: str
    sex: str
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """Everything that the page of one trial shows beside the protocol's own words."""

    entry: TrialEntry
    picture: Picture
    timeline: tuple[Moment, ...]
    inclusion: tuple[CriterionPage, ...]
    exclusion: tuple[CriterionPage, ...]
    primary: tuple[Outcome, ...]
    secondary: tuple[Outcome, ...]
    questions: tuple[Answer, ...]


def entry_of(protocol: Protocol) -> TrialEntry:
    """Gather what a list shows of a trial."""
    return TrialEntry(
        protocol=protocol,
        status=status_words(protocol.status),
        ages=age_words(protocol),
        sex=sex_words(protocol.sex),
        phase=phase_words(protocol.design.phase),
    )


def trial_page(protocol: Protocol) -> TrialPage:
    """Gather what the page of a trial shows."""
    return TrialPage(
        entry=entry_of(protocol),
        picture=draw_picture(protocol),
        timeline=timeline_of(protocol),
        inclusion=criteria_of(protocol, Side.INCLUSION),
        exclusion=criteria_of(protocol, Side.EXCLUSION),
        primary=tuple(outcome for outcome in protocol.outcomes if outcome.primary),
        secondary=tuple(outcome for outcome in protocol.outcomes if not outcome.primary),
        questions=general_questions(),
    )
