"""The tables of the centres, step by step."""
