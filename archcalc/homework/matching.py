"""Whether an answer, as written, is a right one: at the digits, in the unit, and in either order of sides."""

from __future__ import annotations

from typing import Any, NamedTuple

from archcalc.homework.answers import Answer
from archcalc.homework.numerals import Reading
from archcalc.homework.targets import FLOPS, MACS, Target


class Match(NamedTuple):
    """How an answer says a target: by which reading of a number, or with the channels first."""

    reading: Reading | None = None
    channels_first: bool = False


def match(answer: Answer, target: Target, slack: int = 0) -> Match | None:
    """How an answer says a target, if it does; a number may be off by `slack`."""
    if isinstance(target.value, tuple):
        return _volume(answer, target.value)
    for reading in answer.numbers:
        if reading.fits(target.value, slack) and _same_unit(reading.unit, target):
            return Match(reading)
    return None


def _same_unit(unit: str, target: Target) -> bool:
    if not unit:
        return target.bare
    return unit == target.unit or (unit == "any" and target.unit in {MACS, FLOPS} and target.bare)


def _volume(answer: Answer, value: tuple[Any, ...]) -> Match | None:
    """A volume's sides; sides of 1 may be left out where the rest is one number, and so may a batch of 1 before."""
    number = next((reading for reading in answer.numbers if reading.low == reading.high and not reading.rounded), None)
    for written in (answer.shape, (number.low,) if number and not number.unit else ()):
        axes = written[1:] if len(written) == len(value) + 1 and written[0] == 1 else written
        last = (*value[1:], value[0]) if len(value) == 3 else value
        if axes == last and not (answer.channels_first and axes != value):
            return Match()
        if axes == value:
            return Match(channels_first=True)
        if axes and _lone(axes) == _lone(value) is not None:
            return Match()
    return None


def _lone(axes: tuple[Any, ...]) -> Any:
    """The one side that is not 1, or a square's side; None where there is none."""
    sides = [axis for axis in axes if axis != 1]
    if len(axes) == 2 and axes[0] == axes[1]:
        return axes[0]
    return sides[0] if len(sides) == 1 else None
