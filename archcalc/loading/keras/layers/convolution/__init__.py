"""Convolutions, and their transposes."""
