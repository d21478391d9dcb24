"""A volume whose depth stands apart from its size: 55 x 55 spatially, 96 filters; 27x27, depth unchanged (96)."""

from __future__ import annotations

import re

from archcalc.homework.answers.numbers import unit_of
from archcalc.homework.answers.volumes import PLANES
from archcalc.homework.answers.within_text import is_of_another

_SIZE = re.compile(r"(?<![0-9x*@.,])([0-9]{1,10})\s*(?:x|\*|-?by-?)\s*([0-9]{1,10})"
                   r"(?!\s*(?:x|\*|\.|,[0-9]|-?by|@)|[0-9])", re.IGNORECASE)
_DEEP = r"(?:depth|deep|channels?|profondeur|profundidad|tiefe|canaux|canales|kanäle|العمق|عمق|深度|通道数?)"
_STAYS = (r"(?:of|is|are|unchanged|stays?|remains?|equals?|the|same|still|number|filters?|to|so|at|with|also|kept|"
          r"reste|bleibt|queda|sigue|inchangée?|unverändert)")
_DEPTH = re.compile(rf"(?:{_DEEP}|(?<![^\W_])[KCD](?=\s*=))"
                    rf"(?:[\s,;:=(]+{_STAYS}(?![^\W_]))*[\s,;:=(]*([0-9]+)(?![0-9.x*])\)?"
                    rf"|(?<![0-9.x*])([0-9]+)\s*(?:{PLANES}|deep|of\s+them)(?![^\W_])", re.IGNORECASE)
_SIGNS = re.compile(r"[0-9+*/<>^%~±=]")
_WORD = re.compile(r"[^\W\d_]+")
_PARTITIVE = frozenset({"per", "pro", "par", "por"})


def size_and_depth(text: str) -> tuple[int, ...]:
    """Height, width and channels of a text that holds one size and one depth, however often; nothing of any other text.

    >>> size_and_depth("55x55 spatially, 96 filters so depth 96"), size_and_depth("27x27, depth unchanged (96)")
    ((55, 55, 96), (27, 27, 96))
    >>> size_and_depth("55x55 with 96 filters of 11x11"), size_and_depth("not 55x55, depth 96"), size_and_depth("55x55")
    ((), (), ())
    """
    sizes = {tuple(map(int, found.groups())) for found in _SIZE.finditer(text)}
    without = _SIZE.sub(" ", text)
    depths = {int(found[1] or found[2]) for found in _DEPTH.finditer(without)}
    rest = _DEPTH.sub(" ", without)
    words = _WORD.findall(rest.lower())
    if len(sizes) != 1 or len(depths) != 1 or _SIGNS.search(rest) or is_of_another(f"{rest} 1"):
        return ()
    if not _PARTITIVE.isdisjoint(words) or any(unit_of(word) not in {None, "values"} for word in words):
        return ()
    return (*next(iter(sizes)), *depths)
