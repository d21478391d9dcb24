"""GitHub's Markdown: pipe tables, numbers at the right. With rows given, slides for Marp, Slidev and Quarto.

What the report notes is the speaker's note then: a comment on the last slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archcalc.base.errors import printable
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Grid, Page, grid

SUFFIXES = (".md", ".markdown")
FOLLOWS = frozenset({"title", "caption", "rows", "standalone"})
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~$&@]|:(?=//)|\.(?<=www\.)|^[-+](?=\s)|^\d+(?=[.)]\s))")
_SLIDE = "\n\n---\n\n"
_MARP = "---\nmarp: true\n---\n\n"


def render(report: Report, page: Page) -> str:
    """A heading, tables, notes; names are escaped."""
    heading = [f"## {escaped(report.title)}"] if report.title else []
    tables = [grid(table, page._replace(width=None)) for table in report.shown]
    caption = [escaped(report.caption)] if report.caption else []
    if page.rows is None:
        text = "\n\n".join([*heading, *map(_table, tables), *caption, *map(escaped, filter(None, report.notes))])
    else:
        slides = _slides(tables, caption, report.notes, page.rows)
        text = _SLIDE.join("\n\n".join([*heading, *slide]) for slide in slides)
    return (_MARP if page.standalone else "") + text + "\n"


def _slides(tables: list[Grid], caption: list[str], notes: Iterable[str], rows: int) -> list[list[str]]:
    """The contents of the slides: the caption is on those of the first table, the notes are on the last."""
    slides = [[_table(part), *(caption if table is tables[0] else [])]
              for table in tables for part in table.parts(rows)] or [caption]
    said = "\n".join(printable(note).replace("--", "- -") for note in notes if note)
    return [*slides[:-1], slides[-1] + ([f"<!--\n{said}\n-->"] if said else [])]


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
    yield _row(escaped(column.title) for column in table.columns)
    yield _row("---:" if table.right(i) else "---" for i in range(len(table.columns)))
    for number, row in enumerate(table.rows):
        yield _row(f"**{escaped(cell)}**" if (number, i) in table.marks else escaped(cell)
                   for i, cell in enumerate(row))
    if table.totals:
        yield _row(f"**{escaped(cell)}**" if cell else "" for cell in table.totals)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
