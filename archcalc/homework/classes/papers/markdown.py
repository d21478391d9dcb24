"""Markdown: a title, a note, the questions as a table with a column for the answers.

A question about a whole network has its layers in its text: what stands below the table would be no part of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archcalc.homework.classes.paper import NOTE, Paper
from archcalc.rendering.formats.markdown import escaped

SUFFIXES = (".md", ".markdown")


def render(paper: Paper) -> str:
    """The sheet, as `check` reads it."""
    note = [] if paper.keyed else [paper.told(NOTE)]
    lines = [f"# {escaped(paper.title)}", f"student: {escaped(paper.student)}", *note]
    return "\n\n".join([*lines, "\n".join(answer_table(paper.whole_rows))]) + "\n"


def unsigned(paper: Paper) -> str:
    """The sheet without a student, for everybody."""
    return f"# {escaped(paper.title)}\n\n" + "\n".join(answer_table(paper.whole_rows)) + "\n"


def answer_table(rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """The rows of a sheet as a pipe table."""
    yield "| question | text | answer |"
    yield "|---|---|---|"
    yield from ("| " + " | ".join(escaped(cell) for cell in row) + " |" for row in rows)
