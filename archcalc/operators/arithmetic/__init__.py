"""Operators on several volumes, or on the values along an axis."""
