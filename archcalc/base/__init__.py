"""Foundations of every room, which know of no network."""
