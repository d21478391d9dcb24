"""The shapes that a drawing can take, one to a file: which networks each is for, and how it is laid out.

        fits     a rule on the parts of a network and the links between them
        laid     the drawing
        wrapped  for those that may be broken into rows: the drawing no wider than a sheet

A network that no shape is for stands in columns. A file that is there is found; no list names it.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from archcalc.base.registry import Registry
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram


class Shape(Protocol):
    """One way to lay out a network."""

    def fits(self, diagram: Diagram) -> bool:
        """True where this is the way that people draw such a network."""

    def laid(self, diagram: Diagram) -> Laid:
        """The drawing, without title and legend."""


@runtime_checkable
class WrappedShape(Shape, Protocol):
    """A shape that may be broken into rows, where it is too wide for a sheet."""

    def wrapped(self, diagram: Diagram, width: float) -> Laid | None:
        """The drawing in rows no wider than that, or None where they are always wider."""


NAMES = Registry[Shape](__name__, __file__, "shape of a drawing")


def fitting(diagram: Diagram) -> list[str]:
    """The names of the shapes that fit, which is one at most for a network that is of one kind."""
    return [name for name in NAMES if NAMES.load(name).fits(diagram)]


def laid(diagram: Diagram) -> Laid | None:
    """The network in the shape that fits it, or None where it has none of its own."""
    names = fitting(diagram)
    return NAMES.load(names[0]).laid(diagram) if names else None
