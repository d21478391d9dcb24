"""The ways to draw a part of a network as its field does, one to a file: each makes of a diagram another.

A file that is there is found; no list names it.
"""

from __future__ import annotations

from typing import Protocol

from archcalc.base.registry import Registry
from archcalc.rendering.drawings.diagram_parts import Diagram


class Rewrite(Protocol):
    """One way to draw a part."""

    def rewritten(self, diagram: Diagram) -> Diagram:
        """The same network; as it was where there is no such part."""


NAMES = Registry[Rewrite](__name__, __file__, "rewrite of a drawing")


def rewritten(diagram: Diagram) -> Diagram:
    """The diagram after every rewrite."""
    for name in NAMES:
        diagram = NAMES.load(name).rewritten(diagram)
    return diagram
