"""CSV: the sheet alone, as `check` reads it; a question about a whole network has its layers in its text."""

from __future__ import annotations

from archcalc.homework.classes.paper import Paper
from archcalc.homework.gradebooks import _cells

SUFFIXES = (".csv",)


def render(paper: Paper) -> str:
    """Whose the sheet is, a header, the rows."""
    return _cells.lines([("student", paper.student), ("question", "text", "answer"), *paper.whole_rows])
