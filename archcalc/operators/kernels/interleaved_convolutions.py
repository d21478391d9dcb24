"""Transposed convolution as convolutions: every output sums the inputs whose kernels paint it.

    stride 2, kernel 4:   y0 y2 y4 ... = x * (w2 w0)      places a stride apart see the inputs through the same taps:
                          y1 y3 y5 ... = x * (w3 w1)      one convolution gives all of them, and they are interleaved

So it is wherever all such places have equally many taps: where the stride divides the kernel, or is 1.
Source: Shi et al. 2016 (Is the deconvolution layer the same as a convolutional layer?).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from archcalc.operators.kernels.bands import multiply_bands
from archcalc.operators.kernels.transposed_convolution import Canvas
from archcalc.operators.operator import Array, Arrays, Shape
from archcalc.operators.sliding_window import rounded_up

BLOCK = 2**19
"""Values that are laid out and made together: rows of what is seen are done in blocks that stay in the cache."""
PLACES = 8
"""So many places for each channel that a filter sees are worth putting the weights in order."""
SEEN = 8
"""Places that one stretch of a signal moves over, where each signal is by itself."""


def divides_evenly(kernel: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]) -> bool:
    """True where all places of the output have equally many taps."""
    return all(step == 1 or (spread == 1 and size % step == 0)
               for size, step, spread in zip(kernel, stride, dilation, strict=True))


def are_quicker(x: Shape, kernel: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...],
                groups: int) -> bool:
    """True where phases take less than painting: for few places the weights, put in order by phase, are most of it."""
    n, c, *sizes = x
    return divides_evenly(kernel, stride, dilation) and n * prod(sizes) > PLACES * c // groups


def interleave(xp: Arrays, x: Array, weight: Array, bias: Array | None, stride: tuple[int, ...],
               dilation: tuple[int, ...], groups: int, canvas: Canvas) -> Array:
    """(n, c, h, w) with (c, filters/groups, kernel, kernel) to (n, filters, *canvas.size)."""
    n, filters = x.shape[0], groups * weight.shape[1]
    spread = tuple(1 if step > 1 else wide for step, wide in zip(stride, dilation, strict=True))
    by_phase = _by_phase(weight, stride, groups)
    taps, matrix = by_phase.shape[2:], by_phase.reshape(groups, len(by_phase) // groups, -1)
    if bias is not None:
        addends = bias.repeat(prod(stride)).reshape(groups, -1, 1)
        matrix = xp.concatenate([matrix, addends], axis=2)
    first = [start // step for start, step in zip(canvas.before, stride, strict=True)]
    last = [-(-(start + size) // step) for start, size, step in zip(canvas.before, canvas.size, stride, strict=True)]
    reach = [(many - 1) * wide for many, wide in zip(taps, spread, strict=True)]
    seen = _stretched(xp, x, [begin - more for begin, more in zip(first, reach, strict=True)], last)
    made = [size - more for size, more in zip(seen.shape[2:], reach, strict=True)]
    y = xp.empty((n, filters, *(size * step for size, step in zip(made, stride, strict=True))), x.dtype)
    cut = [start - begin * step for start, begin, step in zip(canvas.before, first, stride, strict=True)]
    place = (..., *(slice(start, start + size) for start, size in zip(cut, canvas.size, strict=True)))
    if len(stride) == 1 and groups == x.shape[1] == filters and spread == (1,):
        return _by_bands(xp, seen, by_phase.reshape(filters, *stride, -1), bias, y)[place]
    laid_out = n * prod(seen.shape[3:]) * (x.shape[1] * prod(taps) + len(by_phase))
    at_once = rounded_up(made[0], rounded_up(made[0] * laid_out, BLOCK))
    for start in range(0, made[0], at_once):
        rows = seen[:, :, start:start + at_once + reach[0]]
        part = y[:, :, start * stride[0]:(start + at_once) * stride[0]]
        _put_together(xp, _products(xp, rows, matrix, taps, spread), part, stride, rows.shape[3:])
    return y[place]


def _by_bands(xp: Arrays, seen: Array, weight: Array, bias: Array | None, y: Array) -> Array:
    """Signals each by itself, by the taps (filters, stride, taps) of every phase, into (n, filters, outputs)."""
    filters, step, taps = weight.shape
    bands = xp.zeros((filters, SEEN + taps - 1, SEEN * step), weight.dtype)
    for place in range(SEEN):
        bands[:, place:place + taps, place * step:(place + 1) * step] = weight.transpose(0, 2, 1)
    multiply_bands(xp, seen, bands, SEEN, y)
    if bias is not None:
        y += bias.reshape(-1, 1)
    return y


def _products(xp: Arrays, seen: Array, matrix: Array, taps: Sequence[int], spread: tuple[int, ...]) -> Array:
    """Every phase of every filter, (n, filters * stride * stride, places): whole rows, of which the last are too much.

    A tap sees one stretch of memory, whose rows are as long as those of what is seen; a bias sees ones.
    """
    n, c, *sizes = seen.shape
    groups, phases, inner = matrix.shape
    reach = [(many - 1) * wide for many, wide in zip(taps, spread, strict=True)]
    total = prod(sizes[1:]) * (sizes[0] - reach[0])
    places = total - sum(more * prod(sizes[axis:]) for axis, more in enumerate(reach[1:], 2))
    columns, own = xp.empty((n, groups, inner, places), seen.dtype), c // groups * prod(taps)
    columns[:, :, own:] = 1
    room = columns[:, :, :own].reshape(n, groups, c // groups, *taps, places)
    image, channel, *steps = seen.strides
    strides = (image, c // groups * channel, channel,
               *(wide * step for wide, step in zip(spread, steps, strict=True)), steps[-1])
    room[...] = xp.lib.stride_tricks.as_strided(seen, room.shape, strides)
    y = xp.empty((n, groups, phases, total), seen.dtype)
    y[..., places:] = 0
    xp.matmul(matrix, columns, out=y[..., :places])
    return y.reshape(n, groups * phases, total)


def _put_together(xp: Arrays, made: Array, y: Array, stride: tuple[int, ...], others: Sequence[int]) -> None:
    """Phases side by side, (n, filters, h * stride, w * stride): along a row first, of all rows at once; then rows."""
    (n, filters, long, *_), (*between, across) = y.shape, stride
    made = made.reshape(n, filters, *between, across, -1)
    lines = made.reshape(*made.shape[:-2], -1, 1)
    if across > 1 or not between:
        shape = *made.shape[:-2], made.shape[-1], across
        lines = xp.empty(shape, made.dtype) if between else y.reshape(shape)
        for phase in range(across):
            lines[..., phase] = made[..., phase, :]
    if not between:
        return
    lines = lines.reshape(n, filters, *between, long // stride[0], *others[:-1], others[-1] * across)
    halves = [each for size, step in zip(y.shape[2:], between, strict=False) for each in (size // step, step)]
    room = y.reshape(n, filters, *halves, y.shape[-1])
    rows, last = range(2, len(halves) + 2, 2), len(halves) + 2
    room = room.transpose(0, 1, *range(3, last, 2), *rows, last)
    room[...] = lines[(..., *map(slice, room.shape[2 + len(between):]))]


def _by_phase(weight: Array, stride: tuple[int, ...], groups: int) -> Array:
    """(c, filters/groups, kernel, kernel) as (filters * stride * stride, c/groups, taps, taps), the last tap first."""
    c, each, *kernel = weight.shape
    taps = tuple(size // step for size, step in zip(kernel, stride, strict=True))
    axes, by_tap = len(kernel), (size for pair in zip(taps, stride, strict=True) for size in pair)
    parts = weight.reshape(groups, c // groups, each, *by_tap)
    parts = parts[(slice(None),) * 3 + (slice(None, None, -1), slice(None)) * axes]
    order = (0, 2, *range(4, 4 + 2 * axes, 2), 1, *range(3, 3 + 2 * axes, 2))
    return parts.transpose(*order).reshape(groups * each * prod(stride), c // groups, *taps)


def _stretched(xp: Arrays, x: Array, first: list[int], last: list[int]) -> Array:
    """The places from `first` up to `last` along every axis, zeros where there are none."""
    n, c, *sizes = x.shape
    if first == [0] * len(first) and last == sizes:
        return xp.ascontiguousarray(x)
    y = xp.zeros((n, c, *(stop - start for start, stop in zip(first, last, strict=True))), x.dtype)
    inside = [slice(max(0, start), min(size, stop)) for start, stop, size in zip(first, last, sizes, strict=True)]
    y[(..., *(slice(part.start - start, part.stop - start) for part, start in zip(inside, first, strict=True)))] = \
        x[(..., *inside)]
    return y
