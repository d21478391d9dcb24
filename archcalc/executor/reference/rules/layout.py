"""Operators that move values: each place of the output takes from one of the input, or holds a zero."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import product
from math import prod
from typing import Any

from archcalc.executor.reference.reference_values import At, Later, Reference, Volume, numpy, or_zero, plus
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


def _between(op: Any, place: Any, size: int, wanted: int) -> tuple[Any, Any, Any]:
    """The two neighbours along an axis that new places lie between, and the second one's share."""
    middle = (place * (size - 1) / max(1, wanted - 1) if op.corners else
              numpy.maximum(0.0, (place + 0.5) * size / wanted - 0.5))
    low = numpy.minimum(numpy.floor(middle).astype(int), size - 1)
    return low, numpy.minimum(low + 1, size - 1), middle - low


def _upsample(op: Any, at: At, x: Volume) -> Reference:
    n, c, *places = at
    sizes = list(zip(places, x.shape[2:], op.enlarged(x.shape[2:]), strict=True))
    if op.mode == "nearest":
        return x[(n, c, *(place * size // wanted for place, size, wanted in sizes))]
    ends = [((low, 1 - share), (high, share)) for low, high, share in (_between(op, *each) for each in sizes)]
    value, neighbours = 0.0, []
    for corner in product(*ends):
        neighbours.append(x[n, c, *(place for place, _ in corner)].value)
        value = value + prod(share for _, share in corner) * neighbours[-1]
    return Reference(value, lambda: len(neighbours) * sum(map(abs, neighbours)), len(neighbours))


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


RULES: dict[str, Rule] = {
    "channel_shuffle": _channel_shuffle,
    "class_token": _class_token,
    "concat": _concat,
    "crop": _crop,
    "flatten": _same_order,
    "gather": _gather,
    "identity": lambda op, at, x: x[at],
    "input": lambda op, at, x: x[at],
    "merge_patches": _merge_patches,
    "pad": _pad,
    "pixel_shuffle": _pixel_shuffle,
    "positions": _positions,
    "regroup": _same_order,
    "reshape": _same_order,
    "select": _select,
    "side_input": lambda op, at, x: x[at],
    "slice": lambda op, at, x: x[at[0], at[1] + op.channels[0], *at[2:]],
    "to_tokens": _to_tokens,
    "token": lambda op, at, x: x[at[0], numpy.full_like(at[0], op.index), at[1]],
    "transpose": _transpose,
    "upsample": _upsample,
}
AHEAD = frozenset(RULES) - {"class_token", "merge_patches", "pad", "positions", "upsample"}
