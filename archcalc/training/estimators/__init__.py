"""Estimates by the formulas and figures of others, each under the name of whose it is."""
