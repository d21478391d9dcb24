"""Sheets as Markdown: its pipe tables; a heading may name the network."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.files import table_text
from archcalc.homework.languages.spoken import said
from archcalc.homework.sheets import Left, Sheet, csv
from archcalc.homework.sheets._leftover import MOST_TOLD, outside
from archcalc.homework.sheets._summaries import summary
from archcalc.homework.sheets._tabular import MOST_ROWS, tabular

SUFFIXES = (".md", ".markdown")
_RULE = re.compile(r"[|\s:-]+")
_CELLS = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\(.)")


def read(raw: bytes, name: str) -> Iterator[Sheet]:
    """The sheets in the tables of a text; what stands above the first may name the network."""
    text = table_text(raw, name)
    if summary(text):
        return csv.read(raw, name)
    lines = [line.strip() for line in text.splitlines()[:MOST_ROWS]]
    first = next((i for i, line in enumerate(lines) if "|" in line), len(lines))
    below = [line for line in lines[first:] if line and "|" not in line and not _RULE.fullmatch(line)]
    rows = [_row(line) for i, line in enumerate(lines)
            if line and not _RULE.fullmatch(line) and (i < first or "|" in line)]
    return (sheet._replace(left=(*sheet.left, *_beside(below))) for sheet in tabular(rows))


def _beside(lines: list[str]) -> Iterator[Left]:
    """Lines below a table; one that is an answer is not marked, and said to be."""
    yield from map(outside, lines[:MOST_TOLD])
    if len(lines) > MOST_TOLD:
        yield Left(said("{count} more lines", count=len(lines) - MOST_TOLD), said("they stand outside of the table"))


def _row(line: str) -> list[str]:
    if "|" not in line:
        return [line.strip("#* \t")]
    cells = _CELLS.split(line.strip().removeprefix("|").removesuffix("|"))
    return [_ESCAPED.sub(r"\1", cell.strip().strip("*`")) for cell in cells]
