"""Sweeps in files: rows as they come, and all that a sweep that was broken off has done."""
