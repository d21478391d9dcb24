"""A run without values, which counts bytes."""
