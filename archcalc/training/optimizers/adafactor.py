"""Adafactor, without momentum: of a matrix's second moments only the means of rows and columns."""

from math import prod

from archcalc.operators.operator import Shape

SOURCE = "Shazeer and Stern 2018; torch.optim.Adafactor"
WORDS = "means of squared gradients along rows and columns (the last two axes of an array)"


def state(shape: Shape, size: int) -> int:
    """The bytes of a value for each row and each column of the last two axes; a vector has one for each parameter.

    The rows and columns of a convolution's kernels are short, so that little is saved there, and nothing at 1x1.

    >>> state((4096, 25088), 4) // 4, state((64, 64, 3, 3), 4) // 4
    (29184, 24576)
    """
    if len(shape) < 2:
        return prod(shape) * size
    *others, rows, columns = shape
    return prod(others) * (rows + columns) * size
