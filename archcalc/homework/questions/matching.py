"""An answer as written against the right ones: at the digits, in the unit, and in either order of sides."""

from __future__ import annotations

from typing import Any

from archcalc.base.axis_order import channels_last
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.numbers import Reading
from archcalc.homework.questions.right_answers import FLOPS, MACS, PIXELS, VALUES, Target


class Match(NamedTuple):
    """The way in which an answer states a target: a reading of the number, or channels first."""

    reading: Reading | None = None
    channels_first: bool = False


def match(answer: Answer, target: Target, slack: int = 0) -> Match | None:
    """The way in which an answer states a target, or None; a number may be off by `slack`."""
    if isinstance(target.value, tuple):
        return _volume(answer, target)
    for reading in answer.numbers:
        if reading.fits(target.value, slack) and _same_unit(reading.unit, target):
            return Match(reading)
    return None


def _same_unit(unit: str, target: Target) -> bool:
    if not unit:
        return target.bare
    return unit == target.unit or (unit == "any" and target.unit in {MACS, FLOPS} and target.bare)


def _volume(answer: Answer, target: Target) -> Match | None:
    """Its sides; those of 1 may be left out where one is left, so may a batch of 1, and the other side of a square."""
    value: tuple[Any, ...] = target.value
    numbers = [(each.low,) for each in answer.numbers if each.low == each.high and not each.rounded
               and (not each.unit or (each.unit == VALUES and len(value) == 1))]
    written = answer.shape or next(iter(numbers), ())
    axes = written[1:] if len(written) == len(value) + 1 and written[0] == 1 else written
    last = channels_last(value)
    if axes == last and not (answer.channels_first and axes != value):
        return Match()
    if axes == value and not answer.channels_last:
        return Match(channels_first=True)
    if target.unit == PIXELS:
        return Match() if len(set(value)) == 1 and axes == value[:1] else None
    return Match() if axes and _long(axes) == _long(value) and len(_long(value)) <= 1 else None


def _long(axes: tuple[Any, ...]) -> tuple[Any, ...]:
    """The sides that are not 1."""
    return tuple(axis for axis in axes if axis != 1)
