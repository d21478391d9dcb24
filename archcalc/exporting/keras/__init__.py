"""A graph as source text for Keras 3, which imports Keras, and NumPy where it counts."""
