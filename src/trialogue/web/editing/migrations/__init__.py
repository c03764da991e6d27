"""The tables of the drafts, step by step."""
