"""Who writes drafts: `write_by_rules` from the record alone, `write_with_model` with a model."""
