"""Layers that go through steps, and what wraps them."""
