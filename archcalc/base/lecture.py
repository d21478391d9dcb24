"""What a lecture shows besides tables, as data: charts, and drawings whose blocks can be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcalc.base.named_tuples import NamedTuple

if TYPE_CHECKING:
    from archcalc.base.picture import Shape

Corner = tuple[float, float]


class MovableBlock(NamedTuple):
    """A block that can be moved: a rectangle, or where it is `round` a circle, with its lines of text.

    A line is its text and whether it is bold. `fill` and `line` are roles of the palette; lengths are in points.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    line: str
    lines: tuple[tuple[str, bool], ...]
    size: float
    round: bool = False
    frame: bool = False
    """True for what stands around other blocks, with its name in its upper left corner."""


class MovableLink(NamedTuple):
    """A line with corners from one block to another, by number, with an arrowhead where it arrives."""

    source: int
    target: int
    corners: tuple[Corner, ...]
    dashed: bool = False


class MovableDrawing(NamedTuple):
    """Blocks, the frames around them first, the links between them, and shapes that belong to none of these."""

    width: float
    height: float
    blocks: tuple[MovableBlock, ...]
    links: tuple[MovableLink, ...]
    loose: tuple[Shape, ...] = ()


class BarChart(NamedTuple):
    """Rows with a bar each: their names, and exact values. `figure` says what is counted: memory, params, macs.

    The rows are parts of a `whole`, or things side by side.
    """

    title: str
    figure: str
    names: tuple[str, ...]
    values: tuple[int, ...]
    whole: bool = True


PARTS = ("title", "networks", "drawing", "table", "charts", "why", "claims")
"""The parts that a lecture may have, in their order; `networks` puts several side by side."""
