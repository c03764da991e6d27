"""Watching over what was entered: queries, source verification, freeze and lock, tasks, trail."""
