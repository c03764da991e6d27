"""The demo's study pages: invented people, screening sheets and dose sheets."""
