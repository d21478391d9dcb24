"""Messages of ONNX as values with the fields that are read, decoded from the wire format within bounds.

Of arrays, large values are skipped. Source: onnx.proto of ONNX 1.23; https://protobuf.dev/programming-guides/encoding.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from archcalc.base.errors import Refused
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.protobuf_wire import PACKED, Buffer, cut, fields, number_at
from archcalc.loading.onnx.reading_bounds import MOST_NESTED, ReadingBounds
from archcalc.loading.onnx.tensors import MOST_VALUES

_new = tuple.__new__
"""Makes a named tuple of all its values in half the time."""
_AT_ONCE = 64
"""So many fields of a message are counted together."""
_GOES_ON = bytes(range(128, 256))
"""Bytes after which a number goes on."""


class NumberRow:
    """Numbers of a field: how many, and themselves where they are few."""

    __slots__ = ("size", "values")

    def __init__(self) -> None:
        self.size = 0
        self.values: list[Any] = []

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)


class MessageField(NamedTuple):
    """One field of a message: the data, where the field and its content begin and end, and what was met before."""

    data: Buffer
    begin: int
    at: int
    stop: int
    bounds: ReadingBounds
    depth: int

    @property
    def content(self) -> bytes:
        """Its bytes, which are counted."""
        self.bounds.count_structure(self.stop - self.at)
        return self.data[self.at:self.stop]


Reader = Callable[[MessageField, Any], Any]
"""Takes a field and what the message has in its place so far; gives what it has then."""


class Field(NamedTuple):
    """A field: its name, its reader, and the wire types that it may have."""

    name: str
    read: Reader
    wires: tuple[int, ...] = (PACKED,)


def decoded(kind: str, data: Buffer, start: int, end: int, bounds: ReadingBounds, depth: int = 0) -> Any:
    """A message, its fields as attributes; None, or no row, for those that it does not have. Raises Refused."""
    if depth > MOST_NESTED:
        raise Refused("too-deep", f"graphs are nested more than {MOST_NESTED} deep")
    table = _TABLES[kind]
    found, met = _NOTHING[kind].copy(), 0
    for number, begin, at, stop in fields(data, start, end):
        met += 1
        if met == _AT_ONCE:
            bounds.count_fields(met)
            met = 0
        if number in table:
            name, read, wires = table[number]
            if data[begin] & 7 in wires:  # others are fields that protobuf does not know either
                found[name] = read(_new(MessageField, (data, begin, at, stop, bounds, depth)), found[name])
    bounds.count_fields(met)
    return SimpleNamespace(**found)


def as_text(content: bytes) -> str:
    """A name or another text. Raises Refused."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Refused("encoding", "a name in it is not UTF-8") from None


def _number(piece: MessageField, before: Any) -> int:
    return _signed(number_at(piece.data, piece.at, piece.stop)[0])


def _signed(number: int) -> int:
    """A number of 64 bits, whose highest is its sign."""
    return (number & 2**64 - 1) - (2**64 if number >> 63 & 1 else 0)


def _single(piece: MessageField, before: Any) -> float:
    return float(unpacked("<f", piece.content, piece.begin)[0])


def _text(piece: MessageField, before: Any) -> str:
    return as_text(piece.content)


def _bytes(piece: MessageField, before: Any) -> bytes:
    return piece.content


def _small(piece: MessageField, before: Any) -> bytes:
    return piece.data[piece.at:piece.stop] if piece.bounds.can_keep(piece.stop - piece.at) else b""


def _place(piece: MessageField, before: Any) -> tuple[int, int]:
    return piece.at, piece.stop


def _one(kind: str) -> Reader:
    return lambda piece, before: decoded(kind, piece.data, piece.at, piece.stop, piece.bounds, piece.depth + 1)


def _list(read: Reader) -> Reader:
    def reader(piece: MessageField, before: Any) -> list[Any]:
        found: list[Any] = [] if before is None else before
        found.append(read(piece, None))
        return found
    return reader


