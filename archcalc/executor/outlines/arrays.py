"""Arrays without values: an array namespace that only knows shapes, and counts the bytes that real arrays would hold.

The operators' own rules, run on outlines, tell what a run will need before anything is allocated. An outline is a
shape, the strides that NumPy would give it, and a share in a piece of memory, which is free again when the last
outline that shares it is gone.
"""

from __future__ import annotations

from math import prod
from typing import Any, NamedTuple

from archcalc.base.suggestions import unknown


class Dtype(NamedTuple):
    """The type of an array's values."""

    name: str
    itemsize: int


FLOAT16, FLOAT32, FLOAT64 = Dtype("float16", 2), Dtype("float32", 4), Dtype("float64", 8)
INT64, BOOL = Dtype("int64", 8), Dtype("bool", 1)
DTYPES = {dtype.name: dtype for dtype in (FLOAT16, FLOAT32, FLOAT64)}


def check_dtype(dtype: str) -> None:
    """Raises ArchcalcError where there is no such type."""
    if dtype not in DTYPES:
        raise unknown("dtype", dtype, DTYPES)


class Meter:
    """The bytes held now, and the most that were held at once."""

    def __init__(self) -> None:
        self.held = self.peak = 0

    def take(self, size: int) -> None:
        """Count bytes that are allocated."""
        self.held += size
        self.peak = max(self.peak, self.held)


class Memory:
    """A piece of memory, counted while any outline shares it."""

    def __init__(self, meter: Meter, size: int) -> None:
        self.meter, self.size = meter, size
        meter.take(size)

    def __del__(self) -> None:
        self.meter.held -= self.size


class Outline:
    """The shape, strides (in bytes) and type of an array, and the memory that it shares."""

    __slots__ = ("dtype", "memory", "shape", "strides")

    def __init__(self, shape: tuple[int, ...], dtype: Dtype, memory: Memory, strides: tuple[int, ...]) -> None:
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
    def nbytes(self) -> int:
        """The bytes of the values."""
        return self.size * self.dtype.itemsize

    def viewed(self, shape: tuple[int, ...], strides: tuple[int, ...]) -> Outline:
        """Another look at the same memory."""
        return Outline(shape, self.dtype, self.memory, strides)

    def fresh(self, shape: tuple[int, ...], dtype: Dtype | None = None,
              order: tuple[int, ...] | None = None) -> Outline:
        """A new array; `order` are its axes from the one with the largest stride to the one with the smallest."""
        kind = dtype or self.dtype
        return Outline(shape, kind, Memory(self.memory.meter, prod(shape) * kind.itemsize),
                       strides(shape, kind.itemsize, order))

    def astype(self, dtype: Dtype, copy: bool = True) -> Outline:
        """The same values in another type."""
        return self if dtype == self.dtype and not copy else self.fresh(self.shape, dtype, self.order())

    def order(self) -> tuple[int, ...]:
        """The axes from the one with the largest stride to the one with the smallest, as NumPy keeps them."""
        return tuple(sorted(range(self.ndim), key=lambda axis: -self.strides[axis]))

    def transpose(self, *axes: int) -> Outline:
        """The axes in another order."""
        return self.viewed(tuple(self.shape[axis] for axis in axes), tuple(self.strides[axis] for axis in axes))

    def reshape(self, *axes: int) -> Outline:
        """The same values under other axes: a view where strides allow it, else a copy."""
        if -1 in axes:
            rest = prod(axis for axis in axes if axis != -1)
            axes = tuple(self.size // max(1, rest) if axis == -1 else axis for axis in axes)
        assert prod(axes) == self.size, f"cannot reshape {self.shape} into {axes}"
        found = _restrided(self.shape, self.strides, axes, self.dtype.itemsize)
        return self.fresh(axes) if found is None else self.viewed(axes, found)

    def __getitem__(self, key: Any) -> Outline:
        shape: list[int] = []
        steps: list[int] = []
        axis = 0
        for item in _expanded(key, self.ndim):
            if item is None:
                shape.append(1)
                steps.append(0)
                continue
            if isinstance(item, slice):
                shape.append(len(range(*item.indices(self.shape[axis]))))
                steps.append(self.strides[axis] * (item.step or 1))
            axis += 1
        return self.viewed(tuple(shape), tuple(steps))

    def __setitem__(self, key: Any, value: Any) -> None:
        inside = self[key].shape
        given = value.shape if isinstance(value, Outline) else ()
        assert broadcast(inside, given) == inside, f"{given} does not fit into {inside}"

    def __len__(self) -> int:
        return self.shape[0]

    def _with(self, other: Any) -> Outline:
        return each(self, other)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _with

    def _changed(self, other: Any) -> Outline:
        return each(self, other, out=self)

    __iadd__ = __isub__ = __imul__ = __itruediv__ = _changed

    def __neg__(self) -> Outline:
        return each(self)

    def _compared(self, other: Any) -> Outline:
        return each(self, other, dtype=BOOL)

    __gt__ = __ge__ = __lt__ = __le__ = __ne__ = _compared  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]

    def __matmul__(self, other: Outline) -> Outline:
        return product(self, other)


