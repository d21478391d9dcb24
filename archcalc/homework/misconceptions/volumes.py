"""Volumes: height x width x channels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import prod

from archcalc.base.axis_order import Signal
from archcalc.homework.misconceptions._base import LISTED, OTHER, Case, Misconception, Mistaken
from archcalc.homework.questions.right_answers import Target
from archcalc.operators.shape_kinds import is_spatial

_OUTPUT = frozenset({"output"})


def _axes(case: Case) -> tuple[int, ...]:
    """The sides of a signal, an image or a volume, channels first; none where the answer is another."""
    axes: tuple[int, ...] = case.targets[0].value
    return axes if is_spatial((1, *axes)) or isinstance(axes, Signal) else ()


def _as(case: Case, axes: tuple[int, ...]) -> Mistaken:
    """The sides in another order, as a shape of the same kind."""
    return Mistaken(Target(Signal(axes) if isinstance(_axes(case), Signal) else axes))


def _turned(case: Case) -> Iterator[Mistaken]:
    if len(_axes(case)) > 2:
        *others, height, width = _axes(case)
        yield _as(case, (*others, width, height))


def _shuffled(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        yield from (_as(case, axes) for axes in permutations(_axes(case)))


def _image_alone(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        *sides, last = _axes(case)[1:]
        # three sides are shown, and read, with the last as channels
        yield Mistaken(Target((last, *sides) if len(sides) == 2 else (*sides, last)))


def _depth_alone(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        yield Mistaken(Target(_axes(case)[:1]))


def _multiplied(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        yield Mistaken(Target(prod(_axes(case))))


ROWS = (
    Misconception("width-and-height-swapped", "width and height were swapped",
                  "the lecture writes height x width x channels", _OUTPUT, _turned),
    Misconception("channels-left-out", "the channels were left out",
                  "a volume has three sides: height x width x channels", _OUTPUT, _image_alone, rank=LISTED + 1),
    Misconception("size-left-out", "height and width were left out",
                  "a volume has three sides: height x width x channels", _OUTPUT, _depth_alone, rank=OTHER),
    Misconception("volume-multiplied-out", "the sides were multiplied", "the volume is asked for, side by side",
                  _OUTPUT, _multiplied, rank=LISTED + 1),
    Misconception("sides-in-another-order", "the sides stand in another order",
                  "the lecture writes height x width x channels", _OUTPUT, _shuffled, rank=OTHER),
)
