"""How a figure comes about, from the operators' own rules."""
