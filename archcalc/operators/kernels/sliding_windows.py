"""Windows over a volume, without copying: what convolution and pooling look at."""

from __future__ import annotations

from archcalc.operators.attributes import Sides
from archcalc.operators.operator import Array, Arrays
from archcalc.operators.sliding_window import extent

NO_SIDES = (0, 0, 0, 0)


def padded(xp: Arrays, x: Array, sides: Sides, value: float = 0.0) -> Array:
    """(n, c, h, w) with `value` around it, in the same order in memory."""
    if sides == NO_SIDES:
        return x
    n, c, h, w = x.shape
    top, bottom, left, right = sides
    y = xp.full_like(x, value, shape=(n, c, top + h + bottom, left + w + right))
    y[:, :, top:top + h, left:left + w] = x
    return y


def windows(xp: Arrays, x: Array, kernel: tuple[int, int], stride: tuple[int, int],
            dilation: tuple[int, int] = (1, 1)) -> Array:
    """Every window of (n, c, h, w) as a view: (n, c, h', w', kernel, kernel)."""
    spans = (extent(kernel[0], dilation[0]), extent(kernel[1], dilation[1]))
    view = xp.lib.stride_tricks.sliding_window_view(x, spans, (2, 3))
    return view[:, :, ::stride[0], ::stride[1], ::dilation[0], ::dilation[1]]
