"""The largest of sizes in order that fits, found in few steps: doubled until one does not, then halved between."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.base.named_tuples import NamedTuple
from archcalc.sweeps.bounds import SizeVerdict

_NEAR = 32
"""So many neighbours of a size that cannot be are looked at for one that can."""


class Largest(NamedTuple):
    """The place of the largest size that fits, or -1; and of the next one that can be and does not, or None."""

    place: int
    next: int | None


def largest_size(count: int, judge: Callable[[int], SizeVerdict]) -> Largest:
    """The largest of `count` sizes, where larger ones fit less; those that cannot be are passed over.

    A size may be judged twice.

    >>> largest_size(100, lambda place: SizeVerdict({}, ("too large",) if place > 41 else ()))
    Largest(place=41, next=42)
    """
    low, high, step = -1, count, 1
    while (at := _possible(min(low + step, high - 1), low, high, judge)) is not None:
        if not judge(at).fits:
            high = at
            break
        low, step = at, 2 * step
    while (at := _possible((low + high) // 2, low, high, judge)) is not None:
        low, high = (at, high) if judge(at).fits else (low, at)
    return Largest(low, high if high < count else None)


def _possible(place: int, low: int, high: int, judge: Callable[[int], SizeVerdict]) -> int | None:
    """The place between others, or one near it, of a size that can be; None where there is none."""
    for off in range(_NEAR):
        for near in (place + off, place - off):
            if low < near < high and not judge(near).refused:
                return near
    return None
