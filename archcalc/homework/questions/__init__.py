"""Questions and their right answers."""
