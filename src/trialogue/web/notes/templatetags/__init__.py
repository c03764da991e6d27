"""Template tags of the notes."""
