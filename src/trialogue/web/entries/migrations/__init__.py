"""The tables of participants and entries."""