def strides(shape: tuple[int, ...], itemsize: int, order: tuple[int, ...] | None = None) -> tuple[int, ...]:
    """The strides of a new array whose axes lie in this order."""
    found, step = [0] * len(shape), itemsize
    for axis in reversed(order or range(len(shape))):
        found[axis] = step
        step *= max(1, shape[axis])
    return tuple(found)


def broadcast(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that several shapes have together."""
    longest = max(map(len, shapes), default=0)
    axes = []
    for sizes in zip(*((1,) * (longest - len(shape)) + shape for shape in shapes), strict=True):
        wide = {size for size in sizes if size != 1}
        assert len(wide) <= 1, f"{shapes} do not fit together"
        axes.append(wide.pop() if wide else 1)
    return tuple(axes)


def each(*operands: Any, out: Outline | None = None, dtype: Dtype | None = None) -> Outline:
    """A function of every value of some arrays and numbers."""
    arrays = [operand for operand in operands if isinstance(operand, Outline)]
    shape = broadcast(*(array.shape for array in arrays))
    if out is not None:
        assert broadcast(out.shape, shape) == out.shape, f"{shape} does not fit into {out.shape}"
        return out
    model = next((array for array in arrays if array.shape == shape), arrays[0])
    kind = dtype or max((array.dtype for array in arrays), key=_precedence)
    return model.fresh(shape, kind, model.order() if model.ndim == len(shape) else None)


def _precedence(kind: Dtype) -> tuple[bool, int]:
    """By which the type of a result is chosen: a float before an integer, then the larger one."""
    return kind.name.startswith("float"), kind.itemsize


def product(left: Outline, right: Outline, out: Outline | None = None) -> Outline:
    """Matrix products of the last two axes."""
    assert left.shape[-1] == right.shape[-2], f"{left.shape} @ {right.shape}"
    shape = (*broadcast(left.shape[:-2], right.shape[:-2]), left.shape[-2], right.shape[-1])
    assert out is None or out.shape == shape, f"{shape} into {out and out.shape}"
    return left.fresh(shape) if out is None else out


def _expanded(key: Any, axes: int) -> list[Any]:
    """An index with one item for each axis."""
    items = list(key) if isinstance(key, tuple) else [key]
    used = sum(item is not None and item is not Ellipsis for item in items)
    rest = [slice(None)] * (axes - used)
    if Ellipsis in items:
        place = items.index(Ellipsis)
        return items[:place] + rest + items[place + 1:]
    return items + rest


def _runs(shape: tuple[int, ...], steps: tuple[int, ...]) -> list[list[int]]:
    """The axes that lie in one piece taken together, each with its step; axes of one place are left out."""
    runs: list[list[int]] = []
    for size, step in zip(shape, steps, strict=True):
        if size == 1:
            continue
        if runs and runs[-1][1] == size * step:
            runs[-1] = [runs[-1][0] * size, step]
        else:
            runs.append([size, step])
    return runs


def _restrided(shape: tuple[int, ...], steps: tuple[int, ...], wanted: tuple[int, ...],
               itemsize: int) -> tuple[int, ...] | None:
    """The strides under which an array can be seen with other axes, or None where it must be copied."""
    if prod(wanted) == 0:
        return strides(wanted, itemsize)
    runs = _runs(shape, steps)
    found = [itemsize] * len(wanted)
    left, step = 1, itemsize
    for axis in reversed(range(len(wanted))):
        if wanted[axis] == 1:
            continue
        if left == 1:
            left, step = runs.pop()
        if left % wanted[axis]:
            return None
        found[axis] = step
        left, step = left // wanted[axis], step * wanted[axis]
    for axis in reversed(range(len(wanted) - 1)):
        if wanted[axis] == 1:
            found[axis] = found[axis + 1] * wanted[axis + 1]
    return tuple(found)
