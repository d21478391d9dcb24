"""Functions of keras.ops that stand in models."""
