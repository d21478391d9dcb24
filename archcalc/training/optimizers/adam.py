"""Adam."""

from math import prod

from archcalc.operators.operator import Shape

SOURCE = "Kingma and Ba 2015; torch.optim.Adam"
WORDS = "a mean and a variance of the gradient for each parameter"


def state(shape: Shape, size: int) -> int:
    """The bytes of two values for each parameter.

    >>> state((64, 3, 7, 7), 4)
    75264
    """
    return 2 * prod(shape) * size
