"""Staff: who they are, how they sign in, and what each role may do, where."""
