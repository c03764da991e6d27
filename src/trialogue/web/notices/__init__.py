"""News of trials by mail: sign up without an account, confirm, receive, change, stop."""
