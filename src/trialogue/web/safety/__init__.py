"""Safety, response and cells of the participants: what follows from the entries, as it stands."""
