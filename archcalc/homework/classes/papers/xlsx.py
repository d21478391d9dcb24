"""An Excel workbook whose last column alone may be written to; the networks' tables are sheets of their own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from archcalc.base.errors import printable
from archcalc.homework.classes.paper import NOTE, Paper
from archcalc.homework.sheets import PAPER_CODE
from archcalc.rendering.formats._inert_workbook import inert_workbook

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SUFFIXES = (".xlsx",)
_WIDTHS = (26, 80, 24)
_HEAD = 3


def render(paper: Paper) -> bytes:
    """The sheet, as `check` reads it. Raises ArchcalcError where the library is missing."""
    out = BytesIO()
    with inert_workbook(out, printable(paper.title)) as book:
        _fill(book, paper)
        for number, table in enumerate(paper.tables, 1):
            page = book.add_worksheet(f"network {number}")
            for line, row in enumerate([(table.title, "", ""), *table.rows]):
                for column, cell in enumerate(row):
                    page.write_string(line, column, printable(cell))
            page.set_column(0, 1, 40)
    return out.getvalue()


def _fill(book: Workbook, paper: Paper) -> None:
    """Title, student, header and rows; all but the answers is locked, without a password."""
    page: Worksheet = book.add_worksheet("answers")
    bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    answers = book.add_format({"locked": False, "num_format": "@", "border": 1, "valign": "top"})
    page.write_string(0, 0, printable(paper.title), bold)
    page.write_string(1, 0, f"student: {printable(paper.student)}")
    if not paper.keyed:
        page.write_string(2, 0, paper.told(NOTE))
    for column, (head, width) in enumerate(zip(("question", "text", "answer"), _WIDTHS, strict=True)):
        page.write_string(_HEAD, column, head, bold)
        page.set_column(column, column, width)
    for line, (key, text, answer) in enumerate(paper.rows, _HEAD + 1):
        page.write_string(line, 0, printable(key), plain)
        page.write_string(line, 1, printable(text), plain)
        page.write_string(line, 2, answer, plain if key == PAPER_CODE else answers)
    page.freeze_panes(_HEAD + 1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.protect("", {"format_columns": True, "format_rows": True})
