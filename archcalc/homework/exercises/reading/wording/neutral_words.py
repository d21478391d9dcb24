"""Words that bear on no number of an exercise, in every language, and words that change one."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from archcalc.base.registry import modules_below
from archcalc.homework.exercises.languages.terms._inflections import spelled
from archcalc.homework.exercises.reading.wording import neutral, roots

_FIRST = "neutral_english"
"""The language that is looked at before all others: most exercises are in it, or hold words of it."""


def _languages() -> list[str]:
    return sorted(modules_below(neutral.__path__[0]), key=lambda name: (name != _FIRST, name))


@cache
def _neutral(language: str) -> frozenset[str]:
    words: str = import_module(f"{neutral.__name__}.{language}").NEUTRAL
    return frozenset(words.split()) if words.isascii() else frozenset(map(spelled, words.split()))


@cache
def _changing(language: str) -> frozenset[str]:
    phrases: str = import_module(f"{neutral.__name__}.{language}").CHANGES
    return frozenset(spelled(phrase.strip()) for phrase in phrases.split("|"))


def is_neutral(word: str) -> bool:
    """True for a word that may stand in an exercise without changing what is asked.

    >>> is_neutral("suppose"), is_neutral("deformable")
    (True, False)
    """
    return any(spelled(word) in _neutral(language) for language in _languages())


@cache
def is_inflected(word: str) -> bool:
    """True for a word of the lists with another ending, or for two of them that are written as one.

    >>> is_inflected("supposes"), is_inflected("videodaten"), is_inflected("deformables")
    (True, True, False)
    """
    if roots.root(spelled(word)) in _changing_roots():
        return False
    return roots.root(spelled(word)) in _neutral_roots() or any(
        is_neutral(word[:i]) and is_neutral(word[i:]) for i in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1))


_SHORTEST_PART = 4
"""Letters of a part of a word that is made of two."""


@cache
def _neutral_roots() -> frozenset[str]:
    return frozenset(roots.root(word) for language in _languages() for word in _neutral(language))


@cache
def _changing_roots() -> frozenset[str]:
    return frozenset(roots.root(phrase) for language in _languages() for phrase in _changing(language))


def changes(phrase: str) -> bool:
    """True for a phrase that changes a number in a way that is not worked out.

    >>> changes("deformable")
    True
    """
    return any(spelled(phrase) in _changing(language) for language in _languages())
