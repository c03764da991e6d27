"""The table of the imported records."""
