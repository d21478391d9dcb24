"""Layers in notation made whole where the volume that they read is known: what they leave unsaid, and a flatten."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Refused
from archcalc.language.expansion.evaluation import Evaluation
from archcalc.language.expansion.scopes import Frame
from archcalc.language.flat_layers import Closed, Layer, Opened
from archcalc.language.steps import Call
from archcalc.operators.operator import Shape
from archcalc.operators.shapes import written

Marked = Layer | Opened | Closed


class Completion:
    """The forms of one network's steps, completed once for all layers that say the same of the same volume."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.known: dict[tuple[int, Shape | None], tuple[dict[str, Any], dict[str, Any]]] = {}
        """By the identity of what is said, which is held here so that it stays its own."""

    def attributes(self, step: Call, said: dict[str, Any], source: str) -> dict[str, Any]:
        """The attributes of a step, those that it leaves unsaid among them. Raises ArchcalcError."""
        if step.form is None or step.form.unsaid is None:
            return said
        x = self.evaluation.volume(source)
        # a shape that is watched, or whose sides remember their arithmetic, is looked at by each layer itself
        plain = x is None or (type(x) is tuple and {*map(type, x)} == {int})
        known = self.known.get((id(said), x)) if plain else None
        if known is not None:
            return known[1]
        try:
            completed = step.form.completed(said, x)
        except Refused as fact:
            raise ArchcalcError([fact.at(step.place)]) from None
        if plain:
            self.known[id(said), x] = said, completed
        return completed

    def flattened(self, step: Call, sources: tuple[str, ...],
                  frame: Frame) -> Generator[Marked, None, tuple[str, ...]]:
        """What a step reads, a flatten given out before it where it wants a vector. Raises ArchcalcError for tokens."""
        x = self.evaluation.volume(sources[0]) if step.form and "flattened" in step.form.op.traits else None
        if x is None or step.form is None:
            return sources
        if len(x) == 3:
            raise ArchcalcError([Mistake("notation", f"written so, {step.kind.text} reads a vector or a volume, "
                                                     f"found the tokens {written(x)}",
                                         step.place, "linear: {units: ...} works on each token by itself")])
        if len(x) == 2:
            return sources
        name = frame.unnamed("flatten")
        full = frame.prefix + name
        frame.names[name] = self.evaluation.given.outputs[full] = full
        yield Layer(full, "flatten", {}, sources, frame.path, step.place, used=frame.place)
        return (full,)
