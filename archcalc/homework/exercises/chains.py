"""A sentence in the lecture's notation: 32x32x3 -> 2x (CONV3-64 -> RELU) -> FC-10, read as a file's step is."""

from __future__ import annotations

import re

from archcalc.base.errors import ArchcalcError, Source
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.diagnostics import Notes
from archcalc.language.notation.chain import chain
from archcalc.language.text.document import Document
from archcalc.language.text.values import Value
from archcalc.operators.operator import Shape

_SIGN = re.compile(r"->|→|(?<![\w.,])[0-9]+\s?[x×](?=\s*[a-z(])", re.IGNORECASE)
"""An arrow, or rounds: what no sentence in other words holds."""
_SIZE = r"[\[(]?\s*[0-9]+(?:\s*[x×,]\s*[0-9]+){0,2}\s*[\])]?"
_BEFORE = re.compile(rf"\s*(?:input\b\s*:?\s*)?(?P<size>{_SIZE})\s*(?:->|→|:|,)\s*", re.IGNORECASE)
_AFTER = re.compile(rf"\s+(?:on|for)\s+(?:an?\s+)?(?:input\s+)?(?P<size>{_SIZE})\s*$", re.IGNORECASE)
_FIRST = re.compile(
    r"\s*(?P<asked>(?:how|what|which|find)\b[a-z\s-]*?)(?=\s(?:input\s*)?[\[(0-9]|\s[a-z]+-?[0-9])", re.IGNORECASE)
_LAST = re.compile(r"\s*[:;,?.]\s*(?P<asked>(?:how|what|which|find)\b[a-z\s-]*)$", re.IGNORECASE)
"""What is asked, before the chain or behind it."""
_NAME = "exercise"


class Parts(NamedTuple):
    """A sentence with a chain, and where that begins."""

    text: str
    chain: str
    start: int


def parts(text: str) -> Parts | None:
    """The parts of a sentence with a chain in it; None for one without.

    >>> parts("CONV3-8 -> POOL2 on 32x32x3")[1:], parts("conv 8 3x3 on 32x32x3")
    (('CONV3-8 -> POOL2', 0), None)
    """
    if not _SIGN.search(text):
        return None
    whole = text.rstrip("? .\n")
    first, last = _FIRST.match(whole), _LAST.search(whole)
    before = _BEFORE.match(whole, first.end() if first else 0)
    start = before.end() if before else first.end() if first else 0
    rest = whole[start: last.start() if last else len(whole)]
    after = None if before else _AFTER.search(rest)
    return Parts(text, rest[: after.start()] if after else rest, start)


def check(found: Parts) -> None:
    """Raise ArchcalcError for what is wrong in a chain, each word under its caret."""
    notes = Notes()
    chain(_step(found, Source(_NAME, found.text.replace("\n", " "))), notes, ())
    if notes.mistakes:
        raise ArchcalcError(notes.mistakes)


def document(found: Parts, shape: Shape) -> Document:
    """The network of a chain as a file would have it, at the places of the sentence."""
    source = Source(_NAME, found.text.replace("\n", " "))

    def value(data: object, column: int = 1, width: int = 1, written: str = "") -> Value:
        return Value(data, source, 1, column, width, written)

    root = value({"input": value([value(size) for size in shape]), "layers": value([_step(found, source)])})
    root.keys = {key: value(key) for key in root.data}
    return Document(source, root)


def _step(found: Parts, source: Source) -> Value:
    """The chain at its place."""
    return Value(found.chain, source, 1, found.start + 1, len(found.chain), found.chain)
