"""The study's forms at work: what a field asks, what an entry says, what becomes of it."""

from trialogue.core.forms.check import (
    REASONS,
    CheckedEntry,
    EntryFault,
    Query,
    check_entry,
    is_asked,
)
from trialogue.core.forms.resolve import ResolvedField, resolve

__all__ = [
    "REASONS",
    "CheckedEntry",
    "EntryFault",
    "Query",
    "ResolvedField",
    "check_entry",
    "is_asked",
    "resolve",
]
