"""The order of axes in a network of Keras: channels last where archcalc has them first, over one axis or more.

What an array's axes are follows from its shape alone: signals and whatever has four axes or more have channels behind
the batch here, and last there; tokens, also in groups, and vectors are the same in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from archcalc.base.axis_order import Grouped, Signal
from archcalc.operators.operator import Shape


def is_turned(shape: Shape) -> bool:
    """True of a shape whose channels stand last there."""
    return (len(shape) > 3 and not isinstance(shape, Grouped)) or isinstance(shape, Signal)


def order_of(shape: Shape) -> tuple[int, ...]:
    """archcalc's axis for each of Keras's.

    >>> order_of((1, 64, 56, 56)), order_of((1, 197, 768))
    ((0, 2, 3, 1), (0, 1, 2))
    """
    axes = range(len(shape))
    return (0, *axes[2:], 1) if is_turned(shape) else tuple(axes)


def axis_of(shape: Shape, axis: int) -> int:
    """Keras's axis for one of archcalc's."""
    return order_of(shape).index(axis % len(shape))


def shape_of(shape: Shape) -> Shape:
    """A shape in Keras's order."""
    return tuple([shape[axis] for axis in order_of(shape)])


def turned(text: str, have: Sequence[int], want: Sequence[int]) -> str:
    """The expression of a value whose axes are archcalc's `have`, with its axes in the order `want`.

    >>> turned("x", (0, 2, 3, 1), (0, 1, 2, 3)), turned("x", (0, 1), (1, 0))
    ('layers.Permute((3, 1, 2))(x)', 'ops.transpose(x, (1, 0))')
    """
    moved = tuple(list(have).index(axis) for axis in want)
    if moved == tuple(range(len(moved))):
        return text
    if moved[0]:
        return f"ops.transpose({text}, {moved})"
    return f"layers.Permute({moved[1:]})({text})"


def as_here(text: str, shape: Shape) -> str:
    """The expression of a value with its axes in archcalc's order."""
    return turned(text, order_of(shape), range(len(shape)))


def as_there(text: str, shape: Shape) -> str:
    """The expression of a value that lies in archcalc's order, in Keras's."""
    return turned(text, range(len(shape)), order_of(shape))


def values_as_here(text: str, shape: Shape) -> str:
    """The expression of a value whose numbers, one after another, lie as archcalc's do, in whatever shape."""
    lies_alike = shape[1] == 1 or prod(shape[2:]) == 1
    return text if lies_alike else as_here(text, shape)
