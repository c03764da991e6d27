"""The self-check: plain questions made from the criteria, nothing stored."""
