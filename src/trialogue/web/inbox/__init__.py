"""The inbox of a centre's people: enquiries read, answered, noted, closed."""
