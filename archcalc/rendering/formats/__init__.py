"""Report -> text or bytes, one format to a file. A format is a module with `render(report, page)` and `SUFFIXES`."""

from __future__ import annotations

from typing import cast

from archcalc.base.registry import Registry
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Page

NAMES = Registry(__name__, __file__, "format")


def render(report: Report, format: str = "text", page: Page | None = None) -> str | bytes:
    """The report in a format: text, terminal, markdown, csv, json ...; xlsx and pptx are bytes."""
    return cast("str | bytes", NAMES.load(format).render(report, page or Page()))


def is_live(form: str) -> bool:
    """Whether cells of a format can be computed from other cells, as a spreadsheet's are."""
    return hasattr(NAMES.load(form), "LIVE")


def shows_pictures(form: str) -> bool:
    """Whether a format shows the pictures of a report."""
    return hasattr(NAMES.load(form), "PICTURES")


def takes_template(form: str) -> bool:
    """Whether a format takes the design of another file."""
    return hasattr(NAMES.load(form), "TEMPLATE")


def by_suffix(path: str) -> str:
    """The format that a file's ending asks for."""
    return NAMES.by_ending(path, "--format")
