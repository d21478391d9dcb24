"""Operators that move values: each place of the output takes from one of the input, or holds a zero."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import product
from math import ceil, prod
from typing import Any

from archcalc.executor.reference.reference_values import (
    At,
    Later,
    Reference,
    Volume,
    each,
    gathered,
    numpy,
    or_zero,
    plus,
)
from archcalc.executor.reference.rules import Rule
from archcalc.operators.operator import Shape


def _in_order(at: At, shape: Shape, given: Shape) -> At:
    """The places of values that stand in the same order under another shape."""
    number = 0
    for index, size in zip(at, shape, strict=True):
        number = number * size + index
    found = []
    for size in reversed(given):
        found.append(number % size)
        number = number // size
    return tuple(reversed(found))


def _same_order(op: Any, at: At, x: Volume) -> Reference:
    return x[_in_order(at, op.output(x.shape), x.shape)]


def _channel_shuffle(op: Any, at: At, x: Volume) -> Reference:
    n, c, *places = at
    return x[n, c % op.groups * (x.shape[1] // op.groups) + c // op.groups, *places]


def _pixel_shuffle(op: Any, at: At, x: Volume) -> Reference:
    n, c, h, w = at
    by = op.factor
    return x[n, (c * by + h % by) * by + w % by, h // by, w // by]


def _merge_patches(op: Any, at: At, x: Volume) -> Reference:
    n, c, h, w = at
    place, channel = c // x.shape[1], c % x.shape[1]
    return or_zero(x, (n, channel, h * op.factor + place % op.factor, w * op.factor + place // op.factor), 2, 3)


def _crop(op: Any, at: At, x: Volume) -> Reference:
    before = op.cut(x.shape)[::2]
    return x[*at[:2], *(place + cut for place, cut in zip(at[2:], before, strict=True))]


def _pad(op: Any, at: At, x: Volume) -> Reference:
    places = [place - side for place, side in zip(at[2:], op.sides[::2], strict=True)]
    if op.mode == "zeros":
        return or_zero(x, (*at[:2], *places), *range(1, len(at)))
    own = (_BORDERS[op.mode](place, size) for place, size in zip(places, x.shape[2:], strict=True))
    return or_zero(x, (*at[:2], *own), 1)


def _mirrored(place: Any, size: int) -> Any:
    """To and fro, the ends once: a way of 2*(size - 1) places."""
    way = max(1, 2 * (size - 1))
    return numpy.minimum(place % way, -place % way)


_BORDERS: dict[str, Callable[[Any, int], Any]] = {
    "reflect": _mirrored, "replicate": lambda place, size: numpy.clip(place, 0, size - 1), "circular": numpy.mod,
}


def _select(op: Any, at: At, x: Volume) -> Reference:
    moved = list(at)
    moved[op.axis] = at[op.axis] * op.step + op.places[0]
    return x[tuple(moved)]


def _gather(op: Any, at: At, x: Volume) -> Reference:
    moved = list(at)
    moved[op.axis] = numpy.array(op.index)[at[op.axis]]
    return x[tuple(moved)]


def _transpose(op: Any, at: At, x: Volume) -> Reference:
    moved = dict(zip(op.order, at, strict=True))
    return x[tuple(moved[axis] for axis in range(len(at)))]


def _concat(op: Any, at: At, *xs: Volume) -> Later:
    start, parts = 0, []
    for x in xs:
        own = at[op.axis] - start
        within = (own >= 0) & (own < x.shape[op.axis])
        if within.any():
            parts.append((within, x[*at[:op.axis], own * within, *at[op.axis + 1:]]))
        start += x.shape[op.axis]
    return lambda: Reference(reduce(lambda value, part: numpy.where(part[0], part[1].value, value), parts, 0.0))


def _lies(op: Any, place: Any, size: int, wanted: int, factor: float) -> Any:
    """The new places as they lie among the old ones, whose own places are 0, 1, 2 ..."""
    if op.corners:
        return place * (size - 1) / max(1, wanted - 1)
    step = 1 / factor if factor and factor != int(factor) else size / wanted
    return (place + 0.5) * step - 0.5


def _taps(op: Any, middle: Any, size: int) -> list[tuple[Any, Any]]:
    """The neighbours along an axis that new places lie between, each with its weight."""
    if op.mode != "bicubic":
        middle = numpy.maximum(0.0, middle)
        low = numpy.floor(middle).astype(int)
        return [(numpy.clip(low + tap, 0, size - 1), 1 - abs(middle - low - tap)) for tap in range(2)]
    low = numpy.floor(middle).astype(int)
    return [(numpy.clip(low + tap, 0, size - 1), _keys(abs(middle - low - tap))) for tap in range(-1, 3)]


def _keys(x: Any, slope: float = -0.75) -> Any:
    """Keys's cubic kernel."""
    near = (slope + 2) * x**3 - (slope + 3) * x**2 + 1
    return numpy.where(x <= 1, near, slope * (x**3 - 5 * x**2 + 8 * x - 4))


def _shares(place: Any, size: int, wanted: int) -> list[tuple[Any, Any]]:
    """The places of a bin along an axis, each with its share of the mean."""
    first, last = place * size // wanted, -(-(place + 1) * size // wanted)
    return [(numpy.minimum(first + tap, size - 1), (first + tap < last) / (last - first))
            for tap in range(int((last - first).max()))]


