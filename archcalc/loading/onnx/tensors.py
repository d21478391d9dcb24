"""Arrays of a file: shapes, types, how they are looked at, and values where they are few."""

from __future__ import annotations

import struct
from math import inf, isfinite, prod
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx import small_arrays

FLOATS = frozenset({1, 10, 11, 16, 17, 18, 19, 20, 23})
"""ONNX's numbers of the types of fractions, from float to float8 and float4."""
LEARNED = FLOATS | {2, 3, 4, 5, 21, 22}
"""Types of learned values: those of fractions, and the short integers of quantised networks; 32 bits and more are sizes
and places, or sums."""
WHOLE = frozenset({2, 3, 4, 5, 6, 7, 12, 13, 21, 22})
"""Types of whole numbers."""
FLOAT, INT64, BOOL = 1, 7, 9
_LIMITS: dict[int, tuple[float, float]] = {
    1: (-3.4028235e38, 3.4028235e38), 2: (0, 2**8 - 1), 3: (-2**7, 2**7 - 1), 4: (0, 2**16 - 1),
    5: (-2**15, 2**15 - 1), 6: (-2**31, 2**31 - 1), 7: (-2**63, 2**63 - 1), 9: (0, 1), 10: (-65504, 65504),
    11: (-inf, inf), 12: (0, 2**32 - 1), 13: (0, 2**64 - 1), 16: (-3.3895314e38, 3.3895314e38)}
"""The smallest and the largest value of a type."""
_FORMATS = {1: "f", 2: "B", 3: "b", 4: "H", 5: "h", 6: "i", 7: "q", 9: "?", 10: "e", 11: "d", 12: "I", 13: "Q",
            16: "H"}
"""How the values of a type are packed; of those in int32_data, _HALVES stand there as their bits."""
_BFLOAT16 = 16
_HALVES = frozenset({10, _BFLOAT16})
_FIELDS = {1: "float_data", 7: "int64_data", 11: "double_data", 12: "uint64_data", 13: "uint64_data"}
"""Where values are that are not packed; those of other types are in int32_data."""
MOST_AXES = 8
"""Also the most fractions of which each is a number by itself, as a scale for each axis: longer rows are learned."""
_MOST_VIEWS = 16
"""Looks at one array, one after another: exporters take two or three."""
MOST_VALUES = 4096
"""Values are known of arrays of so many at most."""

UNSEEN = -1e4
"""What stands in the place of a score where a key is not seen: so much or less."""

MALFORMED = (TypeError, IndexError, KeyError, AttributeError, ValueError, AssertionError, ArithmeticError)
"""What a rule meets where a file's attributes are of another type, or fewer, than ONNX says."""

_KEEP_VALUES = frozenset({"Cast", "Concat", "Expand", "Identity", "Reshape", "Slice", "Squeeze", "Tile", "Transpose",
                          "Unsqueeze"})
"""Operators that give values of their first operand, or of all of Concat's."""
Number = int | float
View = tuple[str, tuple[int, ...]]
"""A look at an array: ("transpose", order), ("reshape", shape), or ("rows", ends of stretches of the first axis)."""


class Computation(NamedTuple):
    """A node on arrays alone, whose values are worked out when they are wanted: its operator, domain, and operands.

    Of its `outputs` it stands for one: how many there are says how a Split shares.
    """

    op: str
    domain: str
    attributes: dict[str, Any]
    inputs: tuple[Tensor | None, ...]
    opset: int
    output: int = 0
    outputs: int = 1


