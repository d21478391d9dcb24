"""Notations of papers as tokens: [3x3, 64] x 2 of ResNet's tables, D_K, D_F, M and N of MobileNet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from archcalc.homework.exercises.sentence_words import Amount, SentenceWord

_ROW = re.compile(
    r"(?<![\w.x])(?<![a-z]\s)\[?\s*(?P<sides>[0-9]{1,2}x[0-9]{1,2}),\s*(?P<width>[0-9]{1,4})(?!\s*[x0-9]|\s*,\s*[0-9])"
    r"(?=\s*(?:[\];,.)–-]|$|with\b|on\b|conv|x\b|and\b))\s*\]?"
    r"(?:\s*x\s*(?P<times>[0-9]{1,2})(?![\w.x]))?(?P<joint>\s*[;,–-]\s*(?=\[?\s*[0-9]{1,2}x[0-9]))?")
_OF_MOBILENET = re.compile(r"(?<![\w.])(?P<letter>D_?\{?[KF]\}?|M|N)\s*=\s*(?P<number>[0-9]+)(?!\w|\.[0-9])")
_COST = re.compile(r"(?:D_?\{?[KF]\}?|[MN])(?:\s*(?:[·*+x]|\\cdot|\\times)\s*(?:D_?\{?[KF]\}?|[MN]))+")
"""The formula of the cost, which says nothing that the letters do not."""


def found(text: str) -> Iterator[SentenceWord]:
    """Tokens that stand for such notations, each at a place of its own within it."""
    yield from _rows(text)
    if re.search(r"(?<![\w.])D_?\{?[KF]\}?(?!\w)", text):
        yield from _letters(text)
        yield from (SentenceWord("", match[0], *match.span()) for match in _COST.finditer(text))


def _rows(text: str) -> Iterator[SentenceWord]:
    """Convolutions of a table of blocks: same padding, one after another."""
    rows = list(_ROW.finditer(text))
    listed = len(rows) > 1 or any(match[0].startswith("[") or match["times"] for match in rows)
    padded = re.search(r"\b(?:zero-?)?(?:pad|padding|padded)\b", text, re.IGNORECASE)
    for match in rows if listed else ():
        times = [("n", Amount(int(match["times"])))] if match["times"] else []
        sides = tuple(map(int, match["sides"].split("x")))
        told: list[tuple[str, Any]] = [
            *times, ("z", sides), *[("S", None)] * (not padded), ("L", "conv"), *[("y", None)] * bool(times),
            ("w", None), ("n", Amount(int(match["width"]))), ("F", None), *[("t", None)] * bool(match["joint"])]
        yield from _spread(match, told)


def _letters(text: str) -> Iterator[SentenceWord]:
    """The kernel, the sides, which stay, and the channels in and out."""
    for match in _OF_MOBILENET.finditer(text):
        letter, number = match["letter"].strip("{}").replace("_", "").replace("{", ""), int(match["number"])
        name = {"DK": "kernel", "DF": "width", "M": "channels", "N": "filters"}[letter]
        kept = [("^", ("padding", "same"))] if letter == "DF" else []
        yield from _spread(match, [("^", (name, number)), *kept])


def _spread(match: re.Match[str], told: Sequence[tuple[str, Any]]) -> Iterator[SentenceWord]:
    """Tokens one character wide, the last as wide as what is left."""
    start, end = match.span()
    for i, (code, data) in enumerate(told):
        last = i == len(told) - 1
        place = start + i, end if last else start + i + 1
        said = "times" if code == "n" and not i else match[0].strip() if code in "nzL^" else match.string[slice(*place)]
        yield SentenceWord(code, said, *place, data)
