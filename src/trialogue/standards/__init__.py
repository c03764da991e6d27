"""Standards as versioned data: what a scale says, in which version, and where it stands."""
