"""The study's forms at work: what a field asks, what an entry says, what becomes of it."""

from trialogue.core.forms.check import (
    REASONS,
    CheckedEntry,
    EntryFault,
    Query,
    check_entry,
    is_asked,
)
from trialogue.core.forms.concerns import does_concern
from trialogue.core.forms.entered import Entered, Filled, place_of
from trialogue.core.forms.facts import facts_of_entries, person_of_entries
from trialogue.core.forms.resolve import ResolvedField, resolve, resolve_form
from trialogue.core.forms.rows import Enrolled, rows_of_entries

__all__ = [
    "REASONS",
    "CheckedEntry",
    "Enrolled",
    "Entered",
    "EntryFault",
    "Filled",
    "Query",
    "ResolvedField",
    "check_entry",
    "does_concern",
    "facts_of_entries",
    "is_asked",
    "person_of_entries",
    "place_of",
    "resolve",
    "resolve_form",
    "rows_of_entries",
]
