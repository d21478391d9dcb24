"""A picture as data: shapes with coordinates in pixels, y downwards, and roles for colours; no file format's marks."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple


class Box(NamedTuple):
    """A rectangle; `radius` rounds its corners. `fill` and `line` are roles of the palette, empty for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""
    radius: float = 0
    dashed: bool = False
    hint: str = ""
    """What a pointer that rests on it is told."""


class Path(NamedTuple):
    """A line or an outline.

    Each step is a point to draw straight to (2 numbers), or a Bezier curve's two control points and its end (6
    numbers); the first is where it starts.
    """

    steps: tuple[tuple[float, ...], ...]
    line: str = ""
    fill: str = ""
    width: float = 1.25
    closed: bool = False
    dashed: bool = False
    hint: str = ""


class Text(NamedTuple):
    """One line of text; x and y are where its baseline starts, has its middle or ends, as `anchor` says."""

    x: float
    y: float
    text: str
    size: float = 12
    anchor: str = "start"
    bold: bool = False
    fill: str = "ink"
    turned: bool = False
    """True where it runs upwards, a quarter turn against the clock."""


Shape = Box | Path | Text


class Picture(NamedTuple):
    """Shapes on a sheet, the first at the bottom. `title` and `description` are for those who cannot see it."""

    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
