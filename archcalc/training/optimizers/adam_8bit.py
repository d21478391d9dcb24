"""Adam with its state in 8 bits, quantised block by block."""

from math import prod

from archcalc.operators.operator import Shape
from archcalc.training.optimizers._temporaries import nothing

SOURCE = "Dettmers et al. 2022; bitsandbytes 0.50, Adam8bit"
WORDS = "a mean and a variance of the gradient, a byte each; a float32 scale for every 256 of them"
TEMPORARIES = {"fused": nothing}

_SMALLEST, _BLOCK = 4096, 256
"""Smaller arrays keep float32 values; a block of so many values shares a scale."""


def state(shape: Shape, size: int) -> int:
    """The bytes of two values for each parameter, with the scales of their blocks.

    >>> state((4096, 4096), 4), state((64,), 4)
    (34078720, 512)
    """
    values = prod(shape)
    if values < _SMALLEST:
        return 2 * values * 4
    return 2 * (values + -(-values // _BLOCK) * 4)
