"""Diagram -> Picture: the graph of layers with a title and a legend, in columns where it would be too high."""

from __future__ import annotations

from archcalc.base.picture import Picture, Shape, Text
from archcalc.rendering.drawings.blocks import Laid, Line, moved
from archcalc.rendering.drawings.diagram import Diagram, DiagramFrame
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.drawings.layout import column_breaks
from archcalc.rendering.drawings.layout.layered import ROW_GAP
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer
from archcalc.rendering.drawings.legend import legend

_MARGIN, _HEAD, _GAP = 24.0, 34.0, 28.0


def picture(diagram: Diagram, *, tall: bool = False) -> Picture:
    """The whole drawing; one that is too high for a slide is cut into columns, unless it may be `tall`."""
    laid = _laid(diagram, tall=tall)
    title = Line(cut(diagram.title, 16, 900, bold=True), 16, bold=True)
    sheet = max(laid.width, title.width, 320.0)
    roles = dict.fromkeys(block.role for block in diagram.root.blocks())
    keys, height = legend(roles, _MARGIN, _MARGIN + _HEAD + laid.height + _GAP, sheet)
    shapes = (Text(_MARGIN, _MARGIN + 12, title.text, title.size, bold=True),
              *moved(laid.shapes, _MARGIN + (sheet - laid.width) / 2, _MARGIN + _HEAD), *keys)
    count = sum(1 for _ in diagram.root.blocks())
    return Picture(diagram.title, f"The layers of {diagram.title} as {count} blocks, from the input on",
                   sheet + 2 * _MARGIN, _MARGIN + _HEAD + laid.height + _GAP + height + _MARGIN, shapes)


def _laid(diagram: Diagram, *, tall: bool) -> Laid:
    laid = FrameLayer(diagram).laid(diagram.root, ())
    if tall or laid.height < column_breaks.LOW or laid.width > column_breaks.TALL * laid.height:
        return laid
    stretches = column_breaks.segments(diagram)
    layer = FrameLayer(diagram._replace(root=DiagramFrame("", tuple(stretches))))
    pieces = [layer.laid(stretch, (number,)) for number, stretch in enumerate(stretches)]
    chosen = column_breaks.chosen([column_breaks.Size(piece.width, piece.height) for piece in pieces], ROW_GAP)
    if len(chosen) == 1:
        return laid
    wrapped = column_breaks.wrapped(diagram, stretches, chosen)
    layer = FrameLayer(wrapped)
    return _beside([layer.laid(part, (number,)) for number, part in enumerate(wrapped.root.parts)])


def _beside(laid: list[Laid]) -> Laid:
    """Columns side by side, each linked with the next."""
    shapes: list[Shape] = []
    links: list[column_breaks.ColumnLink] = []
    x = 0.0
    for each, after in zip(laid, [*laid[1:], None], strict=True):
        shapes += moved(each.shapes, x, 0)
        if after is not None:
            links.append(_linked(each, after, x))
        x += each.width + column_breaks.GAP
    top, high = column_breaks.ROOM if links else 0.0, max(each.height for each in laid)
    shapes = [*column_breaks.connections(links), *shapes]
    return Laid(x - column_breaks.GAP, high + 2 * top, tuple(moved(shapes, 0, top)))


def _linked(column: Laid, after: Laid, x: float) -> column_breaks.ColumnLink:
    """The one link from a column, whose left edge is at `x`, to the next."""
    (source, aside), = column.leaves.items()
    gap = x + column.width + column_breaks.GAP / 2
    return column_breaks.ColumnLink(x + column.width / 2 + aside, column.height, gap,
                                    gap + column_breaks.GAP / 2 + after.width / 2 + after.enters[source])
