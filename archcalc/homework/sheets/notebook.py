"""Sheets as notebooks, .ipynb: answers in marked cells. Nothing in a notebook is run.

A cell is marked by a tag `answer` or `answers`, as a solution of nbgrader, or by a first line `# answers`. It holds
lines such as `conv1_1.params: 1792` (in code, with = for the colon), or a table of Markdown. Source: nbformat 4.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import table_text
from archcalc.homework.languages.spoken import said
from archcalc.homework.questions.askable import is_asked
from archcalc.homework.sheets import Entry, Left, Sheet, csv, markdown
from archcalc.homework.sheets._leftover import MOST_TOLD

SUFFIXES = (".ipynb",)
MOST_CELLS = 2_000
_QUOTED = re.compile(r"""^(\s*[^\s=:"']+\s*=\s*)(["'])([^"']*)\2\s*$""", re.MULTILINE)
"""An answer in code, in the quotes of a text."""
_KEYED = re.compile(r"^[ \t]*([\w/-]+(?:\.[\w/-]+)?\.(\w+))[ \t]*[:=][ \t]*([^\s=\n][^\n]*)$", re.MULTILINE)
"""A line that is an answer: conv1_1.params: 1792."""
_MARK = said("the cell is not marked: begin it with # answers")
_TAGS = frozenset({"answer", "answers"})


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheet in the marked cells; of all others it is said how many they are."""
    try:
        book = json.loads(table_text(raw, name))
    except (json.JSONDecodeError, RecursionError):
        raise ArchcalcError.of("syntax", f"{quoted(name)} is no notebook: it is not JSON",
                               hint="save it again as .ipynb") from None
    cells = book.get("cells") if isinstance(book, dict) else None
    if not isinstance(cells, list) or len(cells) > MOST_CELLS:
        raise ArchcalcError.of("sheet", f"{quoted(name)} is no notebook of up to {MOST_CELLS:,} cells",
                               hint="notebooks of nbformat 4 have cells")
    texts = [_source(cell) for cell in cells]
    filled = [(i + 1, cell, text) for i, (cell, text) in enumerate(zip(cells, texts, strict=True)) if text.strip()]
    marked = [text for _, cell, text in filled if _is_marked(cell, text)]
    return _joined(marked, [(i, text) for i, cell, text in filled if not _is_marked(cell, text)], name)


def _joined(marked: list[str], others: list[tuple[int, str]], name: str) -> Iterator[Sheet]:
    """One sheet of several cells."""
    found = [sheet for text in marked for sheet in _of_cell(text, name)]
    left = (*(piece for sheet in found for piece in sheet.left), *_not_marked(others, name))
    entries = tuple(entry for sheet in found for entry in sheet.entries)
    student = next((sheet.student for sheet in found if sheet.student), "")
    yield Sheet(student, next((sheet.network for sheet in found if sheet.network), ""), entries, left)


def _not_marked(others: list[tuple[int, str]], name: str) -> Iterator[Left]:
    """Answers in cells that are not marked, one by one; of all other cells, how many they are."""
    plain = 0
    told = 0
    for i, text in others:
        entries = [entry for entry in _answers(text, name) if entry.given]
        plain += not entries
        for entry in entries[:max(0, MOST_TOLD - told)]:
            written = quoted(f"{entry.question}: {entry.given}")
            yield Left(said("the answer {answer} in cell {cell}", answer=written, cell=i), _MARK)
        if told < MOST_TOLD < told + len(entries):
            yield Left(said("more answers, from cell {cell} on", cell=i), _MARK)
        told += len(entries)
    if plain:
        yield Left(said("{count} other cells", count=plain), said("only cells that are marked hold answers"), told=True)


def _answers(text: str, name: str) -> list[Entry]:
    """The answers that a cell would hold, were it marked."""
    lines = [Entry(match[1], match[3].strip("\"'")) for match in _KEYED.finditer(text) if is_asked(match[2])]
    if "|" not in text:
        return lines
    try:
        return [*lines, *(entry for sheet in _of_cell(text, name) for entry in sheet.entries)]
    except ArchcalcError:
        return lines


def _of_cell(text: str, name: str) -> Iterator[Sheet]:
    lines = text.splitlines()
    kept = "\n".join(line for line in lines if line.strip().lstrip("#").strip().lower() not in _TAGS)
    module = markdown if "|" in kept else csv
    return iter(module.read(_QUOTED.sub(r"\1\3", kept).encode(), name))


def _source(cell: Any) -> str:
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _is_marked(cell: dict[str, Any], text: str) -> bool:
    metadata = cell.get("metadata")
    told = metadata if isinstance(metadata, dict) else {}
    tags, grader = told.get("tags"), told.get("nbgrader")
    solution = isinstance(grader, dict) and grader.get("solution") is True
    first = text.strip().splitlines()[0].lstrip("#").strip().lower()
    return solution or first in _TAGS or (isinstance(tags, list) and bool(_TAGS & {str(tag).lower() for tag in tags}))
