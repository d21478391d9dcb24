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
    at = (value.line, value.column, value.width)
    if isinstance(value.data, dict):
        return _MAPPING, [(_pack(value.keys[key]), _pack(item)) for key, item in value.data.items()], *at
    if isinstance(value.data, list):
        return _LIST, [_pack(item) for item in value.data], *at
    return _SCALAR, value.data, *at, value.text, *([True] if value.in_quotes else [])


def _unpack(tree: tuple[Any, ...], source: Source) -> Value:
    kind, data, *rest = tree
    if kind == _SCALAR:
        return Value(data, source, *rest)
    if kind == _LIST:
        return Value([_unpack(item, source) for item in data], source, *rest)
    line, column, width = rest
    keys = {key.text: key for key in [_unpack(key, source) for key, _ in data]}
    values = [_unpack(item, source) for _, item in data]
    return Value(dict(zip(keys, values, strict=True)), source, line, column, width, keys=keys)
