"""The same values, or some of them, in other places: views where NumPy makes views, else copies."""

from __future__ import annotations

from math import prod
from typing import Any, Self

from archcalc.base.errors import Refused
from archcalc.executor.outlines.indexing import Indexed
from archcalc.executor.outlines.strided import Axes
from archcalc.executor.outlines.strides import restrided


class Rearranged(Indexed):
    """The methods that move values."""

    __slots__ = ()

    @property
    def T(self) -> Self:  # noqa: N802 - NumPy's name
        """The axes in reverse order."""
        return self.transpose()

    def transpose(self, *axes: Any) -> Self:
        """The axes in another order; reversed where none is given."""
        order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
        order = self.axes(tuple(order or range(self.ndim - 1, -1, -1)))
        if sorted(order) != list(range(self.ndim)):
            raise Refused("array", f"the order {list(order)} is not one of {self.ndim} axes",
                          expected="every axis once")
        return self.viewed(tuple([self.shape[axis] for axis in order]), tuple([self.strides[axis] for axis in order]))

    def swapaxes(self, axis1: int, axis2: int) -> Self:
        """Two axes exchanged."""
        order = list(range(self.ndim))
        one, other = self.axis(axis1), self.axis(axis2)
        order[one], order[other] = other, one
        return self.transpose(*order)

    def reshape(self, *shape: Any) -> Self:
        """The same values under other axes: a view where strides allow it, else a copy."""
        axes = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
        if -1 in axes:
            rest = prod(axis for axis in axes if axis != -1)
            axes = tuple(self.size // max(1, rest) if axis == -1 else axis for axis in axes)
        if prod(axes) != self.size:
            raise Refused("array", f"an array of the shape {list(self.shape)} cannot be seen as {list(axes)}",
                          expected=f"axes that multiply to {self.size}")
        found = restrided(self.shape, self.strides, axes, self.dtype.itemsize)
        return self.fresh(axes) if found is None else self.viewed(axes, found)

    def ravel(self) -> Self:
        """One axis of all values, copied only where it must be."""
        return self.reshape(-1)

    def flatten(self) -> Self:
        """One axis of all values, copied."""
        return self.fresh((self.size,))

    def squeeze(self, axis: Axes = None) -> Self:
        """Axes of size 1 left out."""
        gone = self.axes(axis) if axis is not None else [i for i, size in enumerate(self.shape) if size == 1]
        if any(self.shape[number] != 1 for number in gone):
            raise Refused("array", f"axes of the shape {list(self.shape)} are left out", expected="axes of size 1")
        kept = [number for number in range(self.ndim) if number not in gone]
        return self.viewed(tuple(self.shape[i] for i in kept), tuple(self.strides[i] for i in kept))

    def repeat(self, repeats: int, axis: int | None = None) -> Self:
        """Every place of an axis several times."""
        if axis is None:
            return self.fresh((self.size * repeats,))
        number = self.axis(axis)
        return self.fresh((*self.shape[:number], self.shape[number] * repeats, *self.shape[number + 1:]))

    def take(self, indices: Any, axis: int | None = None) -> Self:
        """The places of an axis that are named."""
        if axis is None:
            return self.ravel()[indices]
        return self[(*(slice(None),) * self.axis(axis), indices)]
