"""A Jupyter notebook: the sheet as a table in a cell with the tag `answers`. Source: nbformat 4.5."""

from __future__ import annotations

import json

from archcalc.homework.classes.paper import NOTE, Paper
from archcalc.homework.classes.papers.markdown import answer_table
from archcalc.rendering.formats.markdown import escaped

SUFFIXES = (".ipynb",)


def render(paper: Paper) -> str:
    """Three cells: what it is, the sheet, the networks."""
    head = [f"# {escaped(paper.title)}", *([] if paper.keyed else [paper.told(NOTE)])]
    sheet = "\n".join([f"student: {escaped(paper.student)}", "", *answer_table(paper.rows)])
    cells = [_cell("about", "\n\n".join(head)), _cell("answers", sheet, "answers"),
             *(_cell(f"network-{number}", text) for number, text in enumerate(_networks(paper), 1))]
    book = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _networks(paper: Paper) -> list[str]:
    """The layers of each network, as a numbered list."""
    return ["\n".join([f"## {escaped(table.title)}\n", *(
        f"1. {escaped(name)}: {escaped(does)}{escaped(f'; {paper.reads(reads)}') if reads else ''}"
        for name, does, reads in table.rows)]) for table in paper.tables]


def _cell(name: str, text: str, *tags: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": list(tags)} if tags else {},
            "source": text.splitlines(keepends=True)}
