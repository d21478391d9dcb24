"""Weights: their names, drawn or read, and checked."""
