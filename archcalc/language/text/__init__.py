"""The text of a specification: what it may hold, and its values, which remember where they stand."""
