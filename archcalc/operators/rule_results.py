"""What the rules of an operator give: shapes, weights, counts of operations, windows."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple

Shape = tuple[int, ...]
"""Every axis, batch first: (n, d) for vectors, (n, t, d) for tokens; channels over one, two or three axes are
(n, c, l) for signals, whose type is Signal, (n, c, h, w) for images and (n, c, d, h, w) for volumes."""


class Weight(NamedTuple):
    """A named array that an operator holds: its shape, and its role, which decides where it is counted.

    Roles: weight, bias, affine (a norm's scale and shift), buffer (not trainable: running statistics).
    """

    shape: Shape
    role: str = "weight"


class Cost(NamedTuple):
    """Operations by kind. One multiply with its add is one mac; the others are counted apart.

    `paired` says how many of the macs multiply two values that depend on the input: attention's scores and mixtures.
    """

    macs: int = 0
    adds: int = 0
    compares: int = 0
    divides: int = 0
    exponentials: int = 0
    paired: int = 0


class Window(NamedTuple):
    """The inputs that one output sees along each axis; an upsampling operator is `transposed`."""

    kernel: tuple[int, ...]
    stride: tuple[int, ...] = (1, 1)
    padding: tuple[int, ...] = (0, 0)
    dilation: tuple[int, ...] = (1, 1)
    transposed: bool = False


def plain_window(kernel: tuple[int, ...], stride: tuple[int, ...] = ()) -> Window:
    """A window without padding, one place apart where no stride is told."""
    ones = (1,) * len(kernel)
    return Window(kernel, stride or ones, (0,) * len(kernel), ones)


POINTWISE = Window((1, 1))
"""The place itself, of however many axes."""
