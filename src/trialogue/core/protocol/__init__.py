"""The trial as frozen data: words, items, criteria, doses, and the protocol that holds them."""

from trialogue.core.protocol.trial import Protocol

__all__ = ["Protocol"]
