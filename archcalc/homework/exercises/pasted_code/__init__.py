"""Layers of PyTorch and Keras in a text: parsed, never executed."""
