"""For a terminal: styles, as wide as the window; columns are left out where it is narrow, digits never."""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Page
from archcalc.rendering.tables.written_lines import TextStyle, written

SUFFIXES = ()
_BOLD, _DIM, _YELLOW, _MAGENTA = "1", "2", "33", "35"
_UNSTYLED = TextStyle(rule="─", through=True, star="")
_STYLE = _UNSTYLED._replace(heading=_BOLD, aside=_DIM, mark=_BOLD, marks={"activations": _YELLOW, "weights": _MAGENTA})
"""Colours that every terminal has, as its owner has chosen them."""


def render(report: Report, page: Page) -> str:
    """Title, tables, notes; marked cells stand out where the page has colours."""
    return written(report, page, _STYLE if page.colour else _UNSTYLED)
