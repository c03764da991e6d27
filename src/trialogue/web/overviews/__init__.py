"""Plain-language overviews: drafts, what the gate found, who approved what, and what is public."""
