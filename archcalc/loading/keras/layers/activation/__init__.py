"""Functions of every value."""
