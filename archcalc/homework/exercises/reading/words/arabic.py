"""Arabic phrases as the reader of sentences takes them, where that is not what the catalogue says."""

PHRASES: dict[str, str] = {}
"""Phrases by their sense, and by which of that kind: kind:name."""
