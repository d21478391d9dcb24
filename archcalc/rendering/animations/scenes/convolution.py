"""Convolution: the window times the kernel, channel by channel, summed, plus the bias; one filter after the other.

Of a convolution in groups two groups are shown; depthwise, these are two channels.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.convolution.conv import Conv
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import like
from archcalc.rendering.animations.examples import (
    LayerExample,
    Numbers,
    Place,
    bias_number,
    filter_numbers,
    numbers,
    outputs_wanted,
    shortened,
    small_number,
)
from archcalc.rendering.animations.play import (
    NumberGrid,
    Play,
    SceneStep,
    added,
    at,
    by_channels,
    by_rows,
    products_written,
    shown,
)
from archcalc.rendering.animations.scenes._windows import Windows, cells, outcome, windows

OPERATORS = ("conv",)
_MOST_STEPS = 20
_CHANNELS = ((1, 3), (25, 2))
"""How many channels are shown of kernels with at most so many values; of larger ones, one."""


def examples(op: Op, x: Shape) -> Iterator[LayerExample]:
    """One filter, or one of each of two groups, on one to three channels each."""
    assert isinstance(op, Conv)
    groups, own = min(op.groups, 2), x[1] // op.groups
    most = next((channels for values, channels in _CHANNELS if prod(op.kernel) <= values), 1)
    small = op.replace(filters=groups, groups=groups)
    for wanted in outputs_wanted(len(x) - 2):
        sizes = shortened(op, x, wanted, op.stride)[2:]
        for channels in range(min(own, most), 0, -1):
            shape = like(x, (1, groups * channels, *sizes))
            if groups * prod(small.output(shape)[2:]) <= _MOST_STEPS:
                yield LayerExample(small, shape, op, x)


def played(example: LayerExample) -> Play:
    """A step for every value of the output, filter by filter."""
    op, read = example.op, windows(example)
    assert isinstance(op, Conv)
    rule = _Rule(op, read, example.x[1] // op.groups, numbers(example, small_number))
    source, kernel = read.grid(example.x), NumberGrid("kernel", ("",) * rule.own, *read.kernel)
    rows, columns = map(range, read.counts)
    places = product(range(op.filters), rows, columns)
    return Play(source, cells(source, rule.values, "0"), kernel, kernel._replace(caption="products"),
                outcome(example, "filter"), ("×", "=", "sum"), tuple(_step(rule, place) for place in places))


class _Rule(NamedTuple):
    """A convolution on numbers: its windows, the channels that a filter reads, and the input."""

    op: Conv
    read: Windows
    own: int
    values: Numbers


def _step(rule: _Rule, place: Place) -> SceneStep:
    op, number = rule.op, place[0]
    weights = filter_numbers(rule.read.kernel, number, rule.own)
    first = number // (op.filters // op.groups) * rule.own
    window = [(first + channel, *spot) for channel in range(rule.own) for spot in rule.read.places(*place[1:])]
    pairs = [(rule.values.get(spot, 0), weight) for spot, weight in zip(window, weights.values(), strict=True)]
    products = {spot: value * weight for spot, (value, weight) in zip(weights, pairs, strict=True)}
    total, bias = sum(products.values()), bias_number(number) if op.bias else 0
    told = f"sum {total}, and the bias: {added([total, bias])} = {total + bias}" if op.bias else f"sum {total}, no bias"
    return SceneStep(f"filter {number + 1}, {at(*place[1:], rule.read.counts[0])}", tuple(window), shown(products),
                     (place,), {place: f"{total + bias}"}, _working(pairs, products), told, shown(weights))


def _working(pairs: list[tuple[int, int]], products: Numbers) -> tuple[str, ...]:
    rows, channels = by_rows(products), by_channels(products)
    return (products_written(pairs), f"rows of products: {added(rows)}",
            *([f"channels: {added(channels)}"] if len(channels) > 1 else []))
