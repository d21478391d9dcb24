"""Where the places of an array lie in memory: steps in bytes, one for each axis.

A float32 array of 2 x 3 x 4 has the strides 48, 16, 4: from any place to the next is one step of 4 bytes, one run of
24 places. With its last axes exchanged it has the strides 48, 4, 16: nothing can be walked together, three runs.
"""

from __future__ import annotations

from math import prod

Shape = tuple[int, ...]


def strides(shape: Shape, itemsize: int, order: Shape | None = None) -> Shape:
    """The strides of a new array whose axes lie in this order, the one with the largest stride first."""
    found, step = [0] * len(shape), itemsize
    for axis in reversed(order or range(len(shape))):
        found[axis] = step
        step *= max(1, shape[axis])
    return tuple(found)


def restrided(shape: Shape, steps: Shape, wanted: Shape, itemsize: int) -> Shape | None:
    """The strides under which an array can be seen with other axes, or None where it must be copied.

    >>> restrided((2, 3, 4), (48, 16, 4), (6, 4), 4), restrided((2, 4, 3), (48, 4, 16), (2, 12), 4)
    ((16, 4), None)
    """
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
    return _with_units(wanted, found)


def _runs(shape: Shape, steps: Shape) -> list[tuple[int, int]]:
    """Neighbouring axes that are walked with one step, taken together: their places, and the step; units left out."""
    runs: list[tuple[int, int]] = []
    for size, step in zip(shape, steps, strict=True):
        if size == 1:
            continue
        if runs and runs[-1][1] == size * step:
            runs[-1] = (runs[-1][0] * size, step)
        else:
            runs.append((size, step))
    return runs


def _with_units(shape: Shape, steps: list[int]) -> Shape:
    """Axes of size 1 given the step that NumPy shows for them: over the axis after them."""
    for axis in reversed(range(len(shape) - 1)):
        if shape[axis] == 1:
            steps[axis] = steps[axis + 1] * shape[axis + 1]
    return tuple(steps)


def order(steps: Shape) -> Shape:
    """The axes from the one with the largest stride to the one with the smallest, as NumPy keeps them."""
    return tuple(sorted(range(len(steps)), key=lambda axis: -steps[axis]))
