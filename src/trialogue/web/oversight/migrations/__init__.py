"""The tables of queries, marks, freezes and locks."""
