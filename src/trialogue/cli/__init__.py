"""The shell: thin commands that ask, open and print; the answers come from the core."""
