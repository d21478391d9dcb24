"""A report as Markdown for a small window: its tables, and formulas as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from archcalc.base.report import Report
from archcalc.rendering.formats import markdown
from archcalc.rendering.tables.layout import Page

_MOST_LETTERS = 12_000
"""A window of an editor shows so much at most."""


def as_markdown(report: Report) -> str:
    """The title, the tables and the notes; lines that are set in stand as code.

    >>> from archcalc.reports.word_pages import function
    >>> print(as_markdown(function("ceil")).splitlines()[0])
    ### ceil
    """
    page = Page(layout="hwc")
    tables = markdown.render(report._replace(title="", notes=()), page).strip()
    title = [f"### {markdown.escaped(report.title)}"] if report.title else []
    return bounded("\n\n".join(filter(None, [*title, tables, *_notes(report.notes)])))


def bounded(text: str) -> str:
    """A text that is not longer than a window shows; where it is cut, it says so."""
    if len(text) <= _MOST_LETTERS:
        return text
    return text[:text.rfind("\n", 0, _MOST_LETTERS)] + "\n\n*and more: archcalc explain shows all*"


def _notes(notes: Iterable[str]) -> Iterator[str]:
    told = (line for note in notes for line in note.split("\n"))
    for code, lines in groupby(filter(str.strip, told), key=lambda line: line.startswith("  ")):
        if code:
            yield "\n".join(["```", *(line.removeprefix("    ") for line in lines), "```"])
        else:
            yield from map(markdown.escaped, lines)
