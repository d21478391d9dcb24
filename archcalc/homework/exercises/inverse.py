"""Inverse questions: which padding, stride, kernel, dilation, input size or number of filters gives what is wanted.

Each figure only grows, or only shrinks, with each of these: so all whole numbers that solve a question lie between a
first and a last one, which two searches by halving find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.counting.derivations.traced_integers import text, traced
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer
from archcalc.homework.questions.askable import figure
from archcalc.operators import find, kinds
from archcalc.operators.attributes import LARGEST
from archcalc.operators.operator import Op, Shape, parse_attribute

GROWS = {"padding": 1, "input": 1, "filters": 1, "stride": -1, "kernel": -1, "dilation": -1}
"""True where the output grows or shrinks with each."""
_LEAST = {"padding": 0}


class Solution(NamedTuple):
    """The whole numbers from `first` to `last` (none, if last is smaller), along which axis, and why."""

    axis: str
    first: int
    last: int
    why: str


class _Trial(NamedTuple):
    """One number tried: what it gives (None where the layer refuses it), and by what arithmetic."""

    given: int | None
    arithmetic: str


Try = Callable[[int], _Trial]


def solve(exercise: Exercise) -> tuple[Solution, ...]:
    """All solutions, by axis where height and width differ. Raises ArchcalcError where something is not said."""
    layer = exercise.layers[-1]
    if exercise.limit:
        limit = exercise.limit
        attempt = _figure(exercise, layer, limit.figure)
        return (_between(attempt, exercise.unknown, limit.value if limit.sign >= 0 else None,
                         limit.value if limit.sign <= 0 else None, growing=_grows(exercise.unknown)),)
    if not exercise.target:
        raise ArchcalcError.of("exercise", f"the {exercise.unknown} for what? The result is not said",
                               hint="for example: ... gives 29x29, keeps 63x63, or at most 1M parameters")
    if exercise.unknown == "filters":
        return (Solution("", exercise.target[0], exercise.target[0], "a channel of the output for each filter"),)
    return tuple(_by_axis(exercise, layer))


def _by_axis(exercise: Exercise, layer: ExerciseLayer) -> Iterator[Solution]:
    """One solution for both axes where they are alike, else one for each."""
    sizes, wanted = exercise.input[-2:], exercise.target[-2:]
    found = []
    for axis in (0, 1):
        size = sizes[axis] if len(sizes) == 2 else 0
        attempt = _side(exercise.unknown, layer, axis, size)
        growing = GROWS[exercise.unknown] > 0
        found.append(_between(attempt, exercise.unknown, wanted[axis], wanted[axis], growing=growing))
    if found[0] == found[1]:
        yield found[0]
    else:
        yield from (solution._replace(axis=axis) for solution, axis in zip(found, ("height", "width"), strict=True))


def _side(unknown: str, layer: ExerciseLayer, axis: int, size: int) -> Try:
    """One side of the output, of the layer's own rule, for every value of the unknown."""
    if not size and unknown != "input":
        raise ArchcalcError.of("exercise", "the input is not said", hint="write it after on: ... on 63x63x16")
    if unknown != "kernel" and "kernel" not in layer.attributes:
        raise ArchcalcError.of("exercise", "the kernel is not said", hint="for example: under 7x7")

    def attempt(value: int) -> _Trial:
        changed = {} if unknown == "input" else {unknown: value if unknown == "padding" else (value, value)}
        side = value if unknown == "input" else size
        op, shape = _square(layer, axis, changed), (1, 1, side, side)
        try:
            output = traced(op).output(traced(shape))
        except Refused:
            return _Trial(None, f"{unknown} {value} does not fit")
        return _Trial(int(output[2]), f"{text(output[2])} = {int(output[2])}")

    return attempt


def _square(layer: ExerciseLayer, axis: int, changed: dict[str, Any]) -> Op:
    """The layer with both sides as one of them is."""
    given = {"filters": 1} | layer.attributes | changed
    sided = {name: value[axis] if isinstance(value, tuple) else value for name, value in given.items()}
    return _operator(layer.kind, sided)


def _operator(kind: str, attributes: dict[str, Any]) -> Op:
    op = find("conv" if kind == "depthwise" else kind)
    if op is None:
        raise ArchcalcError.of("exercise", f"there is no operator {quoted(kind)}",
                               hint=did_you_mean(kind, kinds()))
    known = {name: value for name, value in attributes.items() if name in op.fields}
    try:
        return op(**{name: parse_attribute(op, name, value) for name, value in known.items()})
    except Refused as fact:
        raise ArchcalcError([fact.at(None)]) from None


def _grows(unknown: str) -> bool:
    """Parameters grow with the kernel too."""
    return GROWS[unknown] > 0 or unknown == "kernel"


def _figure(exercise: Exercise, layer: ExerciseLayer, name: str) -> Try:
    """A figure of the whole layer, for every value of the unknown."""
    if exercise.unknown not in {"filters", "kernel"} or not exercise.input:
        raise ArchcalcError.of("exercise", "say what goes in, and ask for the filters or the kernel",
                               hint="for example: conv 3x3 on 56x56x128: how many filters for at most 1M parameters?")
    asked = figure(name)
    shape: Shape = (1, *exercise.input) if len(exercise.input) != 2 else (1, 1, *exercise.input)
    inputs = (shape,) if layer.kind != "linear" else ((1, prod(exercise.input)),)

    def attempt(value: int) -> _Trial:
        attribute = "units" if layer.kind == "linear" else exercise.unknown
        op = _operator(layer.kind, {"filters": 1, "padding": "same", **layer.attributes, attribute: value})
        try:
            output: Shape = op.output(*inputs)
            target = list(asked.local(op, inputs, output))[-1]
        except Refused:
            return _Trial(None, f"{exercise.unknown} {value} does not fit")
        return _Trial(target.value, asked.work(op, tuple(map(traced, inputs)), output, target))

    return attempt


def _between(attempt: Try, unknown: str, least: int | None, most: int | None, *, growing: bool) -> Solution:
    """The values whose result is from `least` to `most`."""
    start = _LEAST.get(unknown, 1)

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

    first = _first(lambda value: not low(value), start)
    last = _first(high, first) - 1
    shown = dict.fromkeys((first, last) if last < LARGEST and last - first > 0 else (first,))
    if first <= last:
        return Solution("", first, last, "; ".join(attempt(value).arithmetic for value in shown))
    near = [value for value in (first - 1, first) if value >= start] if first <= LARGEST else [start]
    return Solution("", first, last, "; ".join(f"{unknown} {value}: {attempt(value).arithmetic}" for value in near))


def _first(holds: Callable[[int], bool], start: int) -> int:
    """The first whole number from `start` on for which something holds that, once it holds, goes on to hold."""
    step, low, high = 1, start - 1, start
    while high <= LARGEST and not holds(high):
        low, high, step = high, high + step, 2 * step
    high = min(high, LARGEST + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if middle <= LARGEST and holds(middle) else (middle, high)
    return high
