"""Attention that a file writes as nodes, as one layer."""
