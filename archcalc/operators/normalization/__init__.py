"""Norms, and what scales channels as they do."""
