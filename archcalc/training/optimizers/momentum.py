"""Stochastic gradient descent with momentum."""

from math import prod

from archcalc.operators.operator import Shape
from archcalc.training.optimizers._temporaries import NEVER

SOURCE = "Polyak 1964; torch.optim.SGD(momentum=0.9)"
WORDS = "a velocity for each parameter"
TEMPORARIES = NEVER


def state(shape: Shape, size: int) -> int:
    """The bytes of one value for each parameter.

    >>> state((64, 3, 7, 7), 4)
    37632
    """
    return prod(shape) * size
