"""Which language an exercise is in, by its script or by its small words: one phrase means different things in two."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

from archcalc.base.registry import modules_below
from archcalc.homework.exercises.reading.wording import words

ENGLISH = "english"
"""The language that is taken where none has more small words; most phrases of others hold words of it, too."""
_SCRIPTS = {"chinese": re.compile("[\u4e00-\u9fff]"), "arabic": re.compile("[\u0620-\u064a]")}
SINGULAR = frozenset(_SCRIPTS)
"""Languages that ask for how many layer, not layers."""
_WORD = re.compile(r"[^\W\d_]+")


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
def _files() -> dict[str, frozenset[str]]:
    """The files of words, each with its small words; those that all languages share have none."""
    modules = {name: import_module(f"{words.__name__}.{name}") for name in sorted(modules_below(words.__path__[0]))}
    return {name: frozenset(vars(module).get("SMALL_WORDS", "").split()) for name, module in modules.items()}


def _small_words() -> dict[str, frozenset[str]]:
    return {name: small for name, small in _files().items() if small}


def common() -> list[str]:
    """Files of words that belong to no one language."""
    return [name for name, small in _files().items() if not small]


def languages() -> list[str]:
    """Files of words of one language each."""
    return [*_small_words()]
