"""The shapes that a drawing can take, one to a file: which networks each is for, and how it is laid out.

        fits     a rule on the parts of a network and the links between them
        laid     the drawing
        wrapped  for those that may be broken into rows: the drawing no wider than a sheet
        cut      for those that may be cut into pages: the network in blocks of which some make a drawing
        compact  for those that may be folded further than modules are: several parts in one block

A network that no shape is for stands in columns. A file that is there is found; no list names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from archcalc.base.registry import Registry
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram
from archcalc.rendering.drawings.shapes._gathered_parts import CompactForm


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


@runtime_checkable
class CompactShape(Shape, Protocol):
    """A shape that may hold several parts of the network in one block, where all have no room on a sheet."""

    def compact(self, diagram: Diagram) -> Iterator[CompactForm]:
        """The network in fewer and fewer blocks."""


@runtime_checkable
class CutShape(Shape, Protocol):
    """A shape that may be cut into stretches, where one sheet has no room for it."""

    def cut(self, diagram: Diagram) -> CompactForm | None:
        """The network in blocks of which a stretch can be laid out like the whole; None where it cannot."""


NAMES = Registry[Shape](__name__, __file__, "shape of a drawing")


def fitting(diagram: Diagram) -> list[str]:
    """The names of the shapes that fit, which is one at most for a network that is of one kind."""
    return [name for name in NAMES if NAMES.load(name).fits(diagram)]


def laid(diagram: Diagram) -> Laid | None:
    """The network in the shape that fits it, or None where it has none of its own."""
    names = fitting(diagram)
    return NAMES.load(names[0]).laid(diagram) if names else None


def compact(diagram: Diagram) -> Iterator[tuple[str, CompactForm]]:
    """The names of the shapes that fit, with the network in fewer and fewer blocks in each."""
    for name in fitting(diagram):
        shape = NAMES.load(name)
        if isinstance(shape, CompactShape):
            yield from ((name, form) for form in shape.compact(diagram))


def cut(diagram: Diagram) -> Iterator[tuple[str, CompactForm]]:
    """The names of the shapes that fit and may be cut, with the network in blocks that stay together."""
    for name in fitting(diagram):
        shape = NAMES.load(name)
        if isinstance(shape, CutShape) and (form := shape.cut(diagram)) is not None:
            yield name, form
