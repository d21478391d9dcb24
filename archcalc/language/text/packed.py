"""A document packed into bytes, so that a bundled specification is read without parsing its YAML again."""

from __future__ import annotations

import marshal
from typing import Any
from zlib import crc32

from archcalc.base.errors import Source
from archcalc.language.text.values import Document, Value

_MARSHAL = 2
"""The version of marshal's format that every Python reads alike."""
_SCALAR, _LIST, _MAPPING = range(3)


def packed(document: Document) -> bytes:
    """The document, under the checksum of its text."""
    return marshal.dumps((_checksum(document.source), _pack(document.root)), _MARSHAL)


def unpacked(raw: bytes, source: Source) -> Document | None:
    """The document that was packed from this very text; None where it was another."""
    checksum, tree = marshal.loads(raw)  # noqa: S302 - the wheel's own file, beside the code that is run
    return Document(source, _unpack(tree, source)) if checksum == _checksum(source) else None


def _checksum(source: Source) -> int:
    return crc32(source.text.encode("utf-8"))


def _pack(value: Value) -> tuple[Any, ...]:
    at = value.place[1:]
    if isinstance(value.data, dict):
        entries = [(_pack(value.keys[key]), _pack(item)) for key, item in value.data.items()]
        return _MAPPING, at, entries
    if isinstance(value.data, list):
        return _LIST, at, [_pack(item) for item in value.data]
    return (_SCALAR, at, value.data, value.text, *([True] if value.in_quotes else []))


def _unpack(tree: tuple[Any, ...], source: Source) -> Value:
    kind, (line, column, width), data, *text = tree
    if kind == _SCALAR:
        return Value(data, source, line, column, width, text[0], in_quotes=len(text) > 1)
    if kind == _LIST:
        return Value([_unpack(item, source) for item in data], source, line, column, width)
    keys = [_unpack(key, source) for key, _ in data]
    values = {key.text: _unpack(item, source) for key, (_, item) in zip(keys, data, strict=True)}
    return Value(values, source, line, column, width, keys={key.text: key for key in keys})
