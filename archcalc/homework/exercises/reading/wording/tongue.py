"""The language of an exercise, by its script or by its small words: one phrase means different things in two."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from archcalc.base.registry import modules_below
from archcalc.homework.exercises.reading.wording import words

ENGLISH = "english"
"""The language that is taken where none has more small words; most phrases of others hold words of it, too."""
_SCRIPTS = {"chinese": re.compile("[\u4e00-\u9fff]"), "arabic": re.compile("[\u0620-\u064a]")}
SINGULAR = frozenset(_SCRIPTS)
"""Languages that ask for how many layer, not layers."""
_WORD = re.compile(r"[^\W\d_]+")
_IN = "in_"
"""What a file of the words of one language is called by, before the language's name."""


@lru_cache(maxsize=16)
def tongue(text: str) -> str:
    """The language of a text.

    >>> tongue("Wie groß ist die Ausgabe?"), tongue("a 3x3 conv"), tongue("de 16 a 32 canales"), tongue("输入 3x3")
    ('german', 'english', 'spanish', 'chinese')
    """
    script = next((name for name, letters in _SCRIPTS.items() if letters.search(text)), "")
    if script:
        return script
    found = _WORD.findall(text.lower())
    counts = {name: sum(word in small for word in found) for name, small in _small_words().items()}
    return max(counts, key=lambda name: (counts[name], name == ENGLISH))


@lru_cache(maxsize=1)
def _files() -> list[str]:
    return sorted(modules_below(words.__path__[0]))


def common() -> list[str]:
    """Files of words that belong to no one language."""
    return [name for name in _files() if not name.startswith(_IN)]


def languages() -> list[str]:
    """Languages that have a file of words each."""
    return [name.removeprefix(_IN) for name in _files() if name.startswith(_IN)]


def words_of(name: str) -> ModuleType:
    """The words of a language, or of a file that belongs to no one language."""
    return import_module(f"{words.__name__}.{_IN if name in languages() else ''}{name}")


@lru_cache(maxsize=1)
def _small_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words_of(name).SMALL_WORDS.split()) for name in languages()}
