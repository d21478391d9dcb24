"""Borders of a volume's own values: each axis by itself, from a list of the places that each new place takes from."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.operators.operator import Array, Arrays

_FROM: dict[str, Callable[[int, int], int]] = {
    "reflect": lambda place, size: size - 1 - abs(size - 1 - abs(place)),
    "replicate": lambda place, size: min(max(place, 0), size - 1),
    "circular": lambda place, size: place % size,
}
"""The place of an axis of a size that stands at a place before or after it."""


def bordered(xp: Arrays, x: Array, sides: tuple[int, ...], mode: str) -> Array:
    """(n, c, ...) with borders: `sides` are those before and after each axis behind the channels, in order."""
    for axis, (before, after) in enumerate(zip(sides[::2], sides[1::2], strict=True), 2):
        if before or after:
            x = xp.take(x, xp.asarray(border_places(x.shape[axis], before, after, mode)), axis=axis)
    return x


def border_places(size: int, before: int, after: int, mode: str) -> list[int]:
    """The place that each place of a bordered axis takes from.

    >>> border_places(4, 2, 1, "reflect"), border_places(4, 2, 1, "circular")
    ([2, 1, 0, 1, 2, 3, 2], [2, 3, 0, 1, 2, 3, 0])
    """
    return [_FROM[mode](place, size) for place in range(-before, size + after)]
