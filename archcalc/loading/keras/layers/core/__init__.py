"""Matrices, tables, and layers that pass on."""
