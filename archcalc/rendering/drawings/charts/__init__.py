"""Bars and bubbles."""
