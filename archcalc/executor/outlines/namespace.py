"""The functions that kernels and operators may use, for outlines: what is not here is not written in them.

`Shared` holds what NumPy and CuPy have in common, the surface that `archcalc.operators.arrays` documents; `Outlines`
adds what the fast kernels, which only NumPy runs, use besides: products by einsum into a given array.
"""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.executor.outlines import joining, products
from archcalc.executor.outlines.arrays import OutlineArray
from archcalc.executor.outlines.creation import Creation
from archcalc.executor.outlines.dtypes import INT64
from archcalc.executor.outlines.elementwise import broadcast, each, each_real, each_truth, together
from archcalc.executor.outlines.strided import Axes


class _Elementwise:
    """Functions of every value."""

    abs = negative = sign = square = reciprocal = staticmethod(each)
    floor = ceil = trunc = rint = nan_to_num = staticmethod(each)
    exp = exp2 = expm1 = log = log2 = log10 = log1p = sqrt = cbrt = staticmethod(each_real)
    sin = cos = tan = arctan = sinh = cosh = tanh = staticmethod(each_real)
    isfinite = isinf = isnan = logical_not = staticmethod(each_truth)
    add = subtract = multiply = floor_divide = remainder = power = maximum = minimum = staticmethod(each)
    divide = copysign = arctan2 = hypot = logaddexp = staticmethod(each_real)
    logical_and = logical_or = logical_xor = staticmethod(each_truth)
    equal = not_equal = less = less_equal = greater = greater_equal = staticmethod(each_truth)
    clip = staticmethod(OutlineArray.clip)

    def where(self, condition: Any, x: Any, y: Any) -> OutlineArray:
        """One value or the other."""
        made: OutlineArray = each(condition, x, y, dtype=together((x, y)))
        return made


class _AlongAxes:
    """Functions of all values along some axes."""

    sum, prod, mean, var, std = (staticmethod(method) for method in (
        OutlineArray.sum, OutlineArray.prod, OutlineArray.mean, OutlineArray.var, OutlineArray.std))
    max, min, any, all = (staticmethod(method) for method in (
        OutlineArray.max, OutlineArray.min, OutlineArray.any, OutlineArray.all))
    argmax, argmin, argsort, cumsum, cumprod = (staticmethod(method) for method in (
        OutlineArray.argmax, OutlineArray.argmin, OutlineArray.argsort, OutlineArray.cumsum, OutlineArray.cumprod))

    def median(self, a: OutlineArray, axis: Axes = None, *, keepdims: bool = False) -> OutlineArray:
        """The value in the middle; NumPy puts a copy in order for it."""
        ordered = a.copy()
        return ordered.mean(axis, keepdims=keepdims)

    def count_nonzero(self, a: OutlineArray, axis: Axes = None) -> OutlineArray:
        """The number of values that are not 0."""
        return a.sum(axis, INT64)

    def sort(self, a: OutlineArray, axis: int = -1) -> OutlineArray:
        """The values in ascending order."""
        a.axis(axis)
        return a.copy()


class _Layout:
    """The same values in other places."""

    ravel, squeeze, repeat, swapaxes, take = (staticmethod(method) for method in (
        OutlineArray.ravel, OutlineArray.squeeze, OutlineArray.repeat, OutlineArray.swapaxes, OutlineArray.take))
    concatenate, stack, split, tile, flip = (staticmethod(function) for function in (
        joining.concatenate, joining.stack, joining.split, joining.tile, joining.flip))
    roll, pad, take_along_axis, moveaxis, expand_dims = (staticmethod(function) for function in (
        joining.roll, joining.pad, joining.take_along_axis, joining.moveaxis, joining.expand_dims))

    def reshape(self, a: OutlineArray, shape: Any) -> OutlineArray:
        """Other axes over the same values."""
        return a.reshape(shape)

    def transpose(self, a: OutlineArray, axes: Any = None) -> OutlineArray:
        """The axes in another order."""
        return a.transpose(*(axes or ()))

    def broadcast_to(self, array: OutlineArray, shape: Any) -> OutlineArray:
        """A view in which axes are repeated."""
        wide = tuple(shape)
        if broadcast(array.shape, wide) != wide:
            raise Refused("array", f"an array of the shape {list(array.shape)} cannot be repeated to {list(wide)}",
                          expected="axes that agree, or are 1")
        missing = len(wide) - array.ndim
        steps = (0 if size == 1 else step for size, step in zip(array.shape, array.strides, strict=True))
        return array.viewed(wide, ((0,) * missing + tuple(steps)))


class _Views:
    """Other looks at an array's memory."""

    def sliding_window_view(self, x: OutlineArray, window_shape: Any, axis: Axes = None) -> OutlineArray:
        """Every window along some axes, its places as new axes at the end."""
        axes, shape = x.axes(axis), list(x.shape)
        spans = (window_shape,) if isinstance(window_shape, int) else tuple(window_shape)
        for number, span in zip(axes, spans, strict=True):
            shape[number] -= span - 1
        if min(shape) < 1:
            raise Refused("array", f"windows of {list(spans)} do not fit into the shape {list(x.shape)}",
                          expected="a window no larger than its axis")
        return x.viewed((*shape, *spans), (*x.strides, *(x.strides[number] for number in axes)))

    def as_strided(self, x: OutlineArray, shape: Any = None, strides: Any = None) -> OutlineArray:
        """The memory seen with any shape and strides."""
        return x.viewed(x.shape if shape is None else tuple(shape), x.strides if strides is None else tuple(strides))


class _Library:
    stride_tricks = _Views()


class Shared(Creation, _Elementwise, _AlongAxes, _Layout):
    """An array namespace without values, as far as NumPy and CuPy agree."""

    lib = _Library()
    rounds = 3
    """Of a loop that does the same in every round, so many rounds show all that it holds."""
    matmul, dot, outer, tensordot = (staticmethod(function) for function in (
        products.matmul, products.dot, products.outer, products.tensordot))

    def einsum(self, *operands: Any) -> OutlineArray:
        """Products added up over the letters that the result leaves out; CuPy writes into no given array."""
        made: OutlineArray = products.einsum(*operands)
        return made


class Outlines(Shared):
    """The namespace for kernels that only NumPy runs, which goes by its name."""

    __name__ = "numpy"

    def einsum(self, *operands: Any, out: OutlineArray | None = None, order: str = "K") -> OutlineArray:
        """The same into a given array; the order says along which axes it runs innermost, and changes no shape."""
        made: OutlineArray = products.einsum(*operands, out=out)
        return made

