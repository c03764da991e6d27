"""Preparing, comparing and publishing versions of a trial; and what a centre says of itself."""
