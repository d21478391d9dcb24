"""The public functions: what a command does, a Python program can do."""
