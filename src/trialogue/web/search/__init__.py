"""Finding a trial: one line or a few fields, and what was found."""
