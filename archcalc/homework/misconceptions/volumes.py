"""Volumes: height x width x channels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import prod

from archcalc.base.axis_order import Signal
from archcalc.base.units import count
from archcalc.homework.answers.answer import Answer
from archcalc.homework.misconceptions._base import LISTED, OTHER, Case, Matches, Misconception, Mistaken
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
    elif "flatten" in case.op.names:
        yield Mistaken(Target((prod(case.inputs[0][2:]),)))


def _depth_alone(case: Case) -> Iterator[Mistaken]:
    if _axes(case):
        yield Mistaken(Target(_axes(case)[:1]))
    elif "flatten" in case.op.names:
        yield Mistaken(Target((case.inputs[0][1],)))


def _multiplied(case: Case, answer: Answer) -> str | None:
    """One number, which the student has worked out: sides that are written side by side are no product."""
    product = prod(_axes(case))
    alone = bool(_axes(case)) and len(answer.shape) < 2
    return count(product) if alone and any(reading.fits(product) for reading in answer.numbers) else None


def _one_side(case: Case) -> Iterator[Mistaken]:
    yield from (Mistaken(Target(side)) for side in dict.fromkeys(_axes(case)[1:]))


def _one_deep(trait: str) -> Matches:
    """An output of a kind of layer as one channel, which is written: 55x55 says nothing of channels."""
    def matches(case: Case, answer: Answer) -> str | None:
        sides = _axes(case)[1:] if trait in case.op.traits else ()
        return "x".join(map(str, answer.shape)) if sides and answer.shape in {(1, *sides), (*sides, 1)} else None

    return matches


def _depth_multiplied(case: Case) -> Iterator[Mistaken]:
    if "convolution" in case.op.traits and len(_axes(case)) > 1:
        depth, *sides = _axes(case)
        yield _as(case, (depth * case.inputs[0][1], *sides))


ROWS = (
    Misconception("width-and-height-swapped", "width and height were swapped",
                  "the lecture writes height x width x channels", _OUTPUT, _turned),
    Misconception("channels-left-out", "the channels were left out",
                  "the channels belong to a volume: write them last", _OUTPUT, _image_alone, rank=LISTED + 1),
    Misconception("size-left-out", "only the channels were given",
                  "a volume has sides, too: write them before the channels", _OUTPUT, _depth_alone, rank=OTHER),
    Misconception("volume-multiplied-out", "the sides were multiplied", "the volume is asked for, side by side",
                  _OUTPUT, matches=_multiplied, rank=LISTED + 1),
    Misconception("size-alone", "one side was given for the whole volume",
                  "write all sides of the volume, then its channels", _OUTPUT, _one_side, rank=OTHER + 2),
    Misconception("depth-one", "the output was taken to be one channel deep",
                  "each filter makes a channel of its own: the depth is the number of filters", _OUTPUT,
                  matches=_one_deep("convolution")),
    Misconception("channels-pooled-into-one", "the pooling was taken to join the channels",
                  "each channel is pooled by itself: there are as many as before", _OUTPUT,
                  matches=_one_deep("pooling")),
    Misconception("depth-multiplied", "the filters were multiplied by the input's channels",
                  "a filter reads all channels at once and makes one map, not one for each channel", _OUTPUT,
                  _depth_multiplied, rank=OTHER),
    Misconception("sides-in-another-order", "the sides stand in another order",
                  "the channels stand last, and height before width", _OUTPUT, _shuffled, rank=OTHER),
)
