"""Statements of a sentence, by rules on rows of tokens."""
