"""Variables beside pasted calls: x = torch.randn(1, 3, 64, 64); y = conv(x); y.shape is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.homework.exercises.sentence_words import SentenceWord

_VARIABLES = re.compile(
    r"(?m:^\s*(?:>>>|\.\.\.)(?=\s))|(?<![\w.])(?:y|out|outputs?|result|z)\s*=\s*(?:self\.)?[a-z_]\w*"
    r"\((?:x|inputs?|input_tensor|img|image|images|tensor|data)\)(?!\.)"
    r"|(?<![\w.])print\((?:[a-z_]\w*\([a-z_]\w*\)|[a-z_]\w*)\.(?:shape|size\(\))\)"
    r"|(?<![\w.])(?:[a-z_]\w*\((?:x|inputs?|input_tensor|img|image|images|tensor|data)\)|y|out|outputs?|result|z)"
    r"\.(?:shape|size\(\))|(?<![\w.])(?:x|y|out|output|inputs?|input_tensor|img|image|tensor)\s*=(?!=)|(?<=\))\.(?:shape|size\(\))"
    r"|(?<=\))\((?:x|y|out|inputs?|input_tensor|img|image|tensor)\)"
    r"|(?<=[Ww]ith )x(?= )|(?<=[Ff]or )x(?= )|(?<=[Ii]f )x(?= )")
_SHAPED = re.compile(r"\.(?:shape|size\()")


def found(plain: str) -> Iterator[SentenceWord]:
    """Each of them as a filler; a shape as what comes out."""
    for each in _VARIABLES.finditer(plain):
        yield SentenceWord("O" if _SHAPED.search(each[0]) else "", each[0], *each.span())
