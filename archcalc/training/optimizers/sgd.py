"""Plain stochastic gradient descent: nothing is remembered."""

from archcalc.operators.operator import Shape

SOURCE = "Robbins and Monro 1951; torch.optim.SGD"
WORDS = "nothing"


def state(shape: Shape, size: int) -> int:
    """No bytes."""
    return 0
