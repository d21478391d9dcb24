"""Sheets as Markdown: its pipe tables; a heading may name the network."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.files import table_text
from archcalc.homework.sheets import Sheet
from archcalc.homework.sheets._tabular import MOST_ROWS, tabular

SUFFIXES = (".md", ".markdown")
_RULE = re.compile(r"[|\s:-]+")
_CELLS = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\(.)")


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheets in the tables of a text; what stands above the first may name the network."""
    lines = [line.strip() for line in table_text(raw, name).splitlines()[:MOST_ROWS]]
    first = next((i for i, line in enumerate(lines) if "|" in line), len(lines))
    return tabular([_row(line) for i, line in enumerate(lines)
                    if line and not _RULE.fullmatch(line) and (i < first or "|" in line)])


def _row(line: str) -> list[str]:
    if "|" not in line:
        return [line.strip("#* \t")]
    cells = _CELLS.split(line.strip().removeprefix("|").removesuffix("|"))
    return [_ESCAPED.sub(r"\1", cell.strip().strip("*`")) for cell in cells]
