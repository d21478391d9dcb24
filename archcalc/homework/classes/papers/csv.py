"""CSV: the sheet alone, as `check` reads it; a question about a whole network has its layers in its text."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.homework.classes.paper import Paper
from archcalc.homework.gradebooks import _cells

SUFFIXES = (".csv",)


def render(paper: Paper) -> str:
    """Whose the sheet is, a header, the rows."""
    return _cells.lines([("student", paper.student), ("question", "text", "answer"), *_rows(paper)])


def _rows(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """The rows, with the layers of a network where a question needs them."""
    needed = {item.key: item.table for item in paper.items}
    for key, text, answer in paper.rows:
        place = needed.get(key)
        yield key, text if place is None else f"{text} {_layers(paper, place)}", answer


def _layers(paper: Paper, place: int) -> str:
    told = (f"{name}: {does}{_reads(paper, reads)}" for name, does, reads in paper.tables[place].rows)
    return "; ".join(told)


def _reads(paper: Paper, reads: str) -> str:
    return f" ({paper.told('it reads {layers}', layers=reads)})" if reads else ""
