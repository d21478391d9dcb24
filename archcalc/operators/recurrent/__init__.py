"""Layers that go through tokens one after another and carry a state along."""
