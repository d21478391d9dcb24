"""Blocks of networks that a sentence names whole, with their sizes."""
