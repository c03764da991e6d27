"""The tables of the invented people."""
