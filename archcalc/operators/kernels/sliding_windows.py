"""Windows over a volume, without copying: what convolution and pooling look at."""

from __future__ import annotations

from archcalc.operators.axis_attributes import Sides
from archcalc.operators.operator import Array, Arrays
from archcalc.operators.sliding_window import extent


def padded(xp: Arrays, x: Array, sides: Sides, value: float = 0.0) -> Array:
    """(n, c, h, w) with `value` around it, in the same order in memory."""
    if not any(sides):
        return x
    n, c, *sizes = x.shape
    before, after = sides[::2], sides[1::2]
    whole = (first + size + last for first, size, last in zip(before, sizes, after, strict=True))
    y = xp.full_like(x, value, shape=(n, c, *whole))
    y[(..., *(slice(first, first + size) for first, size in zip(before, sizes, strict=True)))] = x
    return y


def windows(xp: Arrays, x: Array, kernel: tuple[int, ...], stride: tuple[int, ...],
            dilation: tuple[int, ...]) -> Array:
    """Every window of (n, c, h, w) as a view: (n, c, h', w', kernel, kernel)."""
    spans = tuple(extent(size, spread) for size, spread in zip(kernel, dilation, strict=True))
    view = xp.lib.stride_tricks.sliding_window_view(x, spans, tuple(range(2, 2 + len(spans))))
    return view[(..., *(slice(None, None, step) for step in (*stride, *dilation)))]
