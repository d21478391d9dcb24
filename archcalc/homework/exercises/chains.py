"""A sentence in the lecture's notation: 32x32x3 -> 2x (CONV3-64 -> RELU) -> FC-10, read as a file's step is."""

from __future__ import annotations

import re

from archcalc.base.errors import ArchcalcError, Source, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.notation import FIGURES, words
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
_ASKING = frozenset(("what", "which", "how", "find", "many", "much", "is", "are", "the", "has", "have", "does", "do",
                     "of", "number", "a", "an", "there", "in", "it"))
_NAME = "exercise"


class Parts(NamedTuple):
    """A sentence with a chain: the size that goes in, the chain, where that begins, and the words of the question."""

    text: str
    size: str
    chain: str
    start: int
    asked: str = ""


def parts(text: str) -> Parts | None:
    """The parts of a sentence with a chain in it; None for one without.

    >>> parts("CONV3-8 -> POOL2 on 32x32x3")[1:], parts("conv 8 3x3 on 32x32x3")
    (('32x32x3', 'CONV3-8 -> POOL2', 0, ''), None)
    """
    if not _SIGN.search(text):
        return None
    whole = text.rstrip("? .\n")
    first, last = _FIRST.match(whole), _LAST.search(whole)
    before = _BEFORE.match(whole, first.end() if first else 0)
    start = before.end() if before else first.end() if first else 0
    rest = whole[start: last.start() if last else len(whole)]
    after = None if before else _AFTER.search(rest)
    size = before["size"] if before else after["size"] if after else ""
    asked = " ".join(found["asked"] for found in (first, last) if found)
    return Parts(text, size, rest[: after.start()] if after else rest, start, asked)


def figure(question: str) -> str:
    """The figure that a question before or behind a chain asks for; a word that is none of its own is refused.

    >>> figure("how many parameters has")
    'params'
    """
    found = [word.text for word in words(question)]
    if unknown := [word for word in found if word not in _ASKING and word not in FIGURES]:
        raise ArchcalcError.of("exercise", f"{quoted(unknown[0])} is not understood beside a chain",
                               hint="for example how many parameters has 32x32x3 -> CONV3-64")
    return next((FIGURES[word] for word in found if word in FIGURES), "")


def document(found: Parts, shape: Shape) -> Document:
    """The network of a chain as a file would have it, at the places of the sentence."""
    source = Source(_NAME, found.text.replace("\n", " "))

    def value(data: object, column: int = 1, width: int = 1, written: str = "") -> Value:
        return Value(data, source, 1, column, width, written)

    step = value(found.chain, found.start + 1, len(found.chain), found.chain)
    root = value({"input": value([value(size) for size in shape]), "layers": value([step])})
    root.keys = {key: value(key) for key in root.data}
    return Document(source, root)
