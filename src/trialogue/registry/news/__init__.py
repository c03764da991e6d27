"""News of trials: what changed in a record, and who watches for such a trial.

`changes` compares two states of a record, `protocols` two versions of a protocol; `watching`
finds, for a few changed records, those among many watches whose question they answer. It asks
the search engine's own question, of an index of the changed records alone, so that the cost
grows with what changed.
"""

from trialogue.registry.news.changes import Change, compare_records
from trialogue.registry.news.protocols import compare_protocols
from trialogue.registry.news.watching import Watch, Watchers

__all__ = ["Change", "Watch", "Watchers", "compare_protocols", "compare_records"]
