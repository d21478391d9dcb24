"""Specifications by what they say: YAML, the lecture's notation, or plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Place, Source
from archcalc.language.spec import Spec
from archcalc.language.text.characters import MOST_BYTES, check_characters
from archcalc.language.text.document import Document, Value, parse
from archcalc.loading import library

_ARROW = re.compile(r"\s*(?:->|→)\s*")
_SIDES = re.compile(r"\d{1,9}(?:\s*[x×*]\s*\d{1,9}){0,3}", re.IGNORECASE)
_BEGINNING = "a chain begins with what goes in, height x width x channels: 32x32x3 -> CONV3-64 -> POOL2 -> FC-10"


def load(written: str | PathLike[str] | Mapping[str, Any], *, options: Mapping[str, object] | None = None,
         input_size: str | None = None, changes: Mapping[str, object] | None = None) -> Spec:
    """The specification of a name or a file, as `library.load` has it; or of a text itself, or of plain values.

    A text is YAML of several lines or in braces, or notation. Raises ArchcalcError.
    """
    if isinstance(written, Mapping):
        return library.adapted(read_values(written), options, input_size, changes)
    name = fspath(written)
    if isinstance(written, str) and ("\n" in name or name.lstrip().startswith("{") or is_notation(name)):
        return library.adapted(read(name), options, input_size, changes)
    return library.load(name, options=options, input_size=input_size, changes=changes)


def read(text: str, name: str = "text", *, beside: Path | None = None, variant: str = "") -> Spec:
    """The specification that a text is: YAML, or notation that begins with a size.

    `name` is what messages call the text, `beside` the folder beside which it may extend others. Raises ArchcalcError.

    >>> from archcalc.network.builder import build
    >>> [node.name for node in build(read("32x32x3 -> CONV3-64 -> POOL2 -> FC-10")).nodes]
    ['input', 'conv1', 'pool1', 'flatten1', 'fc1']
    """
    return library.of_document(document(text, name), variant, beside)


def document(text: str, name: str = "text") -> Document:
    """The document that a text is; notation is one of an input and a chain of layers. Raises ArchcalcError."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise ArchcalcError.of("too-large", f"the text has more than {MOST_BYTES:,} bytes",
                               hint="a specification is small: repeat and modules say what is alike once")
    return _chain(text, name) if is_notation(text) else parse(text, name)


def read_values(values: Mapping[str, Any], name: str = "values") -> Spec:
    """The specification that plain values are: what YAML would give. Raises ArchcalcError.

    >>> read_values({"input": [1, 28, 28], "layers": ["flatten", {"linear": {"units": 10}}]}).about.name
    'values'
    """
    import json

    try:
        text = json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise ArchcalcError.of("wrong-type", "a specification holds texts, numbers, true, false, lists and mappings",
                               hint='{"input": [1, 28, 28], "layers": ["conv3-8", "flatten", "fc-10"]}') from None
    return library.of_document(parse(text, name), "", None)


def is_notation(text: str) -> bool:
    """True of a chain that begins with a size: 32x32x3 -> CONV3-64; of YAML such a line is none."""
    first = _ARROW.split(text.strip(), maxsplit=1)
    return len(first) == 2 and ":" not in first[0] and "\n" not in first[0]


def _chain(text: str, name: str) -> Document:
    """The document of a chain, whose values remember where they stand in it."""
    source = Source(name, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    check_characters(source)
    parts = [(found.start(), found.end()) for found in _ARROW.finditer(source.text)]
    size = _value(source, 0, parts[0][0])
    entries = {"input": _input(size), "layers": size.holding(_lines(source, parts[0]))}
    return Document(source, Value(entries, source, 1, 1, keys={key: size.holding(key) for key in entries}))


def _lines(source: Source, arrow: tuple[int, int]) -> list[Value]:
    """The chain behind its first arrow; a value for each line that an arrow ends or begins."""
    breaks = [found.span() for found in _ARROW.finditer(source.text, arrow[1]) if "\n" in found.group()]
    bounds = [arrow[1], *(position for span in breaks for position in span), len(source.text.rstrip())]
    lines = [_value(source, *span) for span in list(pairwise(bounds))[::2]]
    empty = next((line for line in lines if not line.text), None)
    if empty is not None:
        place = _value(source, *arrow).place if empty is lines[0] else empty.place
        raise ArchcalcError([Mistake("notation", "no layer stands behind the arrow", place, _BEGINNING)])
    return lines


def _value(source: Source, start: int, end: int) -> Value:
    """The text from one character to another as a value at its place."""
    while start < end and source.text[start].isspace():
        start += 1
    text = source.text[start:end].rstrip()
    line, column = source.text.count("\n", 0, start) + 1, start - source.text.rfind("\n", 0, start)
    return Value(text, source, line, column, len(text), text)


def _input(size: Value) -> Value:
    """The sides of what goes in, channels first: 32x32x3 is [3, 32, 32]."""
    if not _SIDES.fullmatch(size.text):
        raise ArchcalcError([Mistake("notation", "expected the size of what goes in", size.place, _BEGINNING)])
    sides = [int(side) for side in re.findall(r"\d+", size.text)]
    if len(sides) == 2:
        raise ArchcalcError([_without_channels(size.place)])
    order = sides if len(sides) == 1 else [sides[-1], *sides[:-1]]
    return size.holding([Value(side, size.source, size.line, size.column, size.width, str(side)) for side in order])


def _without_channels(place: Place) -> Mistake:
    return Mistake("notation", "two sides do not say how many channels there are", place,
                   "28x28x1 is an image of one channel; a signal wants YAML: input: [channels, length]")

