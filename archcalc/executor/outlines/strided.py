"""An array without values: a shape, the strides that NumPy would give it, a type, and a share in a piece of memory."""

from __future__ import annotations

from math import prod
from typing import Any, Self

from archcalc.base.errors import Refused
from archcalc.executor.outlines.dtypes import Dtype, as_dtype
from archcalc.executor.outlines.memory import Memory
from archcalc.executor.outlines.strides import Shape, order, strides

Axes = int | Shape | None


class Strided:
    """What every outline knows of itself."""

    __slots__ = ("dtype", "memory", "shape", "strides")

    def __init__(self, shape: Shape, dtype: Dtype, memory: Memory, strides: Shape) -> None:
        self.shape, self.dtype, self.memory, self.strides = shape, dtype, memory, strides

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """The number of values."""
        return prod(self.shape)

    @property
    def itemsize(self) -> int:
        """The bytes of one value."""
        return self.dtype.itemsize

    @property
    def nbytes(self) -> int:
        """The bytes of the values."""
        return self.size * self.dtype.itemsize

    def __len__(self) -> int:
        return self.shape[0]

    def viewed(self, shape: Shape, strides: Shape) -> Self:
        """Another look at the same memory."""
        return type(self)(shape, self.dtype, self.memory, strides)

    def fresh(self, shape: Shape, dtype: Dtype | None = None, order: Shape | None = None) -> Self:
        """A new array; `order` are its axes from the one with the largest stride to the one with the smallest."""
        kind = dtype or self.dtype
        memory = Memory(self.memory.meter, prod(shape) * kind.itemsize)
        return type(self)(shape, kind, memory, strides(shape, kind.itemsize, order))

    def order(self) -> Shape:
        """The axes from the one with the largest stride to the one with the smallest, as NumPy keeps them."""
        return order(self.strides)

    def copy(self) -> Self:
        """The same values in memory of their own."""
        return self.fresh(self.shape)

    def astype(self, dtype: Any, copy: bool = True) -> Self:
        """The same values in another type."""
        kind = as_dtype(dtype)
        return self if kind == self.dtype and not copy else self.fresh(self.shape, kind, self.order())

    def axis(self, axis: int, more: int = 0) -> int:
        """An axis counted from 0; with `more` axes than there are. Raises Refused."""
        axes = self.ndim + more
        if not -axes <= axis < axes:
            raise Refused("array", f"there is no axis {axis} of an array of the shape {list(self.shape)}",
                          expected=f"an axis from {-axes} to {axes - 1}")
        return axis % axes

    def axes(self, axis: Axes) -> tuple[int, ...]:
        """Some axes counted from 0; all of them for None. Raises Refused."""
        if axis is None:
            return tuple(range(self.ndim))
        return tuple(map(self.axis, (axis,) if isinstance(axis, int) else axis))

    def item(self) -> Any:
        """Refused: there are no values."""
        raise Refused("values", "a rule asked an array for a value, and a run is planned on arrays without values",
                      hint="xp.where chooses value by value; sizes are in x.shape")

    __bool__ = __float__ = __int__ = __index__ = __complex__ = tolist = item
