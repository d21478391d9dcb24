"""Arrays of a file: shapes, types, how they are looked at, and values where they are few."""

from __future__ import annotations

import struct
from math import isfinite, prod
from typing import Any, NamedTuple

from archcalc.base.errors import Refused, quoted

FLOATS = frozenset({1, 10, 11, 16, 17, 18, 19, 20, 23})
"""ONNX's numbers of the types of fractions, from float to float8 and float4."""
_FORMATS = {1: "f", 2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 10: "e", 11: "d", 12: "I", 13: "Q"}
"""How the values of a type are packed."""
_FIELDS = {1: "float_data", 7: "int64_data", 11: "double_data", 12: "uint64_data", 13: "uint64_data"}
"""Where values are that are not packed; those of other types are in int32_data."""
_MOST_AXES = 8
"""Also the most fractions of which each is a number by itself, as a scale for each axis: longer rows are learned."""
MOST_VALUES = 4096
"""Values are known of arrays of so many at most."""

MALFORMED = (TypeError, IndexError, KeyError, AttributeError, ValueError, AssertionError, ArithmeticError)
"""What a rule meets where a file's attributes are of another type, or fewer, than ONNX says."""

Number = int | float
View = tuple[str, tuple[int, ...]]
"""A look at an array: ("transpose", order) or ("reshape", shape)."""


class Tensor(NamedTuple):
    """An array that a file holds, or that follows from shapes alone: `values` in rows, where they are known.

    `views` say how it is looked at, one after another; `terms`, that its values are a sum of products of others.
    """

    name: str
    shape: tuple[int, ...]
    kind: int = 1
    values: tuple[Number, ...] | None = None
    views: tuple[View, ...] = ()
    terms: tuple[tuple[Tensor, ...], ...] = ()

    @property
    def size(self) -> int:
        """How many values it has."""
        return prod(self.shape)

    @property
    def fraction(self) -> bool:
        """Whether its values are fractions, which may have been learned."""
        return self.kind in FLOATS

    def transposed(self, order: tuple[int, ...]) -> Tensor:
        """The axes in another order; values move only where one axis has them all."""
        shape = tuple(self.shape[axis] for axis in order)
        flat = sum(size != 1 for size in shape) <= 1
        return self._replace(shape=shape, values=self.values if flat else None,
                             views=(*self.views, ("transpose", tuple(order))))

    def reshaped(self, shape: tuple[int, ...]) -> Tensor:
        """The same values under other axes."""
        return self if shape == self.shape else self._replace(shape=shape, views=(*self.views, ("reshape", shape)))


def integers(name: str, values: tuple[Number, ...] | list[int], shape: tuple[int, ...] | None = None) -> Tensor:
    """A row of integers that follows from shapes."""
    return Tensor(name, (len(values),) if shape is None else shape, 7, tuple(values))


def read(message: Any) -> Tensor:
    """An array of the file; its values, if they are few and there."""
    shape = tuple(message.dims)
    if len(shape) > _MOST_AXES or any(size < 0 for size in shape) or prod(shape) >= 2**63:
        raise Refused("onnx", f"array {quoted(message.name)} has the shape {quoted(list(shape), '')}")
    kind = message.data_type
    return Tensor(message.name, shape, kind, _values(message, kind, prod(shape)))


def _values(message: Any, kind: int, size: int) -> tuple[Number, ...] | None:
    form = _FORMATS.get(kind)
    if form is None or size > MOST_VALUES or message.data_location:
        return None
    if raw := message.raw_data:
        if len(raw) != size * struct.calcsize(f"<{form}"):
            raise Refused("onnx", f"array {quoted(message.name)} has {len(raw):,} bytes for {size:,} values")
        values = struct.unpack(f"<{size}{form}", raw)
    else:
        values = tuple(getattr(message, _FIELDS.get(kind, "int32_data")))
    if len(values) != size:
        return None
    return tuple(map(shortest, values)) if kind == 1 and size <= _MOST_AXES else values


def shortest(value: float) -> float:
    """The shortest decimal that single precision rounds to this value: 1e-05, not 9.999999747378752e-06.

    >>> shortest(9.999999747378752e-06)
    1e-05
    """
    if not isfinite(value) or value == int(value):
        return value
    return next((short for digits in range(1, 9) if _single(short := float(f"{value:.{digits}g}")) == value), value)


def _single(value: float) -> float:
    try:
        rounded: float = struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return float("inf")
    return rounded
