"""Who took part: the person, the treatment given, and how it ended."""

from trialogue.core.participants.participant import Dose, Participant, Treatment

__all__ = ["Dose", "Participant", "Treatment"]
