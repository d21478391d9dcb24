"""Phrases of each language as the reader of sentences takes them; a file for each language."""
