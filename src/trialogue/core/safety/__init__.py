"""Safety: grades, adverse events and their episodes, rates, dose-limiting toxicity."""

from trialogue.core.safety.events import AdverseEvent, SafetyCourse

__all__ = ["AdverseEvent", "SafetyCourse"]
