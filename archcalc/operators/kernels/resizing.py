"""Larger images from smaller ones: each axis by itself, from a list of the places that each new place takes from."""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays


def nearest(xp: Arrays, x: Array, size: tuple[int, ...]) -> Array:
    """(n, c, h, w) to (n, c, *size): new place i takes from i*h/h', rounded down."""
    for axis, wanted in enumerate(size, 2):
        x = xp.take(x, xp.asarray(places(x.shape[axis], wanted)), axis=axis)
    return x


def places(size: int, wanted: int) -> list[int]:
    """The place of an axis that each of the `wanted` new ones takes from.

    >>> places(2, 5)
    [0, 0, 0, 1, 1]
    """
    return [i * size // wanted for i in range(wanted)]


def linear(xp: Arrays, x: Array, size: tuple[int, ...], corners: bool = False) -> Array:
    """(n, c, h, w) to (n, c, *size): new place i takes from (i + 1/2)*h/h' - 1/2, between its two neighbours.

    With `corners`, from i*(h - 1)/(h' - 1), so that the first and the last place stay where they are.
    """
    for axis, wanted in enumerate(size, 2):
        before = x.shape[axis]
        between = [i * (before - 1) / max(1, wanted - 1) if corners else max(0.0, (i + 0.5) * before / wanted - 0.5)
                   for i in range(wanted)]
        lower = [min(int(place), before - 1) for place in between]
        upper = [min(place + 1, before - 1) for place in lower]
        share = xp.asarray([place - low for place, low in zip(between, lower, strict=True)], dtype=x.dtype)
        share = share.reshape(-1, *(1,) * (len(x.shape) - axis - 1))
        low, high = (xp.take(x, xp.asarray(indices), axis=axis) for indices in (lower, upper))
        x = low + (high - low) * share
    return x
