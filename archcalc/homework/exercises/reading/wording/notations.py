"""Layers as the lecture writes them, CONV3-64, POOL2 and FC-10, the layers' own numbers, rounds and rows of widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.reading.wording import senses
from archcalc.homework.exercises.sentence_words import Amount
from archcalc.language.notation.heads import Head, compact

_HEAD = re.compile(r"(?<![\w.-])[A-Za-z]{2,16}-?[0-9]+(?:x[0-9]+)?(?:-[0-9]+(?:x[0-9]+)?)*(?![\w]|-\w|\.[0-9])")
_NAMED = re.compile(r"(?<![\w.-])(?P<name>[A-Za-z]{2,16})(?P<number>[1-9])(?![\w]|-\w|\.[0-9])")
_STRIDE = re.compile(r"(?<=[\w,)])\s*/\s?(?P<stride>[1-9])(?![\w./])(?=\s*(?:,|;|->|→|\)|$|\s))")
"""7x7/2, and 7x7, 64, /2."""
_TWICE = re.compile(r"\(?\b(?:count(?:ing)?\s+)?(?:1|one|an?|each)\s+(?:macs?|multiply[- ](?:add|accumulate)s?)\s*"
                    r"(?:=|(?:is|are|as|being|counts?|counted)\s+(?:as\s+)?)\s*(?:2|two)\s+"
                    r"(?:flops?|operations?|ops)\b\)?", re.IGNORECASE)
"""1 MAC = 2 FLOPs, as they are counted in any case."""
_AFTER = re.compile(r"(?<=[\w\])])\s+x(?P<times>[0-9]{1,2})(?![\w.x]|\s*x)")
"""conv3-64 x2."""
_BEFORE = re.compile(r"(?<![\w.])(?P<times>[0-9]{1,2})\s?x\s*(?=\(|[A-Z]{2,})")
"""2x (CONV3-64 -> RELU)."""
_ROW = re.compile(r"(?<![\w.-])[0-9]{1,6}(?:\s?[-–—]\s?[0-9]{1,6}){2,}(?![\w-]|\.[0-9])")
"""784-256-10: the widths of a network."""


_NARROWEST = 9
"""Layers of fewer units are seldom written so: fc6 is the sixth layer."""


class InNotation(NamedTuple):
    """A stretch in notation and its sense."""

    sense: str
    data: Any
    text: str
    start: int
    end: int


def notations(text: str, plain: str) -> Iterator[InNotation]:
    """The stretches in notation: layers, with or without numbers of their own; how often; rows of widths."""
    heads = [(match, head) for match in _HEAD.finditer(plain) if (head := compact(match[0]))]
    labelled = any(_is_bare(head, match[0]) and head.numbers[0][1] == "1" for match, head in heads)
    for match, head in heads:
        start, end = match.span()
        number = head.numbers[0][1]
        if _is_bare(head, match[0]) and (labelled or _is_label(head, int(number))):
            yield InNotation("ordinal", int(number), text[start:end], start, end)
            yield InNotation("layer", head.op.kind, text[start:end], start, end)
        else:
            yield InNotation("notation", head, text[start:end], start, end)
    yield from _named(text, plain, {match.start() for match, _ in heads}, labelled=labelled)
    for match in _STRIDE.finditer(plain):
        yield InNotation("attribute", "stride", match[0], *match.span())
        yield InNotation("number", Amount(int(match["stride"])), match[0], *match.span())
    for match in _TWICE.finditer(plain):
        yield InNotation("", None, match[0], *match.span())
    for match in _AFTER.finditer(plain):
        yield InNotation("repeats", int(match["times"]), match[0].strip(), *match.span())
    for match in _BEFORE.finditer(plain):
        yield InNotation("rounds", (int(match["times"]), _closing(plain, match.end())), match[0], *match.span())
    for match in _ROW.finditer(plain):
        yield InNotation("passage", tuple(map(int, re.findall("[0-9]+", match[0]))), match[0], *match.span())


def _named(text: str, plain: str, taken: set[int], *, labelled: bool) -> Iterator[InNotation]:
    """Names of layers with a number, which is their own, CONV1, or else their window, where some stand twice."""
    names = [(match, meant) for match in _NAMED.finditer(plain) if match.start() not in taken
             and (meant := senses.meaning(match["name"].lower())) and meant.sense == "layer"]
    written = [match[0].lower() for match, _ in names]
    windows = not labelled and not any(each.endswith("1") for each in written) and len({*written}) < len(written)
    for match, meant in names:
        start, end = match.span()
        number = int(match["number"])
        yield InNotation("size", (number, number), text[start:end], start, end) if windows else InNotation(
            "ordinal", number, text[start:end], start, end)
        yield InNotation("layer", meant.data, text[start:end], start, end)


def _is_bare(head: Head, written: str) -> bool:
    """True of a name with one number, which may be the layer's own: CONV2, POOL2, fc6."""
    return len(head.numbers) == 1 and written.isalnum() and head.numbers[0][1].isdecimal()


def _is_label(head: Head, number: int) -> bool:
    """True of a number that is no usual width or window: fc6, conv2."""
    return number < _NARROWEST if "linear" in head.op.traits else number % 2 == 0 and "convolution" in head.op.traits


def _closing(plain: str, start: int) -> int:
    """The end of what stands in parentheses; of a layer without any, its own end."""
    depth = 0
    for i in range(start, len(plain)):
        depth += {"(": 1, ")": -1}.get(plain[i], 0)
        if not depth and (plain[i] == ")" or not plain.startswith("(", start)):
            return i + 1
    return len(plain)


def sides(head: Head) -> dict[str, Any]:
    """The attributes that stand in a layer's head."""
    found = {}
    for name, text, _ in head.numbers:
        numbers = [int(each) for each in re.split("[x×]", text.lower())]
        found[name] = numbers if len(numbers) > 1 else numbers[0]
    return found
