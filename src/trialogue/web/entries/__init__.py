"""Participants and what is entered about them: append-only entries, and the protocol's forms."""
