"""A record as what an overview may rest on: passages of text, coded facts, rules for joining.

`read_source(record)` gives all of it at once.
"""

from trialogue.report.overview.source.source import Names, Source, read_source

__all__ = ["Names", "Source", "read_source"]
