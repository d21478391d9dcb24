"""Which language an exercise is in, by its script or by its small words: one phrase means different things in two."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

from archcalc.base.registry import modules_below
from archcalc.homework.exercises.reading import words

ENGLISH = "english"
"""The language that is taken where none has more small words; most phrases of others hold words of it, too."""
_SCRIPTS = {"chinese": re.compile("[\u4e00-\u9fff]"), "arabic": re.compile("[\u0620-\u064a]")}
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
def _small_words() -> dict[str, frozenset[str]]:
    modules = {name: import_module(f"{words.__name__}.{name}") for name in modules_below(words.__path__[0])}
    return {name: frozenset(module.SMALL_WORDS.split()) for name, module in modules.items()
            if hasattr(module, "SMALL_WORDS")}
