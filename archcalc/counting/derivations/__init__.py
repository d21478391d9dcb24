"""Derivations of figures, from the operators' own rules."""
