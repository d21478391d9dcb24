"""Diagram -> Picture: the graph of layers with a title and a legend, in columns where it would be too high."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Picture, Shape, Text
from archcalc.rendering.drawings import rewrites, shapes
from archcalc.rendering.drawings.blocks import Laid, Line, Spot, moved, shifted
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.drawings.layout import column_breaks
from archcalc.rendering.drawings.layout.layered import ROW_GAP
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer
from archcalc.rendering.drawings.legend import legend
from archcalc.rendering.drawings.palette import ROLES

_MARGIN, _HEAD, _GAP = 24.0, 34.0, 28.0


def picture(diagram: Diagram, *, tall: bool = False) -> Picture:
    """The whole drawing; one that is too high for a slide is cut into columns, unless it may be `tall`."""
    diagram = rewrites.rewritten(diagram)
    laid = _laid(diagram, tall=tall)
    title = Line(cut(diagram.title, 16, 900, bold=True), 16, bold=True)
    sheet = max(laid.width, title.width, 320.0)
    roles = dict.fromkeys(shape.fill for shape in laid.shapes if isinstance(shape, Box) and shape.fill in ROLES)
    keys, height = legend(roles, _MARGIN, _MARGIN + _HEAD + laid.height + _GAP, sheet)
    drawn = (Text(_MARGIN, _MARGIN + 12, title.text, title.size, bold=True),
              *moved(laid.shapes, _MARGIN + (sheet - laid.width) / 2, _MARGIN + _HEAD), *keys)
    count = sum(1 for _ in diagram.root.blocks())
    return Picture(diagram.title, f"The layers of {diagram.title} as {count} blocks, from the input on",
                   sheet + 2 * _MARGIN, _MARGIN + _HEAD + laid.height + _GAP + height + _MARGIN, drawn)


class ShapedLayout(NamedTuple):
    """A drawing, and the name of the shape that it has, if it has one of its own."""

    laid: Laid
    shape: str = ""


def layouts(diagram: Diagram, wide: float, high: float) -> Iterator[ShapedLayout]:
    """Layouts for a sheet of this size: the network's own shape, the same tight or in rows, in columns, in one row."""
    yield from own_layouts(diagram, wide)
    yield ShapedLayout(_in_columns(diagram, tall=False, shape=wide / high))
    yield ShapedLayout(FrameLayer(diagram, across=True).laid(diagram.root, ()))


def own_layouts(diagram: Diagram, wide: float) -> Iterator[ShapedLayout]:
    """Layouts in the network's own shape, if it has one: as it is, tight, in rows."""
    tight = diagram._replace(is_tight=True)
    for name in shapes.fitting(diagram):
        own = shapes.NAMES.load(name)
        yield ShapedLayout(own.laid(diagram), name)
        yield ShapedLayout(own.laid(tight), name)
        if isinstance(own, shapes.WrappedShape):
            made = (own.wrapped(each, wide) for each in (diagram, tight))
            yield from (ShapedLayout(rows, name) for rows in made if rows is not None)


def laid_out(diagram: Diagram) -> Laid:
    """A drawing without title and legend."""
    return _laid(rewrites.rewritten(diagram), tall=False)


def _laid(diagram: Diagram, *, tall: bool) -> Laid:
    shaped = None if tall else shapes.laid(diagram)
    return shaped or _in_columns(diagram, tall=tall)


def _in_columns(diagram: Diagram, *, tall: bool, shape: float = column_breaks.SHAPE) -> Laid:
    made: dict[int, Laid] = {}
    laid = FrameLayer(diagram, made=made).laid(diagram.root, ())
    if tall or laid.height < column_breaks.LOW or laid.width > column_breaks.TALL * laid.height:
        return laid
    stretches = column_breaks.segments(diagram)
    layer = FrameLayer(diagram._replace(root=DiagramFrame("", tuple(stretches))), made=made)
    pieces = [layer.laid(stretch, (number,)) for number, stretch in enumerate(stretches)]
    chosen = column_breaks.chosen([column_breaks.Size(piece.width, piece.height) for piece in pieces], ROW_GAP, shape)
    if len(chosen) == 1:
        return laid
    wrapped = column_breaks.wrapped(diagram, stretches, chosen)
    layer = FrameLayer(wrapped, made=made)
    return _beside([layer.laid(part, (number,)) for number, part in enumerate(wrapped.root.parts)])


def _beside(laid: list[Laid]) -> Laid:
    """Columns side by side, each linked with the next."""
    drawn: list[Shape] = []
    links: list[column_breaks.ColumnLink] = []
    spots: dict[int, Spot] = {}
    x = 0.0
    for each, after in zip(laid, [*laid[1:], None], strict=True):
        drawn += moved(each.shapes, x, 0)
        spots |= shifted(each.spots, x, column_breaks.ROOM if len(laid) > 1 else 0.0)
        if after is not None:
            links.append(_linked(each, after, x))
        x += each.width + column_breaks.GAP
    top, high = column_breaks.ROOM if links else 0.0, max(each.height for each in laid)
    drawn = [*column_breaks.connections(links), *drawn]
    return Laid(x - column_breaks.GAP, high + 2 * top, tuple(moved(drawn, 0, top)), spots=spots)


def _linked(column: Laid, after: Laid, x: float) -> column_breaks.ColumnLink:
    """The one link from a column, whose left edge is at `x`, to the next."""
    (source, aside), = column.leaves.items()
    gap = x + column.width + column_breaks.GAP / 2
    return column_breaks.ColumnLink(x + column.width / 2 + aside, column.height, gap,
                                    gap + column_breaks.GAP / 2 + after.width / 2 + after.enters[source])
