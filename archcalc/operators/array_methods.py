"""An array as `forward` may use it: what NumPy's arrays, CuPy's and arrays without values have in common.

An axis is a number, from 0 or, counted from the end, from -1; `axis=None` is all axes. `keepdims` leaves reduced axes
with size 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

Axes = int | tuple[int, ...] | None


class ValueType(Protocol):
    """The type of an array's values."""

    @property
    def name(self) -> str: ...
    @property
    def itemsize(self) -> int: ...
    @property
    def kind(self) -> str: ...


class SizeProperties(Protocol):
    """What an array tells of itself."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The sizes of all axes, the batch first."""
    @property
    def ndim(self) -> int:
        """The number of axes."""
    @property
    def size(self) -> int:
        """The number of values."""
    @property
    def dtype(self) -> ValueType:
        """The type of the values."""
    @property
    def itemsize(self) -> int:
        """The bytes of one value."""
    @property
    def nbytes(self) -> int:
        """The bytes of all values."""
    @property
    def strides(self) -> tuple[int, ...]:
        """The bytes from one place of each axis to the next."""
    @property
    def T(self) -> Array:  # noqa: N802 - NumPy's name
        """The axes in reverse order."""
    def __len__(self) -> int: ...


class LayoutMethods(Protocol):
    """The same values, or some of them."""

    def reshape(self, *shape: Any) -> Array:
        """Other axes over the same values; -1 stands for the size that is left."""
    def transpose(self, *axes: Any) -> Array:
        """The axes in another order; reversed where none is given."""
    def swapaxes(self, axis1: int, axis2: int) -> Array:
        """Two axes exchanged."""
    def ravel(self) -> Array:
        """One axis of all values, copied only where it must be."""
    def flatten(self) -> Array:
        """One axis of all values, copied."""
    def squeeze(self, axis: Axes = None) -> Array:
        """Axes of size 1 left out."""
    def repeat(self, repeats: int, axis: int | None = None) -> Array:
        """Every place of an axis several times, one after another."""
    def take(self, indices: Any, axis: int | None = None) -> Array:
        """The places of an axis that are named."""
    def copy(self) -> Array:
        """The same values in memory of their own."""
    def astype(self, dtype: Any, copy: bool = True) -> Array:
        """The same values in another type."""
    def __getitem__(self, key: Any) -> Array: ...
    def __setitem__(self, key: Any, value: Any) -> None: ...
    def __iter__(self) -> Iterator[Array]: ...


class AxisMethods(Protocol):
    """Axes reduced to one value, or put in order."""

    def sum(self, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Array:
        """The sum of the values."""
    def prod(self, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Array:
        """Their product."""
    def mean(self, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Array:
        """Their mean."""
    def var(self, axis: Axes = None, dtype: Any = None, out: Any = None, ddof: int = 0,
            keepdims: bool = False) -> Array:
        """Their variance: the mean squared distance from the mean."""
    def std(self, axis: Axes = None, dtype: Any = None, out: Any = None, ddof: int = 0,
            keepdims: bool = False) -> Array:
        """Its square root."""
    def max(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """The largest value."""
    def min(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """The smallest value."""
    def any(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """True where one value is not 0."""
    def all(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Array:
        """True where no value is 0."""
    def argmax(self, axis: int | None = None) -> Array:
        """The place of the largest value."""
    def argmin(self, axis: int | None = None) -> Array:
        """The place of the smallest value."""
    def cumsum(self, axis: int | None = None) -> Array:
        """The sums of all values up to each place."""
    def cumprod(self, axis: int | None = None) -> Array:
        """The products of all values up to each place."""
    def argsort(self, axis: int = -1) -> Array:
        """The places of the values in ascending order."""
    def sort(self, axis: int = -1) -> None:
        """The values put in ascending order where they are."""


class ValueMethods(Protocol):  # noqa: PLW1641 - arrays are compared value by value and have no hash
    """Arithmetic, value by value; axes of size 1 are repeated, and missing ones in front as well."""

    def clip(self, a_min: Any, a_max: Any, out: Any = None) -> Array:
        """Every value kept between two."""
    def round(self, decimals: int = 0) -> Array:
        """Every value rounded, halves to even."""
    def dot(self, b: Any, out: Any = None) -> Array:
        """The product of two matrices, or of a matrix and a vector."""
    def fill(self, value: float) -> None:
        """Every value made the same."""
    def __abs__(self) -> Array: ...
    def __neg__(self) -> Array: ...
    def __pos__(self) -> Array: ...
    def __invert__(self) -> Array: ...
    def __add__(self, other: Any) -> Array: ...
    def __radd__(self, other: Any) -> Array: ...
    def __iadd__(self, other: Any) -> Array: ...
    def __sub__(self, other: Any) -> Array: ...
    def __rsub__(self, other: Any) -> Array: ...
    def __isub__(self, other: Any) -> Array: ...
    def __mul__(self, other: Any) -> Array: ...
    def __rmul__(self, other: Any) -> Array: ...
    def __imul__(self, other: Any) -> Array: ...
    def __truediv__(self, other: Any) -> Array: ...
    def __rtruediv__(self, other: Any) -> Array: ...
    def __itruediv__(self, other: Any) -> Array: ...
    def __floordiv__(self, other: Any) -> Array: ...
    def __rfloordiv__(self, other: Any) -> Array: ...
    def __ifloordiv__(self, other: Any) -> Array: ...
    def __mod__(self, other: Any) -> Array: ...
    def __rmod__(self, other: Any) -> Array: ...
    def __imod__(self, other: Any) -> Array: ...
    def __pow__(self, other: Any) -> Array: ...
    def __rpow__(self, other: Any) -> Array: ...
    def __ipow__(self, other: Any) -> Array: ...
    def __matmul__(self, other: Any) -> Array: ...
    def __rmatmul__(self, other: Any) -> Array: ...
    def __and__(self, other: Any) -> Array: ...
    def __rand__(self, other: Any) -> Array: ...
    def __iand__(self, other: Any) -> Array: ...
    def __or__(self, other: Any) -> Array: ...
    def __ror__(self, other: Any) -> Array: ...
    def __ior__(self, other: Any) -> Array: ...
    def __xor__(self, other: Any) -> Array: ...
    def __rxor__(self, other: Any) -> Array: ...
    def __ixor__(self, other: Any) -> Array: ...
    def __eq__(self, other: Any) -> Array: ...  # type: ignore[override]
    def __ne__(self, other: Any) -> Array: ...  # type: ignore[override]
    def __lt__(self, other: Any) -> Array: ...
    def __le__(self, other: Any) -> Array: ...
    def __gt__(self, other: Any) -> Array: ...
    def __ge__(self, other: Any) -> Array: ...


class Array(SizeProperties, LayoutMethods, AxisMethods, ValueMethods, Protocol):
    """An array in `forward`."""
