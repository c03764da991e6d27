"""Facts from CSV, JSON, NDJSON or Parquet (docs/reference/facts-file.md)."""

from trialogue.exchange.facts.reading import load_facts, read_facts

__all__ = ["load_facts", "read_facts"]
