"""Volumes: height x width x channels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import prod

from archcalc.homework.misconceptions._base import LISTED, OTHER, Case, Misconception, Mistaken
from archcalc.homework.questions.right_answers import Target

_OUTPUT = frozenset({"output"})


def _axes(case: Case) -> tuple[int, ...]:
    """The axes of a volume, channels first; none where the answer is no volume."""
    axes: tuple[int, ...] = case.targets[0].value
    return axes if len(axes) == 3 else ()


def _turned(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        channels, height, width = _axes(case)
        yield Mistaken(Target((channels, width, height)))


def _shuffled(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        yield from (Mistaken(Target(axes)) for axes in permutations(_axes(case)))


def _image_alone(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        yield Mistaken(Target(_axes(case)[1:]))


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
