r"""The header of an array as NumPy stores it. Nothing in it is executed.

    6 bytes    magic
    2 bytes    version of the format
    2 or 4     length of the header
    header     a Python dictionary: {'descr': '<f4', 'fortran_order': False, 'shape': (10, 84), }
    values

Source: the module numpy.lib.format of NumPy, which also reads the header.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import IO, Any
from warnings import catch_warnings

from archcalc.base.named_tuples import NamedTuple

_MAGIC = b"\x93NUMPY"
_LONGEST_HEADER = 10_000
"""As many bytes as NumPy's own reader takes."""


class NpyHeader(NamedTuple):
    """Where values begin, the shape, whether rows come first, and the type."""

    start: int
    shape: tuple[int, ...]
    rows_first: bool
    kind: Any


def read_header(file: IO[bytes]) -> NpyHeader:
    """The header with which a file begins. Raises whatever a broken one makes NumPy stumble over."""
    form = import_module("numpy.lib.format")
    with catch_warnings(action="ignore"):  # NumPy warns of files that Python 2 wrote
        beginning = file.read(8)
        version = beginning[6:7]
        if beginning[:6] != _MAGIC or version not in {b"\1", b"\2"}:
            raise ValueError("no array")
        length = file.read(2 if version == b"\1" else 4)
        size = int.from_bytes(length, "little")
        if size > _LONGEST_HEADER:
            raise ValueError("a long header")
        read = form.read_array_header_1_0 if version == b"\1" else form.read_array_header_2_0
        shape, columns, kind = read(BytesIO(length + file.read(size)))
    return NpyHeader(8 + len(length) + size, shape, not columns, kind)
