"""Weights by He's rule: variance 2 / fan-in, so that a rectified layer gives back as much as it gets.

Values are uniform (normal ones take several times as long): 32 random bits are an integer from -2^31 to 2^31, scaled.
Every weight has a generator of its own, seeded with the seed and the weight's name: its values are the same on every
backend, whatever else is drawn. Source: He et al. 2015 (Delving Deep into Rectifiers), equation 10; the generator is
Chris Doty-Humphrey's SFC64.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any
from zlib import crc32

from archcalc.executor.weights.initializers import Context
from archcalc.operators.operator import Weight

RULE = "uniform by He's rule: variance 2 / fan-in"
AT_ONCE = 2**14
"""Values made at once: they stay in the cache while they are scaled."""
FEW_ADDITIONS = 20
"""A deeper residual network would grow past float32: every addition can double the variance."""
_RANGES = {("affine", "weight"): (0.5, 1.5), ("affine", "bias"): (-0.5, 0.5), ("bias", "bias"): (-0.1, 0.1),
           ("buffer", "mean"): (-0.5, 0.5), ("buffer", "variance"): (0.5, 1.5)}
"""From where to where a norm's and a bias's values are drawn."""


def draw(xp: Any, weight: Weight, key: str, context: Context) -> Any:
    """An array of random values, in float32."""
    values = xp.empty(prod(weight.shape), dtype=xp.float32)
    _fill(values, _bits(xp, context), _range(weight, key, context.additions))
    return values.reshape(weight.shape)


def draw_rows(xp: Any, weight: Weight, key: str, context: Context, at_once: int) -> Iterator[Any]:
    """The same array, an even number of rows at a time, all of them in the same memory."""
    rows, *others = weight.shape
    room = xp.empty((min(rows, at_once), *others), dtype=xp.float32)
    bits, wanted = _bits(xp, context), _range(weight, key, context.additions)
    for first in range(0, rows, at_once):
        part = room[:rows - first]
        _fill(part.reshape(-1), bits, wanted)
        yield part


def _bits(xp: Any, context: Context) -> Any:
    return xp.random.SFC64([context.seed, crc32(context.name.encode())])


def _fill(values: Any, bits: Any, wanted: tuple[float, float]) -> None:
    """Values from `low` to `high`, two of every 64 bits."""
    low, high = wanted
    for start in range(0, values.size, AT_ONCE):
        part = values[start:start + AT_ONCE]
        part[...] = bits.random_raw(-(-part.size // 2)).view("int32")[:part.size]
        part *= (high - low) / 2**32
        if low + high:
            part += (low + high) / 2


def _range(weight: Weight, key: str, additions: int) -> tuple[float, float]:
    if weight.role == "weight" and len(weight.shape) > 1:
        bound = (6 / prod(weight.shape[1:])) ** 0.5
        return -bound, bound
    low, high = _RANGES.get((weight.role, key), (0.5, 1.5))
    if (weight.role, key) == ("affine", "weight") and additions > FEW_ADDITIONS:
        scale = (FEW_ADDITIONS / additions) ** 0.25
        return low * scale, high * scale
    return low, high
