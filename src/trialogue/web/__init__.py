"""The site: public trial pages, the self-check, and the demo's screening and dose sheets."""
