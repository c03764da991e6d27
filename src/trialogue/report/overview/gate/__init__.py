"""The gate before an overview: what a draft says must stand in the record, or waits for a person.

`check_draft(draft, source)` gives a `GateResult`.
"""

from trialogue.report.overview.gate.checking import check_draft

__all__ = ["check_draft"]
