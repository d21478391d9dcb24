"""A document packed into bytes, so that a bundled specification is read without parsing its YAML again."""

from __future__ import annotations

import marshal
from typing import Any
from zlib import crc32

from archcalc.base.errors import Source
from archcalc.language.text.values import NO_KEYS, Document, Value

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
    return Value(data, source, *rest) if kind == _SCALAR else _Container(kind, data, source, *rest)


class _Container(Value):
    """A list or a mapping whose values are unpacked when they are asked for: of a file's variants one alone is."""

    __slots__ = ("kind", "packed")

    def __init__(self, kind: int, packed: list[Any], source: Source, line: int, column: int, width: int) -> None:
        self.kind, self.packed, self.source = kind, packed, source
        self.line, self.column, self.width, self.text, self.in_quotes = line, column, width, "", False

    def __getattr__(self, name: str) -> Any:
        """The values, or the keys, at the first time."""
        if name not in {"data", "keys"}:
            raise AttributeError(name)
        if self.kind == _LIST:
            self.data, self.keys = [_unpack(item, self.source) for item in self.packed], NO_KEYS
        else:
            self.keys = {key.text: key for key in [_unpack(key, self.source) for key, _ in self.packed]}
            values = [_unpack(item, self.source) for _, item in self.packed]
            self.data = dict(zip(self.keys, values, strict=True))
        return getattr(self, name)
