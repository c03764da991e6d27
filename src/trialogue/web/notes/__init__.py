"""Private notes on a trial's page: kept by the reader's browser, shared unreadable to us."""
