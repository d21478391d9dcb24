"""A volume and an array in cells: which column holds which axis, and the products in the lecture's order."""

from __future__ import annotations

from math import prod

from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.shapes import size
from archcalc.operators.sliding_window import axis_names


def axes_of(shape: Shape) -> tuple[str, ...]:
    """The columns that hold a shape's axes; the batch has none."""
    if is_spatial(shape):
        return "", "channels", *axis_names(len(shape) - 2)
    return {3: ("", "height", "channels"), 2: ("", "channels")}.get(len(shape), ("",) * len(shape))


def values_of(shape: Shape) -> int:
    """Batch, height, width, channels multiplied in the lecture's order."""
    return size(shape) * shape[0]


def array_of(shape: Shape, axes: int) -> int:
    """An array's values in the lecture's order: the kernel and the channels that it sees, then the filters.

    Kernels have as many `axes` as the input that they slide over.
    """
    if len(shape) == axes > 2:
        filters, channels, *kernel = shape
        return prod((*kernel, channels)) * filters
    first, *rest = shape
    return prod([*rest, first])
