"""Names in each language of what archcalc itself names: figures, layers, attributes, types of numbers."""
