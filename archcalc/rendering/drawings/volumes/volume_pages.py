"""The volumes of a network on pages of a sheet: folded until they fit one, or else in rows over several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.picture import Picture
from archcalc.network.graph import Graph
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.sheets import LETTER, Pages, PictureSheet, fits, put, too_small
from archcalc.rendering.drawings.volume_view import HIGHEST, View
from archcalc.rendering.drawings.volumes import rows_at_depths
from archcalc.rendering.drawings.volumes.stations import VolumeRow
from archcalc.rendering.drawings.volumes.wrapped_rows import (
    Room,
    Wrapped,
    each_row,
    laid_rows,
    skips_cut,
    under,
    wrapped,
)

_MARGINS, _SHARE = 34.0, 0.3
_SMALLER = (1.0, 0.8, 0.62)
"""The highest map takes that share of a sheet, or so much of it."""
_CUT = 2
"""So many skips may not lead from one row to another."""


def paged(graph: Graph, sheet: PictureSheet, view: View, depth: str | None = None, part: str | None = None) -> Pages:
    """A network's volumes on as few pages of a sheet as it takes. Raises ArchcalcError."""
    rows = list(rows_at_depths(graph, depth, part))
    made = _on_one_page(rows, sheet, view) or next(_sized(rows[-1], sheet, view))
    row = made[0].row
    pages = list(_stacked(list(each_row(made)), sheet))
    pictures = tuple(_page(row, laid, number, len(pages), sheet) for number, laid in enumerate(pages, 1))
    return Pages(pictures, tuple(_notes(row, pictures, sheet, is_folded=row is not rows[0])))


def _on_one_page(rows: Sequence[VolumeRow], sheet: PictureSheet, view: View) -> Wrapped | None:
    """The deepest that fits a page with all its skips but one as arcs, or else the deepest that fits one."""
    fitting = None
    for row in rows:
        for made in _sized(row, sheet, view):
            if fits(laid_rows(made), sheet):
                if skips_cut(made) < _CUT:
                    return made
                fitting = fitting or made
                break
    return fitting


def _sized(row: VolumeRow, sheet: PictureSheet, view: View) -> Iterator[Wrapped]:
    """A row's volumes in rows for a sheet, and smaller."""
    wide, high = sheet.room
    for share in _SMALLER:
        yield wrapped(row, view, Room(wide - _MARGINS, LETTER, min(HIGHEST, _SHARE * high) * share, is_sheet=True))


def _stacked(rows: Sequence[Laid], sheet: PictureSheet) -> Iterator[list[Laid]]:
    """Rows on pages, as many on each as fit."""
    page: list[Laid] = []
    for each in rows:
        if page and not fits(under([*page, each]), sheet):
            yield page
            page = []
        page.append(each)
    yield page


def _page(row: VolumeRow, rows: Sequence[Laid], number: int, count: int, sheet: PictureSheet) -> Picture:
    note = ", ".join(filter(None, (f"page {number} of {count}" if count > 1 else "", row.folded)))
    told = f"The volumes of {row.title}{f', page {number} of {count}' if count > 1 else ''}"
    return put(under(rows), row.title, note, sheet, told)


def _notes(row: VolumeRow, pictures: Sequence[Picture], sheet: PictureSheet, *,
           is_folded: bool) -> Iterator[str]:
    """The notes on the pages: what is folded, how many they are, and whether letters are too small after all."""
    if row.folded:
        yield row.folded
    elif is_folded:
        yield f"modules are folded so that the volumes fit {sheet.name}: --part MODULE draws one of them"
    small = list(too_small(pictures, sheet, "a volume alone is too wide"))
    if len(pictures) > 1 and not small:
        yield f"{len(pictures)} pages: letters of {sheet.least:g} pt and more on {sheet.name}"
    yield from small
