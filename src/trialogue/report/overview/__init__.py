"""The plain-language overview of a registry record, and the gate before it.

    source = read_source(record)
    draft = write_by_rules(source, "en", today)        # or write_with_model(…)
    result = check_draft(draft, source)                # publishable, or waits for a person
    approval = approve(result, record, person="…", on=today, answers={})
    is_public(approval, record)                        # until the record changes

Explained in docs/explanation/overview.md.
"""

from trialogue.report.overview.approval import (
    Approval,
    NotApprovable,
    approve,
    digest_record,
    is_public,
)
from trialogue.report.overview.draft import Author, Draft, Section
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.outline import LANGUAGES, NOT_SAID, OUTLINE, Entry, Item, Language
from trialogue.report.overview.result import (
    Failure,
    GateResult,
    Grades,
    Kind,
    Outcome,
    Placed,
    Span,
)
from trialogue.report.overview.source import Names, Source, read_source
from trialogue.report.overview.writer.by_rules import write_by_rules
from trialogue.report.overview.writer.with_model import Written, write_with_model

__all__ = [
    "LANGUAGES",
    "NOT_SAID",
    "OUTLINE",
    "Approval",
    "Author",
    "Draft",
    "Entry",
    "Failure",
    "GateResult",
    "Grades",
    "Item",
    "Kind",
    "Language",
    "Names",
    "NotApprovable",
    "Outcome",
    "Placed",
    "Section",
    "Source",
    "Span",
    "Written",
    "approve",
    "check_draft",
    "digest_record",
    "is_public",
    "read_source",
    "write_by_rules",
    "write_with_model",
]
