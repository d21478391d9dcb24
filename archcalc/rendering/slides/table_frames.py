"""Tables of PowerPoint, written in one go: to set them cell by cell takes a thousandth of a second for each."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Table
from archcalc.rendering.slides.presentation_file import POINT
from archcalc.rendering.slides.slide_table import (
    LEADING,
    SlideTable,
    breaks_numbers,
    fitted,
    laid_out,
)
from archcalc.rendering.slides.slide_writer import FONT, LEAST, SlideRoom, text
from archcalc.rendering.tables.layout import Page, grid

if TYPE_CHECKING:
    from pptx.slide import Slide

_LARGEST, READABLE = 16.0, 14.0
"""Sizes of letters in points: columns go, and rows go on to other slides, before they are smaller than the second."""
_PAD, _EDGE = 5.0, 0.7
"""Within a cell, at its sides and above and below, in points."""
_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""PowerPoint's own: Medium Style 2, Accent 1."""
_SPACES = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
           'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"')


class SizedTable(NamedTuple):
    """A table for slides in letters of a size, in points."""

    table: SlideTable
    size: float


def sized(table: Table, page: Page, width: float) -> SizedTable:
    """The table in letters that can be read, with the columns that have room then; sentences are wrapped.

    Where numbers alone are too wide, the letters are smaller, but none smaller than a deck has at all.
    """
    whole = grid(table, page._replace(width=None))
    kept = fitted(whole, width / READABLE, 2 * _PAD / READABLE)
    inner = width - 2 * _PAD * len(kept.columns)
    natural = inner / max(1e-6, sum(laid_out(kept, float("inf")).widths))
    if natural >= READABLE:
        size = min(_LARGEST, natural)
        return SizedTable(laid_out(kept, inner / size), size)
    for size in (READABLE, 13.0, LEAST):
        made = laid_out(kept, inner / size)
        if not breaks_numbers(made):
            break
    return SizedTable(made, size)


def put_table(slide: Slide, part: SlideTable, size: float, room: SlideRoom, *, plain: bool) -> float:
    """The table on its slide, in the middle of the room; answers how high it is."""
    from pptx.oxml import parse_xml

    widths = [each * size + 2 * _PAD for each in part.widths]
    high = part.height * size
    left = max(room.left, room.left + (room.width - sum(widths)) / 2)
    number = max((shape.shape_id for shape in slide.shapes), default=1) + 1
    written = "".join(_frame(part, size, (left, room.top, sum(widths), high), widths, number, plain=plain))
    slide.shapes._spTree.append(parse_xml(written))
    return high


def _frame(part: SlideTable, size: float, place: tuple[float, ...], widths: list[float], number: int, *,
           plain: bool) -> Iterator[str]:
    left, top, wide, high = (round(each * POINT) for each in place)
    totals = ' lastRow="1"' if part.grid.totals else ""
    yield (f'<p:graphicFrame {_SPACES}><p:nvGraphicFramePr><p:cNvPr id="{number}" name="Table {number}"/>'
           '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
           f'<p:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></p:xfrm><a:graphic>'
           '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
           f'<a:tblPr firstRow="1"{totals} bandRow="1"><a:tableStyleId>{_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>')
    yield from (f'<a:gridCol w="{round(each * POINT)}"/>' for each in widths)
    yield "</a:tblGrid>"
    look = _Look(size, plain=plain)
    sides = ["r" if part.grid.right(j) else "l" for j in range(len(widths))]
    for line, (cells, rises) in enumerate(zip(part.lines, part.heights, strict=True)):
        strong = line in {0, len(part.grid.rows) + 1}
        yield f'<a:tr h="{round(rises * size * POINT)}">'
        yield from (look.cell(words, side, bold=strong or (line - 1, j) in part.grid.marks)
                    for j, (words, side) in enumerate(zip(cells, sides, strict=True)))
        yield "</a:tr>"
    yield "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"


class _Look:
    """The letters of a table's cells, in a template's design its font."""

    def __init__(self, size: float, *, plain: bool) -> None:
        self.size, self.lines = int(size * 2) * 50, round(size * LEADING * 100)
        self.font = f'<a:latin typeface="{FONT}"/>' if plain else ""
        inset, edge = round(_PAD * POINT), round(_EDGE * POINT)
        self.edges = f'<a:tcPr marL="{inset}" marR="{inset}" marT="{edge}" marB="{edge}" anchor="ctr"/>'

    def cell(self, words: str, side: str, *, bold: bool) -> str:
        """A cell; a paragraph without letters says its size too, or it would be laid out at 18 points."""
        run = (f'<a:r><a:rPr lang="en-US" sz="{self.size}" b="{int(bold)}" dirty="0">{self.font}</a:rPr>'
               f"<a:t>{escape(text(words), quote=False)}</a:t></a:r>") if words else ""
        return (f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{side}"><a:lnSpc><a:spcPts '
                f'val="{self.lines}"/></a:lnSpc></a:pPr>{run}<a:endParaRPr lang="en-US" sz="{self.size}" dirty="0"/>'
                f"</a:p></a:txBody>{self.edges}</a:tc>")


def stages_of(table: Table) -> list[Any]:
    """The stage of a network that every visible row is in: its outermost module, or volumes of one size."""
    keys = [column.key for column in table.columns]
    rows = [row for i, row in enumerate(table.rows) if i not in table.hidden]
    if "path" not in keys:
        return []
    paths, volumes = ([row[keys.index(key)] for row in rows] if key in keys else [()] * len(rows)
                      for key in ("path", "output_shape"))
    return [path[0] if path else tuple(volume[1:]) if volume else ()
            for path, volume in zip(paths, volumes, strict=True)]
