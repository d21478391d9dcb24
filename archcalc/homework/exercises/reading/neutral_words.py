"""Words that bear on no number of an exercise, in every language."""

from __future__ import annotations


def is_neutral(word: str) -> bool:
    """True for a word that may stand in an exercise without changing what is asked."""
    return True
