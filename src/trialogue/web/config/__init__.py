"""How one copy of the site is set up: its environment, settings, addresses and headers."""