class Tensor(NamedTuple):
    """An array that a file holds, or that follows from shapes alone: `values` in rows, where they are known.

    `views` say how it is looked at, one after another; `terms`, that its values are a sum of products of others; and
    `made`, before any look, that a node makes it of other arrays.
    """

    name: str
    shape: tuple[int, ...]
    kind: int = 1
    values: tuple[Number, ...] | None = None
    views: tuple[View, ...] = ()
    terms: tuple[tuple[Tensor, ...], ...] = ()
    made: Computation | None = None

    @property
    def size(self) -> int:
        """The number of values."""
        return prod(self.shape)

    @property
    def sources(self) -> tuple[Tensor, ...]:
        """The arrays of the file that it is made of, itself where it is one."""
        if self.made is None:
            return (self,) if self.name and not self.terms else tuple(
                source for term in self.terms for factor in term for source in factor.sources)
        return tuple(source for each in self.made.inputs if each is not None for source in each.sources)

    @property
    def is_zero(self) -> bool:
        """True where every value is known to be 0."""
        if self.values is not None:
            return not any(self.values)
        made = self.made
        if made is None or made.domain or made.op not in _KEEP_VALUES:
            return False
        return all(each is not None and each.is_zero for each in made.inputs[:None if made.op == "Concat" else 1])

    @property
    def only_hides(self) -> bool:
        """True of a mask that is added to scores, or stands in their place: 0, and values so far below."""
        values = self.values or ()
        return bool(values) and min(values) <= UNSEEN >= max((each for each in values if each), default=0)

    @property
    def fraction(self) -> bool:
        """True where its values are fractions, which may have been learned."""
        return self.kind in FLOATS

    def transposed(self, order: tuple[int, ...]) -> Tensor:
        """The axes in another order."""
        shape = tuple(self.shape[axis] for axis in order)
        values = self.values
        if values is not None and sum(size != 1 for size in shape) > 1:
            values = small_arrays.transposed(self.shape, values, order)
        return self._replace(shape=shape, values=values)._seen("transpose", tuple(order))

    def reshaped(self, shape: tuple[int, ...]) -> Tensor:
        """The same values under other axes."""
        return self if shape == self.shape else self._replace(shape=shape)._seen("reshape", shape)

    def sections(self, stretches: list[tuple[int, int]]) -> Tensor:
        """Stretches of the first axis, each from a row up to, but not with, another, one after the other."""
        _, *rest = self.shape
        each = prod(rest)
        values = None if self.values is None else tuple(
            value for first, last in stretches for value in self.values[first * each:last * each])
        shape = (sum(last - first for first, last in stretches), *rest)
        ends = tuple(end for stretch in stretches for end in stretch)
        return self._replace(shape=shape, values=values)._seen("rows", ends)

    def _seen(self, way: str, numbers: tuple[int, ...]) -> Tensor:
        """One more look, as one with the last where they are of a kind; after too many, the array is another one."""
        views = self.views
        if views and views[-1][0] == way != "rows":
            *others, (_, before) = views
            views = tuple(others)
            if way == "transpose":
                numbers = tuple([before[axis] for axis in numbers])
                if numbers == tuple(range(len(numbers))):
                    return self._replace(views=views)
        if len(views) >= _MOST_VIEWS:
            return Tensor("", self.shape, self.kind, self.values)
        return self._replace(views=(*views, (way, numbers)))


def integers(name: str, values: tuple[Number, ...] | list[int], shape: tuple[int, ...] | None = None) -> Tensor:
    """A row of integers that follows from shapes."""
    return Tensor(name, (len(values),) if shape is None else shape, INT64, tuple(values))


def are_held(values: tuple[Number, ...], kind: int) -> bool:
    """True where a type holds such values; of numbers beyond its limits, and of those that are none, it does not."""
    low, high = _LIMITS.get(kind, (1, 0))
    return all(low <= value <= high and isfinite(value) for value in values)


def read(message: Any) -> Tensor:
    """An array of the file; its values, if they are few and there."""
    dims, name = message.dims or (), message.name or ""
    if len(dims) > MOST_AXES:
        raise Refused("onnx", f"array {quoted(name)} has {len(dims):,} axes, and at most {MOST_AXES} are read")
    shape = tuple(dims)
    if any(size < 0 for size in shape) or prod(shape) >= 2**63:
        raise Refused("onnx", f"array {quoted(name)} has the shape {quoted(list(shape), '')}")
    kind = message.data_type or 0
    return Tensor(name, shape, kind, _values(message, kind, prod(shape)))


def _values(message: Any, kind: int, size: int) -> tuple[Number, ...] | None:
    form = _FORMATS.get(kind)
    if form is None or size > MOST_VALUES or message.data_location:
        return None
    if raw := message.raw_data:
        if len(raw) != size * struct.calcsize(f"<{form}"):
            raise Refused("onnx", f"array {quoted(message.name or '')} has {len(raw):,} bytes for {size:,} values")
    else:
        row = tuple(getattr(message, _FIELDS.get(kind, "int32_data")) or ())
        if len(row) != size:
            return None
        if kind not in _HALVES:
            return tuple(map(shortest, row)) if kind == 1 and size <= MOST_AXES else row
        raw = struct.pack(f"<{size}H", *(value & 0xFFFF for value in row))
    values = struct.unpack(f"<{size}{form}", raw)
    if kind == _BFLOAT16:
        return tuple([struct.unpack("<f", struct.pack("<I", value << 16))[0] for value in values])
    return tuple(map(shortest, values)) if kind == 1 and size <= MOST_AXES else values


def shortest(value: float) -> float:
    """The shortest decimal that single precision rounds to this value: 1e-05, not 9.999999747378752e-06.

    >>> shortest(9.999999747378752e-06)
    1e-05
    """
    if not isfinite(value) or value == int(value):
        return value
    return next((short for digits in (6, 7, 8) if _single(short := float(f"{value:.{digits}g}")) == value), value)


def _single(value: float) -> float:
    try:
        rounded: float = struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return float("inf")
    return rounded
