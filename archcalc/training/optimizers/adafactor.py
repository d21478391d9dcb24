"""Adafactor, without momentum: of a matrix's second moments only the means of rows and columns."""

from collections.abc import Sequence
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


def one_by_one(shapes: Sequence[Shape]) -> int:
    """An array's update beside that of the array before, with the means of a matrix, and the squares of a vector.

    Each has a name until there is the next of its kind.

    >>> one_by_one([(3, 4), (5,), (3, 4)])
    30
    """
    most = update = means = squares = 0
    for shape in shapes:
        if len(shape) > 1:
            means = state(shape, 1) + prod(shape[:-2])
        else:
            squares = prod(shape)
        most = max(most, update + means + squares + prod(shape))
        update = prod(shape)
    return most


def all_at_once(shapes: Sequence[Shape]) -> int:
    """Updates of all arrays, with a mean for each matrix.

    >>> all_at_once([(3, 4), (5,)])
    18
    """
    return sum(prod(shape) + (prod(shape[:-2]) if len(shape) > 1 else 0) for shape in shapes)


TEMPORARIES = {"loop": one_by_one, "foreach": all_at_once}
