"""The verbs, one to a file."""
