"""Weights by He's rule: variance 2 / fan-in, so that a rectified layer gives back as much as it gets.

Values are uniform (normal ones take several times as long): 32 random bits are an integer from -2^31 to 2^31, scaled.
Every weight has a generator of its own, seeded with the seed and the weight's name: its values are the same on every
backend, whatever else is drawn. Source: He et al. 2015 (Delving Deep into Rectifiers), equation 10; the generator is
Chris Doty-Humphrey's SFC64.
"""

from __future__ import annotations

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
    low, high = _range(weight, key, context.additions)
    bits = xp.random.SFC64([context.seed, crc32(context.name.encode())])
    values = xp.empty(prod(weight.shape), dtype=xp.float32)
    for start in range(0, values.size, AT_ONCE):
        part = values[start:start + AT_ONCE]
        part[...] = bits.random_raw(-(-part.size // 2)).view(xp.int32)[:part.size]
        part *= (high - low) / 2**32
        if low + high:
            part += (low + high) / 2
    return values.reshape(weight.shape)


def _range(weight: Weight, key: str, additions: int) -> tuple[float, float]:
    if weight.role == "weight" and len(weight.shape) > 1:
        bound = (6 / prod(weight.shape[1:])) ** 0.5
        return -bound, bound
    low, high = _RANGES.get((weight.role, key), (0.5, 1.5))
    if (weight.role, key) == ("affine", "weight") and additions > FEW_ADDITIONS:
        scale = (FEW_ADDITIONS / additions) ** 0.25
        return low * scale, high * scale
    return low, high
