"""Markdown: a title, a note, the questions as a table with a column for the answers, the networks' tables behind it."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.homework.classes.paper import NOTE, Paper
from archcalc.rendering.formats.markdown import escaped

SUFFIXES = (".md", ".markdown")


def render(paper: Paper) -> str:
    """The sheet, as `check` reads it."""
    note = [] if paper.keyed else [paper.told(NOTE)]
    lines = [f"# {escaped(paper.title)}", f"student: {escaped(paper.student)}", *note,
             "\n".join(answer_table(paper)), *network_lists(paper)]
    return "\n\n".join(lines) + "\n"


def answer_table(paper: Paper) -> Iterator[str]:
    """The rows of the sheet as a pipe table."""
    yield "| question | text | answer |"
    yield "|---|---|---|"
    yield from ("| " + " | ".join(escaped(cell) for cell in row) + " |" for row in paper.rows)


def network_lists(paper: Paper) -> Iterator[str]:
    """The layers of each network as a numbered list: a second table would be read as answers."""
    for table in paper.tables:
        yield f"## {escaped(table.title)}"
        yield "\n".join(f"1. {escaped(name)}: {escaped(does)}{_reads(paper, reads)}"
                        for name, does, reads in table.rows)


def _reads(paper: Paper, reads: str) -> str:
    return f"; {escaped(paper.told('it reads {layers}', layers=reads))}" if reads else ""
