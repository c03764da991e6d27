"""Measurements to be repeated on one's own machine; each module says how to run it."""