def _upsample(op: Any, at: At, x: Volume) -> Reference:
    n, c, *places = at
    sizes = list(zip(places, x.shape[2:], op.enlarged(x.shape[2:]), op.scale, strict=True))
    if op.mode.startswith("nearest"):
        return x[(n, c, *(_nearest(op, *axis) for axis in sizes))]
    ends = [_shares(*axis[:3]) if op.mode == "area" else _taps(op, _lies(op, *axis), axis[1]) for axis in sizes]
    value, neighbours = 0.0, []
    for corner in product(*ends):
        neighbours.append(x[n, c, *(place for place, _ in corner)].value)
        value = value + prod(share for _, share in corner) * neighbours[-1]
    return Reference(value, lambda: 2 * len(neighbours) * sum(map(abs, neighbours)), len(neighbours))


def _nearest(op: Any, place: Any, size: int, wanted: int, factor: float) -> Any:
    odd = 2 * place + 1 if op.mode == "nearest-exact" else 2 * place
    if factor and factor != int(factor):
        return numpy.minimum(numpy.floor(odd / (2 * factor)).astype(int), size - 1)
    return odd * size // (2 * wanted)


def _sampled(op: Any, first: float, last: float, number: int, bins: int) -> Any:
    """The places of a bin's samples along an axis."""
    size = (last - first if op.aligned else max(1.0, last - first)) / bins
    count = op.sampling_ratio or max(0, ceil(size))
    return first + size * (number + (numpy.arange(count) + 0.5) / max(1, count))


def _shared_out(samples: Any, places: int) -> Any:
    """The weight of each place of an axis in the mean of some samples."""
    kept = samples[(samples >= -1) & (samples <= places)].clip(0, places - 1)
    apart = abs(kept[:, None] - numpy.arange(places))
    return numpy.maximum(0, 1 - apart).sum(axis=0) / max(1, len(samples))


def _roi_align(op: Any, at: At, *xs: Volume) -> Reference:
    x, h, w = xs[0], *xs[0].shape[2:]
    each_image = op.output(*(each.shape for each in xs))[0] // x.shape[0]

    def one(number: int, c: int, i: int, j: int) -> Reference:
        n, region = divmod(number, each_image)
        box = (0.0, 0.0, w, h) if len(xs) == 1 else xs[1][n, region, :].value * op.spatial_scale
        left, top, right, bottom = (float(side) - 0.5 * op.aligned for side in box)
        down = _shared_out(_sampled(op, top, bottom, i, op.size[0]), h)
        across = _shared_out(_sampled(op, left, right, j, op.size[1]), w)
        shares, seen = down[:, None] * across, x[n, c, :, :].value
        return Reference((shares * seen).sum(), (shares * abs(seen)).sum, h * w)

    return gathered(one(*place) for place in each(at))


def _to_tokens(op: Any, at: At, x: Volume) -> Reference:
    n, token, feature = at
    return x[n, feature, *_in_order((token,), (prod(x.shape[2:]),), x.shape[2:])]


def _class_token(op: Any, at: At, x: Volume, token: Volume) -> Reference:
    others = or_zero(x, (at[0], at[1] - 1, at[2]), 1).value
    return Reference(numpy.where(at[1] == 0, token[(at[2],)].value, others))


def _positions(op: Any, at: At, x: Volume, embedding: Volume | None = None) -> Reference:
    """A row of the table; or waves, of which a sine is a cosine a quarter of a turn earlier."""
    if embedding is not None:
        return plus(x[at], embedding[at[1:]])
    odd = at[2] % 2
    turns = at[1] / 10000.0 ** ((at[2] - odd) / x.shape[2])
    return plus(x[at], Reference(numpy.cos(turns - (1 - odd) * numpy.pi / 2), lambda: 1.0))


def _flip(op: Any, at: At, x: Volume) -> Reference:
    return x[tuple(x.shape[axis] - 1 - place if axis == op.axis else place for axis, place in enumerate(at))]


def _tile(op: Any, at: At, x: Volume) -> Reference:
    return x[tuple(place % size for place, size in zip(at, x.shape, strict=True))]


RULES: dict[str, Rule] = {
    "channel_shuffle": _channel_shuffle,
    "class_token": _class_token,
    "concat": _concat,
    "constant": lambda op, at, values: values[at],
    "crop": _crop,
    "flatten": _same_order,
    "flip": _flip,
    "gather": _gather,
    "identity": lambda op, at, x: x[at],
    "input": lambda op, at, x: x[at],
    "merge_patches": _merge_patches,
    "pad": _pad,
    "pixel_shuffle": _pixel_shuffle,
    "positions": _positions,
    "regroup": _same_order,
    "reshape": _same_order,
    "roi_align": _roi_align,
    "select": _select,
    "side_input": lambda op, at, x: x[at],
    "slice": lambda op, at, x: x[at[0], at[1] + op.channels[0], *at[2:]],
    "tile": _tile,
    "to_tokens": _to_tokens,
    "token": lambda op, at, x: x[at[0], numpy.full_like(at[0], op.index), at[1]],
    "transpose": _transpose,
    "upsample": _upsample,
}
AHEAD = frozenset(RULES) - {"class_token", "merge_patches", "pad", "positions", "roi_align", "upsample"}
ONE_BY_ONE = frozenset({"roi_align"})
