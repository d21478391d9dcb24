"""Operators on tokens: attention, and what turns images into tokens and back."""
