"""GitHub's Markdown: pipe tables, numbers at the right. With rows given, slides for Marp, Slidev and Quarto.

What the report notes is the speaker's note then: a comment on the last slide.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from archcalc.base.errors import printable
from archcalc.base.picture import Picture
from archcalc.base.report import LecturePart, Report
from archcalc.rendering.drawings.charts.bars import of_chart
from archcalc.rendering.tables.layout import Grid, Page, grid, padded, widest

SUFFIXES = (".md", ".markdown")
FOLLOWS = frozenset({"title", "caption", "rows", "standalone"})
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~$&@]|:(?=//)|\.(?<=www\.)|^[-+](?=\s)|^\d+(?=[.)]\s))")
_WIDE = 110
"""So many characters stand beside each other on a slide."""
_ABOVE, _CHARS = 2, 75
"""A sentence above a table takes the room of so many of its rows for each line, of so many characters."""
_TALL, _BELOW_WORDS = 600, 400
"""A drawing alone on a slide has so many pixels from top to bottom; below a heading and words, so many."""
_LEAST, _MOST = 4, 60
"""A column is at least as wide as the dashes under a header, and sentences are not filled up to the longest."""
_SLIDE = "\n\n---\n\n"
LECTURES = "rows"
"""It shows the parts of a lecture as slides, which are asked for by their rows."""
_MARP = """---
marp: true
size: 16:9
style: |
  section {justify-content: center; padding: 40px 60px}
  table {font-size: 20px; margin: 20px auto}
  img {display: inline-block; max-width: 100%; max-height: 600px}
---

"""


def render(report: Report, page: Page) -> str:
    """A heading, tables, notes; names are escaped."""
    heading = [f"## {escaped(report.title)}"] if report.title else []
    tables = [grid(table, page._replace(width=None)) for table in report.shown]
    caption = [escaped(report.caption)] if report.caption else []
    if page.rows is not None and report.parts:
        text = _SLIDE.join(slide for part in report.parts for slide in _lecture(part, page))
    elif page.rows is None:
        text = "\n\n".join([*heading, *map(_table, tables), *caption, *map(escaped, filter(None, report.notes))])
    else:
        slides = _slides(tables, caption, report.notes, page.rows)
        text = _SLIDE.join("\n\n".join([*heading, *slide]) for slide in slides)
    return (_MARP if page.standalone else "") + text + "\n"


def _lecture(part: LecturePart, page: Page) -> Iterator[str]:
    """The slides of a part, with what the speaker is told on the last of them."""
    head = f"# {escaped(part.title)}" if part.name == "title" else f"## {escaped(part.title)}"
    above = ["\n\n".join(map(escaped, part.lines))] if part.lines else []
    slides = [[_image(picture, 1150, _TALL)] for picture in part.pictures]
    room = (page.rows or 0) - _ABOVE * sum(-(-len(line) // _CHARS) for line in part.lines)
    for table in part.tables:
        below = [escaped(part.caption)] if part.caption else []
        parts = _fitting(grid(table, page._replace(width=_WIDE)), max(1, room))
        slides += [[head, *above, _table(each), *below] for each in parts]
    if part.charts:
        slides.append([head, *above, " ".join(_image(of_chart(chart), 540, _BELOW_WORDS) for chart in part.charts)])
    slides = slides or [[head, *above]]
    slides[-1] += _said(part.notes)
    yield from ("\n\n".join(slide) for slide in slides)


def _fitting(table: Grid, lines: int) -> tuple[Grid, ...]:
    """The table in parts of at most so many lines; a row has as many as its longest cell takes."""
    widths = [widest(cells) for cells in zip([column.title for column in table.columns], *table.rows, strict=True)]
    room = max(1, max(widths, default=1) - max(0, sum(widths) - _WIDE))
    counts, left = [0], lines
    for row in table.rows:
        taken = -(-widest(row) // room)
        if taken > left and counts[-1]:
            counts, left = [*counts, 0], lines
        counts[-1], left = counts[-1] + 1, left - taken
    return table.cut(counts)


def _image(picture: Picture, wide: int, tall: int) -> str:
    """A drawing within the page, as HTML: Marp takes no SVG by ![](data:...), and shows that as text.

    It is at most so many pixels wide and tall.
    """
    wide = min(wide, int(tall * picture.width / picture.height))
    from archcalc.rendering.drawings.outputs import svg
    from archcalc.rendering.drawings.palette import LIGHT

    content = b64encode(svg.write(picture, LIGHT).encode()).decode()
    return f'<img alt="{escape(picture.title)}" src="data:image/svg+xml;base64,{content}" width="{wide}">'


def _said(notes: Iterable[str]) -> list[str]:
    """The speaker's notes as a comment."""
    said = "\n".join(printable(note).replace("--", "- -") for note in notes if note)
    return [f"<!--\n{said}\n-->"] if said else []


def _slides(tables: list[Grid], caption: list[str], notes: Iterable[str], rows: int) -> list[list[str]]:
    """The contents of the slides: the caption is on those of the first table, the notes are on the last."""
    slides = [[_table(part), *(caption if table is tables[0] else [])]
              for table in tables for part in table.parts(rows)] or [caption]
    return [*slides[:-1], slides[-1] + _said(notes)]


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> print(escaped("<b>_x_ | https://a"))
    \<b\>\_x\_ \| https\://a
    """
    return text if text.isalnum() else _SPECIAL.sub(_escape, printable(text))


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _table(table: Grid) -> str:
    return "\n".join(_lines(table))


def _lines(table: Grid) -> Iterator[str]:
    if table.title:
        yield f"**{escaped(table.title)}**\n"
    lines = [[escaped(column.title) for column in table.columns]]
    lines += [[f"**{escaped(cell)}**" if (number, i) in table.marks else escaped(cell) for i, cell in enumerate(row)]
              for number, row in enumerate(table.rows)]
    if table.totals:
        lines.append([f"**{escaped(cell)}**" if cell else "" for cell in table.totals])
    widths = [min(max(_LEAST, widest(cells)), _MOST) for cells in zip(*lines, strict=True)]
    sides = [(width, table.right(i)) for i, width in enumerate(widths)]
    head, *rows = (_row(padded(cell, width, right=right) for cell, (width, right) in zip(cells, sides, strict=True))
                   for cells in lines)
    yield head
    yield _row(f"{'-' * (width - right)}{':' * right}" for width, right in sides)
    yield from rows


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
