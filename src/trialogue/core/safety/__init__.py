"""Safety: grades, adverse events and their episodes, rates, dose-limiting toxicity."""

from trialogue.core.safety.episodes import DatedEvent, Episode, derive_episodes, derive_event
from trialogue.core.safety.events import AdverseEvent, SafetyCourse
from trialogue.core.safety.grading import grade_laboratory
from trialogue.core.safety.incidence import (
    EventSummary,
    EventTable,
    count_worst_grades,
    summarise_events,
    tabulate_events,
)
from trialogue.core.safety.laboratory import Baseline, Grade, NotGraded, Result
from trialogue.core.safety.periods import Period
from trialogue.core.safety.rules import DEFAULT_RULES, SafetyRules

__all__ = [
    "DEFAULT_RULES",
    "AdverseEvent",
    "Baseline",
    "DatedEvent",
    "Episode",
    "EventSummary",
    "EventTable",
    "Grade",
    "NotGraded",
    "Period",
    "Result",
    "SafetyCourse",
    "SafetyRules",
    "count_worst_grades",
    "derive_episodes",
    "derive_event",
    "grade_laboratory",
    "summarise_events",
    "tabulate_events",
]
