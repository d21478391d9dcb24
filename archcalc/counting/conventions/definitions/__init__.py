"""Conventions that are definitions: nothing but what their names say."""
