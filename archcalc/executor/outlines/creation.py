"""New arrays, from sizes, numbers, or another array."""

from __future__ import annotations

from math import ceil, prod
from typing import Any

from archcalc.executor.outlines.arrays import OutlineArray
from archcalc.executor.outlines.dtypes import (
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT32,
    INT64,
    Dtype,
    as_dtype,
    promoted,
)
from archcalc.executor.outlines.memory import Memory, Meter
from archcalc.executor.outlines.strided import Strided
from archcalc.executor.outlines.strides import strides

_NUMBERS = {int, float, bool}


class Creation:
    """The functions that make arrays; what they take is counted by a meter."""

    float16, float32, float64, int32, int64, bool_ = FLOAT16, FLOAT32, FLOAT64, INT32, INT64, BOOL
    e, inf, nan, pi = 2.718281828459045, float("inf"), float("nan"), 3.141592653589793

    def __init__(self, meter: Meter | None = None) -> None:
        self.meter = meter or Meter()

    def empty(self, shape: Any, dtype: Any = float) -> OutlineArray:
        """A new array."""
        axes, kind = (shape,) if isinstance(shape, int) else tuple(shape), as_dtype(dtype)
        memory = Memory(self.meter, prod(axes) * kind.itemsize)
        return OutlineArray(axes, kind, memory, strides(axes, kind.itemsize))

    def zeros(self, shape: Any, dtype: Any = float) -> OutlineArray:
        """A new array of zeros."""
        return self.empty(shape, dtype)

    def ones(self, shape: Any, dtype: Any = None) -> OutlineArray:
        """A new array of ones."""
        return self.empty(shape, dtype or FLOAT64)

    def full(self, shape: Any, fill_value: Any, dtype: Any = None) -> OutlineArray:
        """A new array of one value."""
        return self.empty(shape, dtype or promoted(*_kinds([fill_value])))

    def empty_like(self, prototype: OutlineArray, dtype: Any = None, *, shape: Any = None) -> OutlineArray:
        """A new array like another, its axes in the same order."""
        kind = as_dtype(dtype) if dtype else prototype.dtype
        axes = prototype.shape if shape is None else tuple(shape)
        return prototype.fresh(axes, kind, prototype.order() if len(axes) == prototype.ndim else None)

    def zeros_like(self, a: OutlineArray, dtype: Any = None, *, shape: Any = None) -> OutlineArray:
        """A new array of zeros like another."""
        return self.empty_like(a, dtype, shape=shape)

    def ones_like(self, a: OutlineArray, dtype: Any = None, *, shape: Any = None) -> OutlineArray:
        """A new array of ones like another."""
        return self.empty_like(a, dtype, shape=shape)

    def full_like(self, a: OutlineArray, fill_value: Any, dtype: Any = None, *, shape: Any = None) -> OutlineArray:
        """A new array of one value like another."""
        return self.empty_like(a, dtype, shape=shape)

    def array(self, object: Any, dtype: Any = None) -> OutlineArray:
        """Numbers in lists, or an array, as a new array."""
        made = self.asarray(object, dtype)
        return made.copy() if made is object else made

    def asarray(self, a: Any, dtype: Any = None) -> OutlineArray:
        """Numbers in lists as an array; an array stays what it is."""
        if isinstance(a, OutlineArray):
            return a.astype(dtype or a.dtype, copy=False)
        shape: list[int] = []
        first = a
        while isinstance(first, (list, tuple)):
            shape.append(len(first))
            first = first[0] if first else None
        inner = first.shape if isinstance(first, OutlineArray) else ()
        return self.empty((*shape, *inner), dtype or promoted(*_kinds(a)))

    def ascontiguousarray(self, a: Any, dtype: Any = None) -> OutlineArray:
        """The same values with the last axis in one piece, copied only where they are not."""
        made = self.asarray(a, dtype)
        return made if made.strides == strides(made.shape, made.itemsize) else made.copy()

    def arange(self, start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> OutlineArray:
        """Numbers at equal steps."""
        first, last = (0, start) if stop is None else (start, stop)
        return self.empty((max(0, ceil((last - first) / step)),), dtype or promoted(*_kinds([first, last, step])))

    def linspace(self, start: float, stop: float, num: int = 50) -> OutlineArray:
        """So many numbers at equal steps."""
        return self.empty((num,))

    def eye(self, N: int, M: int | None = None, k: int = 0, dtype: Any = float) -> OutlineArray:  # noqa: N803 - NumPy's words
        """A matrix with ones on a diagonal."""
        return self.empty((N, N if M is None else M), dtype)

    def tril(self, m: OutlineArray, k: int = 0) -> OutlineArray:
        """A matrix with zeros above a diagonal; NumPy makes a mask for it."""
        mask = self.empty(m.shape[-2:], BOOL)
        made = m.fresh(m.shape)
        del mask
        return made

    def triu(self, m: OutlineArray, k: int = 0) -> OutlineArray:
        """A matrix with zeros below a diagonal."""
        return self.tril(m, k)


def _kinds(values: Any) -> tuple[set[Dtype], list[Any]]:
    """The types of arrays in lists, and one number of each kind; of no numbers at all, a float."""
    if isinstance(values, Strided):
        return {values.dtype}, []
    if not isinstance(values, (list, tuple)):
        return set(), [values]
    if (types := set(map(type, values))) <= _NUMBERS:
        return set(), [kind() for kind in types or {float}]
    found = [_kinds(value) for value in values]
    return set().union(*(dtypes for dtypes, _ in found)), [number for _, numbers in found for number in numbers]
