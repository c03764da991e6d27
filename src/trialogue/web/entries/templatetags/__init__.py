"""Tags of the pages of participants."""
