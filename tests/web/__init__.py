"""The site, on both databases."""
