"""A graph as source text for PyTorch, which imports nothing else."""
