"""Pooling: the largest value, or the mean, of each window."""

from __future__ import annotations

from typing import Any

from archcalc.kernels.windows import padded, windows
from archcalc.rules.windows import Frame


def seen(xp: Any, x: Any, frame: Frame, value: float) -> Any:
    """The windows of a frame, filled up with `value`: (n, c, h', w', kernel, kernel)."""
    _, _, h, w = x.shape
    view = windows(xp, padded(xp, x, frame.reached(h, w), value), frame.kernel, frame.stride)
    return view[:, :, :frame.counts[0], :frame.counts[1]]


def largest(xp: Any, x: Any, frame: Frame) -> Any:
    """The largest value of each window; the padding never wins."""
    return xp.max(seen(xp, x, frame, -float("inf")), axis=(4, 5))


def mean(xp: Any, x: Any, frame: Frame, count_padding: bool) -> Any:
    """The mean of each window, over what it sees of the image or, with `count_padding`, of the image and its sides."""
    _, _, h, w = x.shape
    y = xp.sum(seen(xp, x, frame, 0.0), axis=(4, 5))
    y /= xp.asarray(_overlaps(frame, h, w, count_padding), dtype=x.dtype)
    return y


def _overlaps(frame: Frame, h: int, w: int, count_padding: bool) -> list[list[int]]:
    """How many values each window counts."""
    lines = []
    for axis, size in enumerate((h, w)):
        before, after = frame.sides[2 * axis], frame.sides[2 * axis + 1]
        first, last = (-before, size + after) if count_padding else (0, size)
        starts = (i * frame.stride[axis] - before for i in range(frame.counts[axis]))
        lines.append([min(start + frame.kernel[axis], last) - max(start, first) for start in starts])
    return [[down * across for across in lines[1]] for down in lines[0]]
