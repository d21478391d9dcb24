"""The scene of an exercise: layers, and the numbers that belong to them."""
