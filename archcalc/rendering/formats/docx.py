"""Word: a handout with the parts of a lecture, in headings, tables whose header is repeated, and drawings.

Tables are written in one go: to set them cell by cell takes a thousandth of a second for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from importlib import import_module
from io import BytesIO
from typing import Any

from archcalc.base.errors import ArchcalcError, printable
from archcalc.base.report import LecturePart, Report, Table
from archcalc.rendering.drawings.charts.bars import of_chart
from archcalc.rendering.slides.presentation_file import undated
from archcalc.rendering.slides.slide_table import fitted, laid_out
from archcalc.rendering.tables.layout import Grid, Page, grid

SUFFIXES = (".docx",)
FOLLOWS = frozenset({"title", "caption"})
LECTURES = True
"""It shows the parts of a lecture."""
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WIDE, _HIGH, _MARGIN, _SIZE, _PAD = 841.9, 595.3, 42.5, 9.0, 4.0
"""A4 turned, its margins, letters and the room at the sides of a cell, in points."""
_NEVER = datetime(1980, 1, 1)


def render(report: Report, page: Page) -> bytes:
    """The document as a file. Raises ArchcalcError where the library is missing."""
    try:
        document: Any = import_module("docx").Document()
    except ImportError:
        raise ArchcalcError.of("missing-library", "docx needs a library that is not installed",
                               hint="pip install 'archcalc[handouts]'") from None
    _set_up(document, report)
    if report.parts:
        for part in report.parts:
            _add_part(document, part, page)
    else:
        _add_heading(document, report.heading, 1)
        for number, table in enumerate(report.shown):
            _add_table(document, table, page, report.caption if number == 0 else "")
        _add_lines(document, report.notes)
    out = BytesIO()
    document.save(out)
    return undated(out)


def _set_up(document: Any, report: Report) -> None:
    """A turned page of A4, letters that a handout has, and no date."""
    points = import_module("docx.shared").Pt
    section = document.sections[0]
    section.page_width, section.page_height = points(_WIDE), points(_HIGH)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = points(_MARGIN)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", points(_SIZE)
    about = document.core_properties
    about.title, about.author, about.comments = _text(report.heading), "", "archcalc"
    about.created = about.modified = _NEVER


def _text(words: str) -> str:
    return printable(words)


def _add_part(document: Any, part: LecturePart, page: Page) -> None:
    first = part.name == "title"
    _add_heading(document, part.title, 1 if first else 2)
    _add_lines(document, part.lines)
    for picture in part.pictures:
        _add_picture(document, picture)
    for table in part.tables:
        _add_table(document, table, page, part.caption)
    for chart in part.charts:
        _add_picture(document, of_chart(chart))
    if part.name in {"title", "networks"}:
        _add_lines(document, part.notes)


def _add_heading(document: Any, words: str, level: int) -> None:
    document.add_heading(_text(words), level)


def _add_lines(document: Any, lines: Iterable[str]) -> None:
    for line in filter(None, lines):
        document.add_paragraph(_text(line))


def _add_picture(document: Any, picture: Any) -> None:
    """A drawing no larger than the page. Raises ArchcalcError where the library that draws is missing."""
    from archcalc.rendering.drawings.outputs import png
    from archcalc.rendering.drawings.palette import LIGHT

    points = import_module("docx.shared").Pt
    scale = min(1.0, (_WIDE - 2 * _MARGIN) / picture.width, (_HIGH - 3 * _MARGIN) / picture.height)
    document.add_picture(BytesIO(png.write(picture, LIGHT)), width=points(picture.width * scale))


def _add_table(document: Any, table: Table, page: Page, caption: str) -> None:
    """A table as wide as its texts, with what is told below it."""
    whole = grid(table, page._replace(width=None))
    room = _WIDE - 2 * _MARGIN
    kept = fitted(whole, room / _SIZE, 2 * _PAD / _SIZE)
    inner = (room - 2 * _PAD * len(kept.columns)) / _SIZE
    widths = [each * _SIZE + 2 * _PAD for each in laid_out(kept, inner).widths]
    if table.title:
        document.add_paragraph().add_run(_text(table.title)).bold = True
    parse = import_module("docx.oxml").parse_xml
    body = document.element.body
    body.insert(len(body) - 1, parse("".join(_table(kept, widths))))
    document.add_paragraph(_text(caption))


def _table(table: Grid, widths: list[float]) -> Iterator[str]:
    lines = [tuple(column.title for column in table.columns), *table.rows, *([table.totals] if table.totals else [])]
    sides = ["right" if table.right(j) else "left" for j in range(len(widths))]
    edge = 'w:val="single" w:sz="8" w:space="0" w:color="000000"'
    yield (f'<w:tbl {_SPACE}><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="left"/><w:tblBorders><w:top {edge}/>'
           f'<w:bottom {edge}/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
           f'<w:left w:w="{round(_PAD * 20)}" w:type="dxa"/><w:right w:w="{round(_PAD * 20)}" w:type="dxa"/>'
           "</w:tblCellMar></w:tblPr><w:tblGrid>")
    yield from (f'<w:gridCol w:w="{round(each * 20)}"/>' for each in widths)
    yield "</w:tblGrid>"
    for number, cells in enumerate(lines):
        head, last = number == 0, number > len(table.rows)
        ruled = f"<w:tcBorders><w:{'bottom' if head else 'top'} {edge}/></w:tcBorders>" if head or last else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"
        yield from (_cell(words, side, wide, ruled, bold=head or last or (number - 1, j) in table.marks)
                    for j, (words, side, wide) in enumerate(zip(cells, sides, widths, strict=True)))
        yield "</w:tr>"
    yield "</w:tbl>"


def _cell(words: str, side: str, wide: float, ruled: str, *, bold: bool) -> str:
    strong = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{strong}<w:t xml:space="preserve">{escape(_text(words), quote=False)}</w:t></w:r>' if words else ""
    return (f'<w:tc><w:tcPr><w:tcW w:w="{round(wide * 20)}" w:type="dxa"/>{ruled}</w:tcPr><w:p><w:pPr>'
            f'<w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>{run}</w:p></w:tc>')
