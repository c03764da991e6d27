"""Paths that a person takes, in a real browser against a running demo."""
