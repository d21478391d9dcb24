"""Words that are one slip of the keyboard away from a known one: paramters, ouput, chanels."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from archcalc.homework.answers.words import CHANGING

SHORTEST = 6
"""A slip in a shorter word may make another word of it."""
_MEANINGFUL = frozenset({"without", "within"})
"""Words that are never meant by a slip: what they say counts."""


@lru_cache(maxsize=4096)
def is_misspelt(word: str, known: Collection[str]) -> bool:
    """True of a word that becomes a known one by a letter more, less or other, or by two that change places.

    >>> known = frozenset({"parameters", "output", "without"})
    >>> [is_misspelt(word, known) for word in ("paramters", "ouput", "otuput", "withot", "oput", "parameters")]
    [True, True, True, False, False, False]
    """
    if len(word) < SHORTEST - 1 or not word.isalpha() or word in known:
        return False
    if any(_is_near(word, each) for each in CHANGING | _MEANINGFUL):
        return False
    return any(len(each) >= SHORTEST and _is_near(word, each) for each in known)


def _is_near(word: str, known: str) -> bool:
    """True of two words with the same first letter, one slip apart."""
    if word[0] != known[0] or abs(len(word) - len(known)) > 1:
        return False
    same = 0
    while same < min(len(word), len(known)) and word[same] == known[same]:
        same += 1
    rest, other = word[same:], known[same:]
    return (rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
            or (rest[:2] == other[1::-1] and rest[2:] == other[2:]))
