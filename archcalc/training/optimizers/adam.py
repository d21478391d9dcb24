"""Adam."""

from collections.abc import Sequence
from itertools import pairwise
from math import prod

from archcalc.operators.operator import Shape
from archcalc.training.optimizers._temporaries import all_at_once, nothing

SOURCE = "Kingma and Ba 2015; torch.optim.Adam"
WORDS = "a mean and a variance of the gradient for each parameter"


def state(shape: Shape, size: int) -> int:
    """The bytes of two values for each parameter.

    >>> state((64, 3, 7, 7), 4)
    75264
    """
    return 2 * prod(shape) * size


def one_by_one(shapes: Sequence[Shape]) -> int:
    """The root of an array's variance and its quotient, while the array before has a name for its own quotient.

    >>> one_by_one([(10,), (3, 4), (5,)])
    34
    """
    return max((before + 2 * size for before, size in pairwise([0, *map(prod, shapes)])), default=0)


TEMPORARIES = {"loop": one_by_one, "foreach": all_at_once, "fused": nothing}
"""PyTorch's `exp_avg_sq.sqrt() / c` array by array, or the roots of all variances."""
