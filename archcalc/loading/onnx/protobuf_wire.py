"""A walk along the wire format of an ONNX file, before anything parses it, that leaves out what is large.

A protobuf message is a row of fields: a tag (number and wire type), then a number, four or eight bytes, or a length
and as many bytes, which may be a message again. The arrays' values are skipped, not read, so that of a file of
gigabytes only the structure is touched. Two bytes of a file can become a message of two hundred in memory: parts are
counted, and limited, here. Source: https://protobuf.dev/programming-guides/encoding; onnx.proto of ONNX 1.23.
"""

from __future__ import annotations

from collections.abc import Iterator
from mmap import mmap

from archcalc.base.errors import Refused

Buffer = bytes | mmap

MOST_NODES = 200_000
"""So many nodes, and so many arrays."""
MOST_PARTS = 4_000_000
"""So many messages inside of them, at most: counted by the bytes that could begin one."""
MOST_FIELDS = 2_000_000
"""So many fields of messages that are walked one by one; of numbers in one piece, so many bytes."""
MOST_STRUCTURE = 40 << 20
"""So many bytes without the arrays' values."""
MOST_NESTED = 32
SMALL_VALUES = 4096
"""Values of so many bytes are kept: shapes, sizes, limits of a clip."""
_SMALL = 512
"""Parts of so many bytes are kept as they are, unless a part of them has to be counted."""

_LENGTH, _NUMBER, _EIGHT, _FOUR = 2, 0, 1, 5
_DROPPED, _VALUES, _ROW = "dropped", "values", "row"
_PARTS: dict[str, dict[int, str]] = {
    "model": {6: _DROPPED, 7: "graph", 20: _DROPPED, 25: _DROPPED},
    "graph": {1: "node", 5: "tensor", 10: _DROPPED, 11: "info", 12: "info", 13: "info", 14: _DROPPED, 15: _DROPPED},
    "node": {5: "attribute", 6: _DROPPED},
    "attribute": {5: "tensor", 6: "graph", 7: _ROW, 8: _ROW, 10: "tensor", 11: "graph", 13: _DROPPED, 22: _DROPPED,
                  23: _DROPPED},
    "tensor": {1: _ROW, 4: _VALUES, 5: _VALUES, 6: _DROPPED, 7: _VALUES, 9: _VALUES, 10: _VALUES, 11: _VALUES,
               12: _DROPPED},
    "info": {3: _DROPPED},
}
"""What the fields of a message hold, where it matters; doc strings, training and bodies of functions are dropped."""
_BEGINNINGS = b"\x0a\x12\x2a\x4a\x52\x6a\x7a"
"""The tags of messages and names that a node, an attribute or a shape may hold many of."""


def structure(data: Buffer) -> bytes:
    """The same file without its arrays' values; raises `Refused` for what is no ONNX file, cut off, or too much."""
    if not len(data):
        raise Refused("onnx", "the file is empty")
    walk = _Walk(data)
    pieces = walk.message("model", 0, len(data), 0)
    if not walk.graphs:
        raise Refused("onnx", "there is no graph in it: it is not an ONNX model")
    size = sum(map(len, pieces))
    if size > MOST_STRUCTURE:
        raise Refused("too-large", f"{size:,} bytes of structure, and at most {MOST_STRUCTURE:,} are read")
    found = b"".join(pieces)
    if sum(found.count(tag) for tag in _BEGINNINGS) > MOST_PARTS:
        raise Refused("too-large", f"more than {MOST_PARTS:,} parts: attributes, sizes and names")
    return found


def without_values(data: Buffer, start: int, end: int) -> bytes:
    """An array's message without its values. Raises Refused."""
    return b"".join(_Walk(data).message("tensor", start, end, 0))


class _Walk:
    """One walk, and what it has met."""

    def __init__(self, data: Buffer) -> None:
        self.data = data
        self.graphs = 0
        self.fields = 0
        self.met: dict[str, int] = {}

    def message(self, kind: str, start: int, end: int, depth: int) -> list[bytes]:
        """A message's bytes in pieces, without what is dropped."""
        if depth > MOST_NESTED:
            raise Refused("too-deep", f"graphs are nested more than {MOST_NESTED} deep")
        self.graphs += kind == "graph"
        parts, pieces, kept = _PARTS[kind], [], start
        for number, begin, at, stop in fields(self.data, start, end):
            part = parts.get(number)
            self.fields += stop - at if part is _ROW else 1
            if self.fields > MOST_FIELDS:
                raise Refused("too-large", f"more than {MOST_FIELDS:,} fields: nodes, arrays, attributes, numbers")
            if part is None or part is _ROW or (part is _VALUES and stop - at <= SMALL_VALUES):
                continue
            if part is not _DROPPED and part is not _VALUES:
                self.count(part)
                if stop - at <= _SMALL and part != "graph":
                    continue
            pieces.append(self.data[kept:begin])
            kept = stop
            if part is not _DROPPED and part is not _VALUES:
                inside = self.message(part, at, stop, depth + 1)
                pieces += [_written(number << 3 | _LENGTH), _written(sum(map(len, inside))), *inside]
        pieces.append(self.data[kept:end])
        return pieces

    def count(self, part: str) -> None:
        """One more node or array; too many are refused."""
        self.met[part] = count = self.met.get(part, 0) + 1
        if count > MOST_NODES and part in {"node", "tensor"}:
            noun = "arrays" if part == "tensor" else "nodes"
            raise Refused("too-large", f"more than {MOST_NODES:,} {noun}")


def fields(data: Buffer, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """The fields of a message: number, where it begins, where its content begins and where it ends."""
    while at < end:
        begin = at
        tag = data[at]
        at += 1
        if tag > 127:
            tag, at = _read(data, begin, end)
        wire = tag & 7
        if wire == _LENGTH:
            if at >= end:
                raise _cut(begin)
            size = data[at]
            at += 1
            if size > 127:
                size, at = _read(data, at - 1, end)
            stop = at + size
        elif wire == _NUMBER:
            _, stop = _read(data, at, end)
        elif wire in {_EIGHT, _FOUR}:
            stop = at + (8 if wire == _EIGHT else 4)
        else:
            raise Refused("onnx", f"byte {begin:,} begins no field: it is not an ONNX file")
        if stop > end:
            raise _cut(begin)
        yield tag >> 3, begin, at, stop
        at = stop


def _read(data: Buffer, at: int, end: int) -> tuple[int, int]:
    """A number of one to ten bytes, seven bits in each, the lowest first; and where it ends."""
    value = shift = 0
    while at < end and shift < 70:
        byte = data[at]
        value |= (byte & 127) << shift
        at += 1
        if byte < 128:
            return value, at
        shift += 7
    raise _cut(at)


def _written(value: int) -> bytes:
    """A number as `_read` reads it."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _cut(at: int) -> Refused:
    return Refused("onnx", f"a field at byte {at:,} reaches past its end: the file is cut off, or not an ONNX file")
