"""Words without what a sentence does to them: endings, and what is written together with the next word."""

from __future__ import annotations

_ENDINGS = ("'s", "es", "en", "er", "em", "as", "os", "s", "e", "n", "r", "m", "a", "o")
"""Endings of number, case and gender, the longest first."""
_SHORTEST = 4
"""Letters of a stem."""
_BEFORE = ("وال", "فال", "بال", "كال", "ولل", "لل", "وب", "ول", "ال", "و", "ف", "ب", "ل")
"""What Arabic writes together with the next word: and, with, of, the."""
_BEHIND = ("هما", "ات", "ون", "ها", "ته", "هم", "ية", "ه", "ة", "ا", "ي", "ت")
"""What Arabic writes together with the word before: endings of number and gender; its, their."""
_TWO = ("تين", "تان", "تي")
"""Endings of two, which count: nothing is left out of such a word."""
_SHORTEST_ARABIC = 3
_LETTERS = ("\u0621", "\u064a")
_ELISIONS = ("l'", "d'", "qu'", "n'", "s'", "c'", "j'", "m'", "t'", "lorsqu'", "puisqu'", "jusqu'")
"""What French writes together with the next word."""


def root(phrase: str) -> str:
    """A phrase with each of its words by its root; phrases that differ only in endings have one root.

    >>> root("verdeckten schichten") == root("verdeckte schicht"), root("capas ocultas") == root("capa oculta")
    (True, True)
    >>> root("والخطوة") == root("خطوته"), root("d'entrée") == root("entrées")
    (True, True)
    """
    return " ".join(_root(word) for word in phrase.split(" "))


def is_arabic(word: str) -> bool:
    """True for a word in Arabic letters."""
    return _LETTERS[0] <= word[:1] <= _LETTERS[1]


def conjunction(word: str) -> int:
    """The letters of a word that are an and, which Arabic writes together with it, counted."""
    return int(word.startswith("\u0648") and len(word) >= _SHORTEST_ARABIC)


def _root(word: str) -> str:
    if is_arabic(word):
        return _arabic(word)
    word = without_elision(word)
    while ending := next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _SHORTEST), ""):
        word = word.removesuffix(ending)
    return word


def without_elision(word: str) -> str:
    """A French word without the article, the preposition or the pronoun that it has taken up: l'entrée."""
    taken = next((each for each in _ELISIONS if word.startswith(each) and len(word) > len(each)), "")
    return word.removeprefix(taken)


def _arabic(word: str) -> str:
    if word.endswith(_TWO):
        return word
    while before := next((each for each in _BEFORE if _leaves(word, each) and word.startswith(each)), ""):
        word = word.removeprefix(before)
    while behind := next((each for each in _BEHIND if _leaves(word, each) and word.endswith(each)), ""):
        word = word.removesuffix(behind)
    return word


def _leaves(word: str, part: str) -> bool:
    """True where enough of a word is left without a part of it."""
    return len(word) - len(part) >= _SHORTEST_ARABIC