def _row(form: str, *, values: bool = False) -> Reader:
    """Numbers, in pieces or each with a tag; the `values` of arrays are not kept where they are many."""
    def reader(piece: MessageField, before: Any) -> NumberRow:
        row = before or NumberRow()
        data, begin, at, stop, bounds, _ = piece
        packed = data[begin] & 7 == PACKED
        if values and packed and not bounds.can_keep(stop - at):
            row.size += 1
            return row
        bounds.count_fields(stop - at if packed else 0)
        content = data[at:stop]
        count = len(content.translate(None, _GOES_ON)) if form in _VARYING else len(content) // struct.calcsize(form)
        row.size += count
        if row.size <= MOST_VALUES:
            row.values.extend(_VARYING[form](content) if form in _VARYING else
                              unpacked(f"<{count}{form}", content, begin))
        return row
    return reader


def unpacked(form: str, content: bytes, at: int) -> tuple[Any, ...]:
    """Values of one size each. Raises Refused."""
    if len(content) != struct.calcsize(form):
        raise cut(at)
    return struct.unpack(form, content)


def _whole(content: bytes) -> Iterator[int]:
    at, end = 0, len(content)
    while at < end:
        number, at = number_at(content, at, end)
        yield number


_VARYING: dict[str, Callable[[bytes], Iterable[int]]] = {
    "q": lambda content: map(_signed, _whole(content)), "Q": _whole}
"""Numbers of as many bytes as they need, by the form of their value."""


def _numbered(name: str) -> Field:
    return Field(name, _number, (0,))


def _rowed(name: str, form: str, *, values: bool = False) -> Field:
    return Field(name, _row(form, values=values), (PACKED, {"f": 5, "d": 1}.get(form, 0)))


def _texts(name: str) -> Field:
    return Field(name, _list(_text))


def _places(name: str) -> Field:
    return Field(name, _list(_place))


def _entries(name: str, kind: str = "entry") -> Field:
    return Field(name, _list(_one(kind)))


_TABLES: dict[str, dict[int, Field]] = {
    "model": {2: Field("producer_name", _text), 7: _places("graphs"), 8: _entries("opset_import", "opset"),
              14: _entries("metadata_props"), 25: _places("functions")},
    "opset": {1: Field("domain", _text), 2: _numbered("version")},
    "entry": {1: Field("key", _text), 2: Field("value", _text)},
    "function": {1: Field("name", _text), 4: _texts("inputs"), 5: _texts("outputs"), 6: _texts("attributes"),
                 7: _places("nodes"), 9: _entries("opset_import", "opset"), 10: Field("domain", _text),
                 11: _places("attribute_proto")},
    "node": {1: _texts("inputs"), 2: _texts("outputs"), 3: Field("name", _text), 4: Field("op_type", _text),
             5: _places("attributes"), 7: Field("domain", _text), 9: _entries("metadata_props")},
    "attribute": {1: Field("name", _text), 2: Field("f", _single, (5,)), 3: _numbered("i"), 4: Field("s", _bytes),
                  5: Field("t", _one("tensor")), 6: Field("g", _place), 7: _rowed("floats", "f"),
                  8: _rowed("ints", "q"), 9: Field("strings", _list(_bytes)), 20: _numbered("type"),
                  21: Field("ref_attr_name", _text)},
    "tensor": {1: _rowed("dims", "q"), 2: _numbered("data_type"), 4: _rowed("float_data", "f", values=True),
               5: _rowed("int32_data", "q", values=True), 7: _rowed("int64_data", "q", values=True),
               8: Field("name", _text), 9: Field("raw_data", _small), 10: _rowed("double_data", "d", values=True),
               11: _rowed("uint64_data", "Q", values=True), 13: _entries("external_data"),
               14: _numbered("data_location")},
    "info": {1: Field("name", _text), 2: Field("type", _bytes)},
    "type": {1: Field("tensor_type", _one("tensor type"))},
    "tensor type": {1: _numbered("elem_type"), 2: Field("shape", _one("shape"))},
    "shape": {1: _entries("dim", "dim")},
    "dim": {1: _numbered("dim_value"), 2: Field("dim_param", _text)},
}
"""The fields that are read, by the kind of message and their numbers; of graphs and nodes, the places."""
_NOTHING: dict[str, dict[str, Any]] = {kind: {entry.name: None for entry in table.values()}
                                       for kind, table in _TABLES.items()}
"""What a message of a kind has before any of it is read."""
