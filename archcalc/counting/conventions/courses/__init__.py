"""The conventions of lectures."""
