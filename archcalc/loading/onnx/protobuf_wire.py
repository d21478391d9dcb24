"""The wire format of an ONNX file: where the fields of a message are, and numbers.

A protobuf message is a row of fields: a tag (number and wire type), then a number, four or eight bytes, or a length
and as many bytes, which may be a message again. What is not looked at is skipped, so that of a file of gigabytes only
the structure is touched. Source: https://protobuf.dev/programming-guides/encoding.
"""

from __future__ import annotations

from collections.abc import Iterator
from mmap import mmap

from archcalc.base.errors import Refused

Buffer = bytes | mmap

PACKED, _NUMBER, _EIGHT, _FOUR = 2, 0, 1, 5
"""Wire types: a length and so many bytes, a number, eight bytes, four."""


def fields(data: Buffer, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """The fields of a message: number, where it begins, where its content begins and where it ends."""
    while at < end:
        begin = at
        tag = data[at]
        at += 1
        if tag > 127:
            tag, at = number_at(data, begin, end)
        wire = tag & 7
        if wire == PACKED:
            if at >= end:
                raise cut(begin)
            size = data[at]
            at += 1
            if size > 127:
                size, at = number_at(data, at - 1, end)
            stop = at + size
        elif wire == _NUMBER:
            _, stop = number_at(data, at, end)
        elif wire in {_EIGHT, _FOUR}:
            stop = at + (8 if wire == _EIGHT else 4)
        else:
            raise Refused("onnx", f"byte {begin:,} begins no field: it is not an ONNX file")
        if stop > end:
            raise cut(begin)
        yield tag >> 3, begin, at, stop
        at = stop


def number_at(data: Buffer, at: int, end: int) -> tuple[int, int]:
    """A number of one to ten bytes, seven bits in each, the lowest first; and where it ends. Raises Refused."""
    value = shift = 0
    while at < end and shift < 70:
        byte = data[at]
        value |= (byte & 127) << shift
        at += 1
        if byte < 128:
            return value, at
        shift += 7
    raise cut(at)


def cut(at: int) -> Refused:
    """A field that the file ends in."""
    return Refused("onnx", f"a field at byte {at:,} reaches past its end: the file is cut off, or not an ONNX file")
