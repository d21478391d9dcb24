"""Layers -> Graph: every shape known."""
