"""Axes reduced to one value, or put in order."""

from __future__ import annotations

from typing import Any, Self

from archcalc.executor.outlines.dtypes import BOOL, INT64, Dtype, as_dtype, real, summed
from archcalc.executor.outlines.layout import Rearranged
from archcalc.executor.outlines.strided import Axes


class Reduced(Rearranged):
    """The methods that reduce axes."""

    __slots__ = ()

    def _reduced(self, axis: Axes, kind: Dtype, out: Any, keepdims: bool) -> Self:
        gone = set(self.axes(axis))
        if out is not None:
            made: Self = out
            return made
        if keepdims:
            kept = tuple([1 if number in gone else size for number, size in enumerate(self.shape)])
            return self.fresh(kept, kind, self.order())
        return self.fresh(tuple([size for number, size in enumerate(self.shape) if number not in gone]), kind)

    def sum(self, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Self:
        """The sum of the values."""
        return self._reduced(axis, as_dtype(dtype) if dtype else summed(self.dtype), out, keepdims)

    def prod(self, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Self:
        """Their product."""
        return self.sum(axis, dtype, out, keepdims)

    def mean(self, axis: Axes = None, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Self:
        """Their mean."""
        return self._reduced(axis, as_dtype(dtype) if dtype else real(self.dtype), out, keepdims)

    def var(self, axis: Axes = None, dtype: Any = None, out: Any = None, ddof: int = 0, keepdims: bool = False) -> Self:
        """Their variance; NumPy holds the distances from the mean, all at once."""
        distances = self - self.mean(axis, dtype, None, keepdims=True)
        return distances.mean(axis, dtype, out, keepdims)

    def std(self, axis: Axes = None, dtype: Any = None, out: Any = None, ddof: int = 0, keepdims: bool = False) -> Self:
        """The root of the variance."""
        return self.var(axis, dtype, out, ddof, keepdims)

    def max(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Self:
        """The largest value."""
        return self._reduced(axis, self.dtype, out, keepdims)

    def min(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Self:
        """The smallest value."""
        return self._reduced(axis, self.dtype, out, keepdims)

    def any(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Self:
        """True where one value is not 0."""
        return self._reduced(axis, BOOL, out, keepdims)

    def all(self, axis: Axes = None, out: Any = None, keepdims: bool = False) -> Self:
        """True where no value is 0."""
        return self._reduced(axis, BOOL, out, keepdims)

    def argmax(self, axis: int | None = None) -> Self:
        """The place of the largest value."""
        return self._reduced(axis, INT64, None, keepdims=False)

    def argmin(self, axis: int | None = None) -> Self:
        """The place of the smallest value."""
        return self._reduced(axis, INT64, None, keepdims=False)

    def cumsum(self, axis: int | None = None) -> Self:
        """The sums of all values up to each place."""
        return self.fresh((self.size,) if axis is None else self.shape, summed(self.dtype))

    def cumprod(self, axis: int | None = None) -> Self:
        """The products of all values up to each place."""
        return self.cumsum(axis)

    def argsort(self, axis: int = -1) -> Self:
        """The places of the values in ascending order."""
        self.axis(axis)
        return self.fresh(self.shape, INT64)

    def sort(self, axis: int = -1) -> None:
        """The values put in order where they are."""
        self.axis(axis)
