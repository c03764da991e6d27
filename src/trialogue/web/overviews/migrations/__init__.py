"""The tables of overviews."""
