"""Runs a graph on arrays and checks each array against the computed shape; the only importer of NumPy and CuPy."""
