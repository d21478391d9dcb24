"""Safetensors: a header in JSON, then the values of all arrays, one after another; nothing in it can be executed.

    8 bytes    length of the header, little endian
    header     {"name": {"dtype": "F32", "shape": [...], "data_offsets": [from, to]}, ...}
    values     little endian, rows first

Source: the format's description by Hugging Face, https://github.com/huggingface/safetensors.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib import import_module
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

from archcalc.base import files
from archcalc.base.atomic_files import opened
from archcalc.base.errors import Refused
from archcalc.base.files import unreadable

SUFFIXES = (".safetensors",)
NAMES_DIFFER = False
LONGEST_HEADER = 2**24
_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1"}
_DAMAGED = "is the path right, and the file whole?"
_NAMES = {"float64": "F64", "float32": "F32", "float16": "F16"}


def read(path: Path) -> dict[str, Any]:
    """Every array, by name."""
    try:
        with files.opened(path) as file:
            length = int.from_bytes(file.read(8), "little")
            if length > LONGEST_HEADER:
                raise Refused("weights", f"a header of {length:,} bytes", hint=_DAMAGED)
            header = json.loads(file.read(length))
            header.pop("__metadata__", None)
            start, size = file.tell(), os.fstat(file.fileno()).st_size
            return {str(name): _array(file, entry, start, size) for name, entry in header.items()}
    except (Refused, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise unreadable(path, error) from None


def _array(file: BinaryIO, entry: dict[str, Any], start: int, size: int) -> Any:
    numpy = import_module("numpy")
    kind = _TYPES.get(entry["dtype"])
    if kind is None:
        raise Refused("weights", f"values of type {entry['dtype']}", hint=_DAMAGED)
    first, last = entry["data_offsets"]
    shape = tuple(entry["shape"])
    if not 0 <= first <= last <= size - start or last - first != prod(shape) * numpy.dtype(kind).itemsize:
        raise Refused("weights", f"{shape} does not fit into the bytes {first} to {last}", hint=_DAMAGED)
    file.seek(start + first)
    return numpy.fromfile(file, dtype=kind, count=prod(shape)).reshape(shape)


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
