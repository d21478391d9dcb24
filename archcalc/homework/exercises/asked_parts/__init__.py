"""Figures of one of several layers, and how two of them stand to each other."""
