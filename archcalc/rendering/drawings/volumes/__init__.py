"""The volumes of a network in a row, as AlexNet's and VGG's figures have them: boxes before a camera."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.picture import Picture, Text
from archcalc.network.graph import Graph
from archcalc.rendering.drawings import rewrites
from archcalc.rendering.drawings.blocks import Line, moved
from archcalc.rendering.drawings.diagram import at_depths
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.drawings.legend import legend
from archcalc.rendering.drawings.sheets import roles_in
from archcalc.rendering.drawings.volume_view import USUAL, View
from archcalc.rendering.drawings.volumes.stage_folding import folded_stages
from archcalc.rendering.drawings.volumes.stations import VolumeRow, row
from archcalc.rendering.drawings.volumes.wrapped_rows import Room, laid_rows, wrapped

_MARGIN, _HEAD, _NOTE, _GAP = 24.0, 34.0, 18.0, 26.0
_MOST, WIDEST = 44, 1640.0
"""So many volumes can be told apart in one drawing; so wide may a row be."""


def rows_at_depths(graph: Graph, depth: str | None = None, part: str | None = None) -> Iterator[VolumeRow]:
    """A network's volumes, from the deepest that can be read to stages alone; as deep as asked, where it is asked.

    Raises ArchcalcError.
    """
    made = None
    for diagram in at_depths(graph, depth, part):
        made = row(rewrites.rewritten(diagram))
        yield made
    assert made is not None
    if depth is None:
        yield folded_stages(made)


def chosen_row(graph: Graph, depth: str | None = None, part: str | None = None) -> VolumeRow:
    """The deepest of them that has few enough volumes, or the last one."""
    made = None
    for made in rows_at_depths(graph, depth, part):
        if len(made.stations) <= _MOST:
            break
    assert made is not None
    return made


def picture(graph: Graph, view: View = USUAL, *, depth: str | None = None, part: str | None = None) -> Picture:
    """The whole drawing. Raises ArchcalcError."""
    made = chosen_row(graph, depth, part)
    laid = laid_rows(wrapped(made, view, Room(WIDEST)))
    title = Line(cut(made.title, 16, 900, bold=True), 16, bold=True)
    sheet = max(laid.width, title.width, 320.0)
    head = _HEAD + (_NOTE if made.folded else 0.0)
    keys, height = legend(roles_in(laid), _MARGIN, _MARGIN + head + laid.height + _GAP, sheet)
    shapes = [Text(_MARGIN, _MARGIN + 12, title.text, title.size, bold=True)]
    if made.folded:
        shapes.append(Text(_MARGIN, _MARGIN + 30, cut(made.folded, 11, sheet), 11, fill="muted"))
    told = f"The volumes of {made.title}, {len(made.stations)} in a row, from the input on"
    return Picture(made.title, told, sheet + 2 * _MARGIN, _MARGIN + head + laid.height + _GAP + height + _MARGIN,
                   (*shapes, *moved(laid.shapes, _MARGIN, _MARGIN + head), *keys))
