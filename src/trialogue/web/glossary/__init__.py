"""Difficult words explained where they stand, from a glossary of our own."""
