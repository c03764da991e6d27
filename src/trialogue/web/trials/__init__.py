"""The public pages: which trials are loaded, and everything about one of them."""
