"""Safetensors: a header in JSON, then the values of all arrays, one after another; nothing in it can be executed.

    8 bytes    length of the header, little endian
    header     {"name": {"dtype": "F32", "shape": [...], "data_offsets": [from, to]}, ...}
    values     little endian, rows first

Source: the format's description by Hugging Face, https://github.com/huggingface/safetensors.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

from archcalc.base import files
from archcalc.base.atomic_files import opened
from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.weights.stored_array import MOST_ARRAYS, StoredArray
from archcalc.network.graph import Graph

SUFFIXES = (".safetensors",)
NAMES_DIFFER = False
LONGEST_HEADER = 2**24
_METADATA = "__metadata__"
_MOST_AXES = 64
_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1",
          "U16": "<u2", "U32": "<u4", "U64": "<u8", "BOOL": "?", "BF16": "<u2"}
"""NumPy's type of the values, or of their bits."""
_NAMES = {"float64": "F64", "float32": "F32", "float16": "F16"}


class _Entry(NamedTuple):
    """An array in the header: the type of its values, its shape, and where they are among all values."""

    kind: str
    shape: tuple[int, ...]
    first: int
    last: int


@contextmanager
def arrays(path: Path, graph: Graph | None = None) -> Iterator[dict[str, StoredArray]]:
    """Every array by name, while the file is open. Raises ArchcalcError."""
    with files.opened(path) as file:
        try:
            header = _header(file)
            start, size = file.tell(), os.fstat(file.fileno()).st_size
            entries = {name: _entry(name, entry, size - start) for name, entry in header.items() if name != _METADATA}
        except Refused as fact:
            raise files.unfit(path, fact) from None
        yield {name: StoredArray(entry.shape, partial(_values, path, file, start, name, entry))
               for name, entry in entries.items()}


def _header(file: BinaryIO) -> dict[str, Any]:
    """The table of tensors, with each name once. Raises Refused."""
    length = int.from_bytes(file.read(8), "little")
    if length > LONGEST_HEADER:
        raise Refused("weights", f"it begins with a header of {length:,} bytes, and at most {LONGEST_HEADER:,} are "
                                 "read", hint="is it a .safetensors file?")
    text = file.read(length)
    if len(text) < length or not text:
        raise Refused("weights", "it ends within its header", hint="copy the file again")
    if text.count(b"{") > MOST_ARRAYS or text.count(b"[") > 2 * MOST_ARRAYS:
        raise Refused("too-large", f"it has more than {MOST_ARRAYS:,} arrays")
    try:
        header = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Refused("weights", "its header is no JSON", hint="is it a .safetensors file?") from None
    if not isinstance(header, dict):
        raise Refused("weights", "its header is no table of tensors", hint="is it a .safetensors file?")
    return header


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused("weights", "a name stands in its header twice")
    return found


def _entry(name: str, entry: Any, room: int) -> _Entry:
    """An entry, if it is one, and its values lie within the file. Raises Refused."""
    subject = f"its array {quoted(name)}"
    if not isinstance(entry, dict) or not {"dtype", "shape", "data_offsets"} <= entry.keys():
        raise Refused("weights", f"{subject} has no type, shape and place")
    kind, shape, place = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not _are_sizes(shape) or len(shape) > _MOST_AXES or not _are_sizes(place) or len(place) != 2:
        raise Refused("weights", f"{subject} has a shape or a place that is none")
    first, last = place
    if not isinstance(kind, str) or kind not in _TYPES:
        raise Refused("weights", f"{subject} holds values of type {quoted(kind, '')}",
                      expected=f"one of: {', '.join(_TYPES)}")
    if not first <= last <= room or last - first != prod(shape) * _size(kind):
        raise Refused("weights", f"{subject}: {quoted(shape, '')} does not fit into the bytes {first:,} to {last:,}")
    return _Entry(kind, tuple(shape), first, last)


def _are_sizes(value: Any) -> bool:
    return isinstance(value, list) and all(type(each) is int and 0 <= each < 2**63 for each in value)


def _size(kind: str) -> int:
    """The bytes of one value."""
    return int(import_module("numpy").dtype(_TYPES[kind]).itemsize)


def _values(path: Path, file: BinaryIO, start: int, name: str, entry: _Entry) -> Any:
    numpy = import_module("numpy")
    file.seek(start + entry.first)
    array = numpy.fromfile(file, dtype=_TYPES[entry.kind], count=prod(entry.shape))
    if array.size != prod(entry.shape):
        raise files.unreadable(path, f"the values of {name} are cut off")
    if entry.kind == "BF16":
        array = (array.astype("u4") << 16).view("f4")
    return array.reshape(entry.shape)


def write(path: Path, arrays: Mapping[str, Any]) -> None:
    """A file that holds the arrays."""
    header: dict[str, Any] = {}
    end = 0
    for name, array in arrays.items():
        header[name] = {"dtype": _NAMES[array.dtype.name], "shape": list(array.shape),
                        "data_offsets": [end, end + array.nbytes]}
        end += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with opened(path) as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in arrays.values():
            file.write(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
