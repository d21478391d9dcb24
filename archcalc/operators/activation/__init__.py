"""Activations: a function of each value."""
