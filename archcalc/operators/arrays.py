"""The array surface of `forward`: the namespace `xp` and its arrays, as far as NumPy and CuPy agree.

`archcalc explain operator` lists it. A run is planned on arrays without values, which have these functions and no
others, so that a rule can neither look at a value nor make a shape depend on one.
"""

from __future__ import annotations

from typing import Any, Protocol

from archcalc.operators.array_functions import AxisFunctions, OneValueFunctions, TwoValueFunctions
from archcalc.operators.array_methods import Array, Axes, ValueType

__all__ = ["Array", "Arrays"]


class CreationFunctions(Protocol):
    """New arrays, types, numbers."""

    float16: ValueType
    float32: ValueType
    float64: ValueType
    int32: ValueType
    int64: ValueType
    bool_: ValueType
    e: float
    inf: float
    nan: float
    pi: float

    def array(self, object: Any, /, dtype: Any = None) -> Array:
        """Numbers in lists, or an array, as a new array."""
    def asarray(self, a: Any, dtype: Any = None) -> Array:
        """Numbers in lists as an array; an array stays what it is."""
    def ascontiguousarray(self, a: Any, dtype: Any = None) -> Array:
        """The same values with the last axis in one piece, copied only where they are not."""
    def empty(self, shape: Any, dtype: Any = float) -> Array:
        """A new array whose values are still to be written."""
    def zeros(self, shape: Any, dtype: Any = float) -> Array:
        """A new array of zeros."""
    def ones(self, shape: Any, dtype: Any = None) -> Array:
        """A new array of ones."""
    def full(self, shape: Any, fill_value: Any, dtype: Any = None) -> Array:
        """A new array of one value."""
    def empty_like(self, prototype: Any, /, dtype: Any = None, *, shape: Any = None) -> Array:
        """A new array like another, whose values are still to be written."""
    def zeros_like(self, a: Any, dtype: Any = None, *, shape: Any = None) -> Array:
        """A new array of zeros like another."""
    def ones_like(self, a: Any, dtype: Any = None, *, shape: Any = None) -> Array:
        """A new array of ones like another."""
    def full_like(self, a: Any, fill_value: Any, dtype: Any = None, *, shape: Any = None) -> Array:
        """A new array of one value like another."""
    def arange(self, start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> Array:
        """Numbers at equal steps, from 0 where one number is given."""
    def linspace(self, start: float, stop: float, num: int = 50) -> Array:
        """So many numbers at equal steps, both ends among them."""
    def eye(self, N: int, M: int | None = None, k: int = 0, dtype: Any = float) -> Array:  # noqa: N803 - NumPy's words
        """A matrix with ones on a diagonal."""
    def tril(self, m: Any, k: int = 0) -> Array:
        """A matrix with zeros above a diagonal."""
    def triu(self, m: Any, k: int = 0) -> Array:
        """A matrix with zeros below a diagonal."""


class ProductFunctions(Protocol):
    """Sums of products."""

    def matmul(self, x1: Any, x2: Any, /, out: Any = None) -> Array:
        """Matrix products of the last two axes; the axes before them count the matrices."""
    def dot(self, a: Any, b: Any) -> Array:
        """The product of two matrices, or of a matrix and a vector."""
    def outer(self, a: Any, b: Any) -> Array:
        """Every value of one times every value of the other."""
    def tensordot(self, a: Any, b: Any, axes: Any = 2) -> Array:
        """Products added up over several axes at once."""
    def einsum(self, *operands: Any) -> Array:
        """Products added up over the letters that the result leaves out: "nchw,fc->nfhw"."""


class LayoutFunctions(Protocol):
    """The same values, or some of them, in other places."""

    def reshape(self, a: Any, shape: Any, /) -> Array:
        """Other axes over the same values; -1 stands for the size that is left."""
    def ravel(self, a: Any) -> Array:
        """One axis of all values, copied only where it must be."""
    def transpose(self, a: Any, axes: Any = None) -> Array:
        """The axes in another order; reversed where none is given."""
    def swapaxes(self, a: Any, axis1: int, axis2: int) -> Array:
        """Two axes exchanged."""
    def moveaxis(self, a: Any, source: Axes, destination: Axes) -> Array:
        """Some axes moved to other places, the others in their order."""
    def expand_dims(self, a: Any, axis: Axes) -> Array:
        """New axes of size 1."""
    def squeeze(self, a: Any, axis: Axes = None) -> Array:
        """Axes of size 1 left out."""
    def broadcast_to(self, array: Any, shape: Any) -> Array:
        """A view in which axes of size 1 are repeated."""
    def concatenate(self, arrays: Any, /, axis: int | None = 0) -> Array:
        """Arrays one after another along an axis."""
    def stack(self, arrays: Any, /, axis: int = 0) -> Array:
        """Arrays of one shape along a new axis."""
    def split(self, ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Array]:
        """An axis cut into equal parts, or at some places."""
    def repeat(self, a: Any, repeats: int, axis: int | None = None) -> Array:
        """Every place of an axis several times, one after another."""
    def tile(self, A: Any, reps: Any) -> Array:  # noqa: N803 - NumPy's word
        """A whole array several times along each axis."""
    def flip(self, m: Any, /, axis: Axes = None) -> Array:
        """Axes in reverse."""
    def roll(self, a: Any, shift: Axes, axis: Axes = None) -> Array:
        """What leaves at one end of an axis comes in at the other."""
    def pad(self, array: Any, pad_width: Any, mode: str = "constant", **values: Any) -> Array:
        """Values around: zeros, constant_values, or by mode: edge, reflect, symmetric, wrap."""
    def take(self, a: Any, indices: Any, axis: int | None = None) -> Array:
        """The places of an axis that are named."""
    def take_along_axis(self, a: Any, indices: Any, axis: int | None) -> Array:
        """For each place the value that is named there."""


class Views(Protocol):
    """Other looks at the same memory, under `xp.lib.stride_tricks`."""

    def sliding_window_view(self, x: Any, window_shape: Any, axis: Axes = None) -> Array:
        """Every window along some axes, its places as new axes at the end."""
    def as_strided(self, x: Any, shape: Any = None, strides: Any = None) -> Array:
        """The memory with any shape and steps."""


class Library(Protocol):
    """`xp.lib`."""

    @property
    def stride_tricks(self) -> Views: ...


class Arrays(CreationFunctions, OneValueFunctions, TwoValueFunctions, AxisFunctions, ProductFunctions, LayoutFunctions,
             Protocol):
    """The array functions that `forward` may use: those of NumPy and CuPy, called alike."""

    @property
    def lib(self) -> Library: ...
