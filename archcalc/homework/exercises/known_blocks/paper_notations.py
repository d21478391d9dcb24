"""Notations of papers as tokens: [3x3, 64] x 2 of ResNet's tables, D_K, D_F, M and N of MobileNet, C1 to F6."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from archcalc.homework.exercises.sentence_words import Amount, SentenceWord

_NAMES = ("conv", "volution", "volutional", "pool", "pooling", "layer", "size")
_BEHIND_NAME = "".join(rf"(?<!{name} )" for name in _NAMES)
_ROW = re.compile(
    rf"(?<![\w.x]){_BEHIND_NAME}\[?\s*(?P<sides>[0-9]{{1,2}}x[0-9]{{1,2}}),\s*(?P<width>[0-9]{{1,4}})"
    r"(?!\s*[x0-9]|\s*,\s*[0-9])(?=\s*(?:[\];,.)–-]|$|with\b|on\b|conv|x\b|and\b))\s*\]?"
    r"(?:\s*x\s*(?P<times>[0-9]{1,2})(?![\w.x]))?(?P<joint>\s*[;,–-]\s*(?=\[?\s*[0-9]{1,2}x[0-9]))?")
_CALLED = re.compile(r"\s*conv(?:olution(?:al)?|s|\b)", re.IGNORECASE)
"""The name of all rows behind the last."""
_OF_MOBILENET = re.compile(r"(?<![\w.])(?P<letter>D_?\{?[KF]\}?|M|N)\s*=\s*(?P<number>[0-9]+)(?!\w|\.[0-9])")
_COST = re.compile(r"(?:D_?\{?[KF]\}?|[MN])(?:\s*(?:[·*+x]|\\cdot|\\times)\s*(?:D_?\{?[KF]\}?|[MN]))+")
"""The formula of the cost, which says nothing that the letters do not."""


_LABEL = re.compile(r"(?:(?<=layer )|(?<![\w=.]))(?P<kind>[CSF])(?P<place>[1-9])(?![\w=]|\s*[=x])")
_LABELLED = re.compile(r"\blenet\b|\blayer [CSF][1-9]\b", re.IGNORECASE)
_KINDS = {"C": "conv", "S": "avg_pool", "F": "linear"}
_OWN_NAME = re.compile(r"\s*(?:[:(,]|is|is\s+an?|has\s+an?)?\s*(?:an?\s+)?(?:[0-9]+x[0-9]+\s+)?"
                       r"(?:average|avg|max|mean|sub-?sampl|pool|conv|fully|dense|f\.?c)", re.IGNORECASE)
_MATRIX = re.compile(r"(?<![\w.])[Ww]_?\{?[1-9]\}?(?=\s+(?:maps|connects|transforms|takes|turns|goes)\b)")
"""W1 maps ...: the verb says all."""
_STEPS = re.compile(r"(?<=\()\s*(?:time_?steps|steps|seq_?len|sequence_length|T|N|None|batch(?:_size)?)\s*,\s*"
                    r"(?=[0-9]+\s*\))")
"""So many steps of so many features: (timesteps, 64)."""


def found(text: str) -> Iterator[SentenceWord]:
    """Tokens that stand for such notations, each at a place of its own within it."""
    yield from _rows(text)
    yield from (SentenceWord("", match[0], *match.span()) for match in _MATRIX.finditer(text))
    yield from (SentenceWord("", match[0], *match.span()) for match in _STEPS.finditer(text))
    if _LABELLED.search(text):
        yield from _labels(text)
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
            *times, ("z", sides), *[("L", "conv")] * (not _CALLED.match(text, match.end())),
            *[("y", None)] * bool(times), ("w", None), ("n", Amount(int(match["width"]))), ("F", None),
            *[("S", None)] * (not padded), *[("t", None)] * bool(match["joint"])]
        yield from _spread(match, told)


def _labels(text: str) -> Iterator[SentenceWord]:
    """Layers of LeNet by its labels: convolutions, subsampling, fully connected ones; no more where a name follows."""
    for match in _LABEL.finditer(text):
        named = _OWN_NAME.match(text, match.end())
        if named is None:
            yield SentenceWord("L", match[0], *match.span(), _KINDS[match["kind"]])


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
