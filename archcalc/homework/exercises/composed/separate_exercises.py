"""Several exercises in one text, each with its own layers and its own question: none of them goes on with another."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Report
from archcalc.homework.exercises.composed.questions_apart import together
from archcalc.homework.exercises.scanner import tokens

_LABEL = re.compile(r"(?:^|(?<=\s))\(?(?:[a-h]|i{1,3}|iv|[1-9])\)\s+", re.IGNORECASE)
_ENDS = re.compile(r"[?؟？]+\s*")
_GOES_ON = re.compile(
    r"^\W*(?:and|but|then|now|next|after|with|without|for|und|dann|mit|et|puis|avec|y|con|luego|if)\b|"
    r"\b(?:it|its|this|that|these|those|them|they|then|now|instead|also|another|again|above|previous|other|both|same|"
    r"followed|behind|next|the (?:first |second |last )?(?:layer|network|output|result|volume|convolution|"
    r"filters?|pool\w*|"
    r"kernel|image|input|model|size)|diese[rsnm]?|dann|cette|ces|ensuite|est[ae]|luego|capa|schicht|couche)\b",
    re.IGNORECASE)
"""Words that speak of what stands before."""
_LAYERS = frozenset("Lhc")


def report(text: str, solved: Callable[[str], Report]) -> Report | None:
    """The answers to exercises that stand beside each other; None for one alone. Raises ArchcalcError."""
    pieces = _labelled(text) or _asked(text)
    if len(pieces) < 2 or any(_GOES_ON.search(piece) for piece in pieces[1:]) or not all(map(_has_layers, pieces)):
        return None
    found = [(piece.strip(" .;?"), solved(piece)) for piece in pieces]
    if any("channel in" in note for _, each in found[1:] for note in each.notes):
        raise ArchcalcError.of("exercise", f"{found[1][0]}: is it on what stands before?", hint="ask one thing "
            "at a time")
    return together(text, found)


def _labelled(text: str) -> list[str]:
    """The parts of a text that begins with a label."""
    labels = list(_LABEL.finditer(text))
    if not labels or text[:labels[0].start()].strip():
        return []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return [text[label.end():end].strip() for label, end in zip(labels, ends, strict=True)]


def _asked(text: str) -> list[str]:
    """Every part of a text up to a question mark."""
    ends = [match.end() for match in _ENDS.finditer(text)]
    if not ends or text[ends[-1]:].strip():
        return []
    return [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]


def _has_layers(piece: str) -> bool:
    """True where a part names a layer, and tells a number of it."""
    try:
        codes = {token.code for token in tokens(piece)}
    except ArchcalcError:
        return False
    return bool(_LAYERS & codes) and bool(codes & {*"nzch"})
