"""Plain stochastic gradient descent: nothing is remembered."""

from archcalc.operators.operator import Shape
from archcalc.training.optimizers._temporaries import NEVER

SOURCE = "Robbins and Monro 1951; torch.optim.SGD"
WORDS = "nothing"
TEMPORARIES = NEVER


def state(shape: Shape, size: int) -> int:
    """No bytes."""
    return 0
