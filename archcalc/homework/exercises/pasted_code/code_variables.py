"""Variables beside pasted calls: x = torch.randn(1, 3, 64, 64); y = conv(x); y.shape is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.errors import quoted
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

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


_PART = re.compile(r"\.(?:weight|bias|parameters|named_parameters|state_dict|children|modules|numel|grad|data)\b[\w.]*")
"""What is taken of a layer or of a model in code: nn.Linear(20, 30).weight."""


def check_whole(text: str, plain: str, call: SentenceWord) -> None:
    """Raise ArchcalcError for a part of what a call makes, which is no layer."""
    part = _PART.match(plain, call.end)
    if part:
        refuse(text, SentenceWord("", part[0], *part.span()), f"{quoted(part[0])} is not read of a call",
               "ask in words: how many weights")
