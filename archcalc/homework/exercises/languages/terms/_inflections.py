"""Words of exercises with endings, and with what Arabic writes together with them; letters that are alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

PREFIXES = ("و", "ف", "بال", "وال", "لل", "كال", "ال", "ب", "ل")
"""Arabic words that are written together with the next: and, with the, of the, the, with, for."""
_ENDINGS = ("'s", "ها", "هم", "ه", "ا", "s", "es", "en", "n", "e", "er", "em")
INFLECTED = frozenset("LFKCUPIOAd")
"""Meanings of a word that stands with another ending; a number, or a no, has none."""
_SHORTEST = {True: 4, False: 3}
"""Letters of a stem, of ASCII and of others."""
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
"""Signs of Arabic that are written or not."""
_ALIKE = str.maketrans("أإآى", "اااي")
"""Letters of Arabic that are often written in one way."""


def spelled(name: str) -> str:
    """A word in the one way in which words are compared."""
    return _VOWELS.sub("", name).translate(_ALIKE)


def stems(word: str) -> Iterator[str]:
    """Words that one may be without its ending: PyTorch's, ومدخلها.

    >>> [*stems("layers")]
    ['layer']
    """
    found = [word.removesuffix(each) for each in _ENDINGS if word.endswith(each)]
    found += [stem.removeprefix(prefix) for stem in found for prefix in PREFIXES if stem.startswith(prefix)]
    return (each for each in found if len(each) >= _SHORTEST[each.isascii()])
