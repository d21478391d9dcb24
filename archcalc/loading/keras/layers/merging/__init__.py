"""Several layers joined."""
