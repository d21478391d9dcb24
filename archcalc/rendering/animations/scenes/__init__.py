"""The scenes of layers at work, one to a file: which operators each is for, small examples of them, and what happens.

        OPERATORS   the operators that it is for
        examples    examples of a layer, the best one first; the first that has room is shown
        played      what happens in an example, step by step, with all its numbers

A file that is there is found; no list names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from archcalc.base.registry import Registry
from archcalc.operators.operator import Op, Shape
from archcalc.rendering.animations.examples import LayerExample
from archcalc.rendering.animations.play import Play


class Scene(Protocol):
    """An operator at work."""

    OPERATORS: tuple[str, ...]

    def examples(self, op: Op, x: Shape) -> Iterator[LayerExample]:
        """Examples of an operator on an input (n, c, h, w) or (n, c, l)."""

    def played(self, example: LayerExample) -> Play:
        """An example, step by step."""


NAMES = Registry[Scene](__name__, __file__, "scene")


def operators() -> dict[str, Scene]:
    """The scene of every operator that has one."""
    return {kind: NAMES.load(name) for name in NAMES for kind in NAMES.load(name).OPERATORS}
