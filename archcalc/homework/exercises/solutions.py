"""All whole numbers that solve an inverse question.

Where a figure only grows, or only shrinks, with what is asked for, they lie between a first and a last one, which two
searches by halving find; other numbers are tried one by one.
"""

from __future__ import annotations

from collections.abc import Callable

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.attributes import LARGEST

MOST_TRIED = 1024
"""So many numbers are tried one by one."""
LEAST = {"padding": 0, "output_padding": 0}
"""The least number that is tried, where that is not 1."""


class Solution(NamedTuple):
    """The whole numbers from `first` to `last` (none, if last is smaller), along which axis, and why."""

    axis: str
    first: int
    last: int
    why: str


class Trial(NamedTuple):
    """One number tried: what it gives (None where the layer refuses it), and by what arithmetic."""

    given: int | None
    arithmetic: str


Try = Callable[[int], Trial]


def tried(attempt: Try, unknown: str, least: int | None, most: int | None) -> tuple[Solution, ...]:
    """The numbers among the first ones, those that follow one another together."""
    runs: list[Solution] = []
    for value in range(LEAST.get(unknown, 1), MOST_TRIED + 1):
        given, arithmetic = attempt(value)
        if given is None or (least is not None and given < least) or (most is not None and given > most):
            continue
        if runs and runs[-1].last == value - 1:
            runs[-1] = runs[-1]._replace(last=value)
        else:
            runs.append(Solution("", value, value, arithmetic))
    return tuple(runs) or (Solution("", 1, 0, f"none up to {MOST_TRIED:,}"),)


def between(attempt: Try, unknown: str, least: int | None, most: int | None, *, growing: bool) -> Solution:
    """The values whose result is from `least` to `most`; of layers that change nothing any more, the fewest."""
    largest = MOST_TRIED if unknown == "layers" else LARGEST
    start = LEAST.get(unknown, 1)

    def low(value: int) -> bool:
        """True where a value lies before the solutions."""
        given = attempt(value).given
        if given is None:
            return growing
        return (least is not None and given < least) if growing else (most is not None and given > most)

    def high(value: int) -> bool:
        """True where it lies after them."""
        given = attempt(value).given
        if given is None:
            return not growing
        return (most is not None and given > most) if growing else (least is not None and given < least)

    first = _first(lambda value: not low(value), start, largest)
    stays = unknown == "layers" and first < largest and attempt(first).given == attempt(first + 1).given
    last = first if stays and not high(first) else _first(high, first, largest) - 1
    shown = dict.fromkeys((first, last) if last < largest and last - first > 0 else (first,))
    if first <= last:
        return Solution("", first, last, "; ".join(attempt(value).arithmetic for value in shown))
    near = [value for value in (first - 1, first) if value >= start] if first <= largest else [start]
    return Solution("", first, last, "; ".join(f"{unknown} {value}: {attempt(value).arithmetic}" for value in near))


def _first(holds: Callable[[int], bool], start: int, largest: int) -> int:
    """The first whole number from `start` on for which something holds that, once it holds, goes on to hold."""
    step, low, high = 1, start - 1, start
    while high <= largest and not holds(high):
        low, high, step = high, high + step, 2 * step
    high = min(high, largest + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if middle <= largest and holds(middle) else (middle, high)
    return high
