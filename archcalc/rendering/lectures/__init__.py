"""Lectures on networks: what a lecturer would put together by hand, as parts of a deck."""
