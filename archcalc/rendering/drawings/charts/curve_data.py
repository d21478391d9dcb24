"""Curves and dots as data: panels of one kind on the same axes, one for each network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple

_MOST_TICKS = 8
_ROUND = (1, 2, 5)


class ChartScale(NamedTuple):
    """An axis from `low` to `high`, with what it shows and in which unit, and the values that are named on it."""

    title: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """How far along the axis a value is, from 0 to 1."""
        if self.logarithmic:
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)


class ChartDot(NamedTuple):
    """A layer: its place, the role of its colour, the area of its dot from 0 to 1, and what is told of it.

    Those that are `named` have their names beside them.
    """

    x: float
    y: float
    name: str
    role: str
    told: str
    area: float = 0.0
    named: bool = False


class ChartLine(NamedTuple):
    """A line through points; its name stands at its end."""

    points: tuple[tuple[float, float], ...]
    name: str = ""
    dashed: bool = False


class CurvePanel(NamedTuple):
    """One network: dots and lines, and what is to be seen, in words."""

    title: str
    dots: tuple[ChartDot, ...]
    lines: tuple[ChartLine, ...]
    note: str


class Curves(NamedTuple):
    """Panels on the same axes, and what holds for all of them."""

    title: str
    x: ChartScale
    y: ChartScale
    panels: tuple[CurvePanel, ...]
    note: str = ""
    has_key: bool = True
    """False where the colours of dots say nothing."""


def linear_scale(title: str, values: Iterable[float]) -> ChartScale:
    """An axis of whole numbers from 0 on.

    >>> [label for _, label in linear_scale("layers", [3, 53]).ticks]
    ['0', '10', '20', '30', '40', '50']
    """
    most = max(values, default=1)
    step = next(size * 10**power for power in range(16) for size in _ROUND if most / (size * 10**power) < _MOST_TICKS)
    ticks = tuple((float(step * number), units.count(step * number)) for number in range(floor(most / step) + 1))
    return ChartScale(title, 0.0, 1.04 * most, ticks)


def logarithmic_scale(title: str, values: Sequence[float]) -> ChartScale:
    """An axis over the powers of ten around the values."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    high = max(high, low + 1)
    step = max(1, (high - low) // _MOST_TICKS + 1)
    ticks = tuple((10.0**power, _short(power)) for power in range(low, high + 1, step))
    return ChartScale(title, 10.0**low, 10.0**high, ticks, logarithmic=True)


def _short(power: int) -> str:
    """A power of ten as people write it.

    >>> _short(-2), _short(0), _short(10)
    ('0.01', '1', '10G')
    """
    return f"{10.0**power:.{max(0, -power)}f}" if power < 3 else units.short(10**power, 1)
