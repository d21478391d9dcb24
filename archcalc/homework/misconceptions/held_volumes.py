"""The values that an output holds: all of its sides multiplied, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from archcalc.homework.misconceptions._base import HELD, OTHER, Case, Misconception, Mistaken, in_units
from archcalc.homework.questions.right_answers import Target
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial

_HELD = HELD | {"neurons"}


def _of_shape(values: Callable[[Shape], Iterator[int]]) -> Callable[[Case], Iterator[Mistaken]]:
    """The answers of those who count other values in the output of an image."""
    def answers(case: Case) -> Iterator[Mistaken]:
        if not case.whole and len(case.output) > 2:
            images = 1 if case.question.figure.name == "neurons" else case.output[0]
            for number in values(case.output):
                yield from map(Mistaken, in_units(case, Target(images * number)))

    return answers


def _without_depth(output: Shape) -> Iterator[int]:
    if is_spatial(output):
        yield prod(output[2:])


def _without_a_side(output: Shape) -> Iterator[int]:
    if is_spatial(output):
        yield from (prod(output[1:]) // side for side in dict.fromkeys(output[2:]))


def _twice(output: Shape) -> Iterator[int]:
    yield 2 * prod(output[1:])


ROWS = (
    Misconception("depth-left-out", "the channels of the volume were left out",
                  "every channel has values of its own: multiply by the channels too", _HELD,
                  _of_shape(_without_depth), rank=OTHER),
    Misconception("side-left-out", "a side of the volume was left out", "multiply all sides, and the channels",
                  _HELD, _of_shape(_without_a_side), rank=OTHER),
    Misconception("gradients-counted", "the gradients were counted too",
                  "the output of one forward pass is asked for: training alone holds its gradients", _HELD,
                  _of_shape(_twice), rank=OTHER + 3),
)
