"""Scenes of pooling: a window over one channel, of whose values one is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

from archcalc.rendering.animations.examples import LayerExample, Place, digit, numbers
from archcalc.rendering.animations.play import NumberGrid, Play, SceneStep, at
from archcalc.rendering.animations.scenes._windows import Windows, cells, outcome, windows

Spots = list[tuple[Place, Place]]
"""Places of the input under a window, each with its place in the window."""


def pooled(example: LayerExample, padding: str, sign: str,
           counted: Callable[[Windows, Mapping[Place, int], Spots], tuple[str, str, tuple[Place, ...]]]) -> Play:
    """A step for every window; `counted` gives its value, the arithmetic, and the places of the window that decide."""
    read, values = windows(example), numbers(example, digit)
    source, seen = read.grid(example.x), NumberGrid("window", ("",), *read.kernel)
    texts = cells(source, values, padding)

    def step(row: int, column: int) -> SceneStep:
        inside = [(0, *place) for place in product(range(read.kernel[0]), range(read.kernel[1]))]
        spots: Spots = [((0, *spot), own) for spot, own in zip(read.places(row, column), inside, strict=True)]
        value, told, lit = counted(read, values, spots)
        return SceneStep(at(row, column, read.counts[0]), tuple(spot for spot, _ in spots),
                         {own: texts[spot] for spot, own in spots}, ((0, row, column),), {(0, row, column): value},
                         (told,), "", lit=lit)

    steps = (step(*place) for place in product(*map(range, read.counts)))
    return Play(source, texts, None, seen, outcome(example, "channel"), ("", sign), tuple(steps))
