"""The tables of the loaded trials."""
