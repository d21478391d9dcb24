"""Report -> text or bytes, one format to a file. A format is a module with `render(report, page)` and `SUFFIXES`."""

from __future__ import annotations

from pathlib import PurePath
from typing import cast

from archcalc.errors import ArchcalcError, quoted
from archcalc.layout import Page
from archcalc.registry import Registry
from archcalc.report import Report

NAMES = Registry(__name__, __file__, "format")


def render(report: Report, format: str = "text", page: Page | None = None) -> str | bytes:  # noqa: A002 - the option's name
    """The report in a format: text, terminal, markdown, csv, json ...; xlsx and pptx are bytes."""
    return cast("str | bytes", NAMES.load(format).render(report, page or Page()))


def by_suffix(path: str) -> str:
    """The format that a file's ending asks for."""
    suffix = PurePath(path).suffix.lower()
    for name in NAMES:
        if suffix in NAMES.load(name).SUFFIXES:
            return name
    raise ArchcalcError.of("format", f"no format is known by the ending {quoted(suffix)} of {quoted(path)}",
                           hint="say which with --format", expected=f"one of: {', '.join(NAMES)}")
