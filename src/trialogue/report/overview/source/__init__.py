"""A record as what an overview may rest on: passages of text, coded facts, rules for joining.

`read_source(record)` gives all of it at once.
"""

from trialogue.report.overview.source.source import Source, read_source

__all__ = ["Source", "read_source"]
