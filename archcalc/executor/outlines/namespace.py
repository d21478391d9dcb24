"""The functions that kernels and operators may use, for outlines: what is not here is not written in them.

`Shared` holds what NumPy and CuPy have in common; `Outlines` adds what the fast kernels, which only NumPy runs, use
besides: products by einsum into a given array, and views by strides.
"""

from __future__ import annotations

from typing import Any

from archcalc.executor.outlines.arrays import (
    BOOL,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    INT64,
    Dtype,
    Memory,
    Meter,
    Outline,
    broadcast,
    each,
    product,
    strides,
)

Axes = int | tuple[int, ...] | None


class Shared:
    """An array namespace without values, as far as NumPy and CuPy agree."""

    float16, float32, float64, int64 = FLOAT16, FLOAT32, FLOAT64, INT64
    matmul = staticmethod(product)
    add = multiply = maximum = minimum = copysign = power = staticmethod(each)
    exp = expm1 = tanh = sqrt = square = abs = staticmethod(each)
    ceil = cos = floor = log = sign = sin = staticmethod(each)

    def __init__(self, meter: Meter | None = None) -> None:
        self.meter = meter or Meter()
        self.lib = _Library()

    def empty(self, shape: tuple[int, ...], dtype: Dtype = FLOAT64) -> Outline:
        """A new array."""
        memory = Memory(self.meter, _size(shape) * dtype.itemsize)
        return Outline(tuple(shape), dtype, memory, strides(tuple(shape), dtype.itemsize))

    zeros = empty

    def zeros_like(self, x: Outline) -> Outline:
        """A new array like another."""
        return x.fresh(x.shape, order=x.order())

    def full_like(self, x: Outline, value: float, shape: tuple[int, ...]) -> Outline:
        """A new array of another shape, its axes in the same order."""
        return x.fresh(shape, order=x.order())

    def asarray(self, values: Any, dtype: Dtype | None = None) -> Outline:
        """Numbers in lists as an array; an array stays what it is."""
        if isinstance(values, Outline):
            return values.astype(dtype or values.dtype, copy=False)
        shape, first = [], values
        while isinstance(first, (list, tuple)):
            shape.append(len(first))
            first = first[0]
        return self.empty(tuple(shape), dtype or (FLOAT64 if isinstance(first, float) else INT64))

    def ascontiguousarray(self, x: Outline) -> Outline:
        """The same values with the last axis in one piece, copied only where they are not."""
        return x if x.strides == strides(x.shape, x.dtype.itemsize) else x.fresh(x.shape)

    def broadcast_to(self, x: Outline, shape: tuple[int, ...]) -> Outline:
        """A view in which axes are repeated."""
        assert broadcast(x.shape, shape) == tuple(shape), f"{x.shape} does not fit into {shape}"
        missing = len(shape) - x.ndim
        steps = (0,) * missing + tuple(0 if size == 1 else step for size, step in zip(x.shape, x.strides, strict=True))
        return x.viewed(tuple(shape), steps)

    def concatenate(self, arrays: tuple[Outline, ...] | list[Outline], axis: int) -> Outline:
        """Arrays one after another."""
        largest = max(arrays, key=lambda array: array.size)
        shape = list(largest.shape)
        shape[axis] = sum(array.shape[axis] for array in arrays)
        return largest.fresh(tuple(shape), order=largest.order())

    def stack(self, arrays: list[Outline], axis: int) -> Outline:
        """Arrays along a new axis."""
        first = arrays[0]
        return first.fresh((*first.shape[:axis], len(arrays), *first.shape[axis:]))

    def pad(self, x: Outline, widths: tuple[tuple[int, int], ...]) -> Outline:
        """Zeros around."""
        return x.fresh(tuple(before + size + after for size, (before, after) in zip(x.shape, widths, strict=True)))

    def roll(self, x: Outline, shift: tuple[int, ...], axis: tuple[int, ...]) -> Outline:
        """What leaves at one end comes in at the other."""
        return x.fresh(x.shape, order=x.order())

    def take(self, x: Outline, indices: Outline, axis: int) -> Outline:
        """Some places of an axis."""
        return x.fresh((*x.shape[:axis], *indices.shape, *x.shape[axis + 1:]))

    def where(self, condition: Outline, x: Any, y: Any) -> Outline:
        """One value or the other."""
        kinds = [array.dtype for array in (x, y) if isinstance(array, Outline)]
        return each(condition, x, y, dtype=kinds[0])

    def clip(self, x: Outline, low: float, high: float, out: Outline | None = None) -> Outline:
        """Values kept between two."""
        return each(x, out=out)

    def isfinite(self, x: Outline) -> Outline:
        """Whether values are finite."""
        return each(x, dtype=BOOL)

    def mean(self, x: Outline, axis: Axes = None, keepdims: bool = False) -> Outline:
        """Some axes reduced to one value."""
        axes = tuple(range(x.ndim)) if axis is None else (axis,) if isinstance(axis, int) else axis
        gone = {number % x.ndim for number in axes}
        if keepdims:
            return x.fresh(tuple(1 if number in gone else size for number, size in enumerate(x.shape)), order=x.order())
        return x.fresh(tuple(size for number, size in enumerate(x.shape) if number not in gone))

    sum = max = min = mean


class _Views:
    """Other looks at an array's memory."""

    @staticmethod
    def sliding_window_view(x: Outline, spans: tuple[int, ...], axis: tuple[int, ...]) -> Outline:
        """Every window along some axes, its places as new axes at the end."""
        shape = list(x.shape)
        for number, span in zip(axis, spans, strict=True):
            shape[number] -= span - 1
        assert min(shape) > 0, f"windows of {spans} do not fit into {x.shape}"
        return x.viewed((*shape, *spans), (*x.strides, *(x.strides[number] for number in axis)))

    @staticmethod
    def as_strided(x: Outline, shape: tuple[int, ...], steps: tuple[int, ...]) -> Outline:
        """The memory seen with any shape and strides."""
        return x.viewed(tuple(shape), tuple(steps))


class _Library:
    stride_tricks = _Views()


class Outlines(Shared):
    """The namespace for kernels that only NumPy runs."""

    def einsum(self, terms: str, *arrays: Outline, out: Outline) -> Outline:
        """Sums of products, into a given array."""
        return out


def _size(shape: tuple[int, ...]) -> int:
    size = 1
    for axis in shape:
        size *= axis
    return size
