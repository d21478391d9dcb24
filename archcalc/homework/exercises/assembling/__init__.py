"""Statements put together to layers, to what goes in, and to what is asked."""
