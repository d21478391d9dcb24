"""Report -> text or bytes, one format to a file; being there is being registered.

A format may say more of itself: `LIVE`, that its cells can be computed from other cells, as a spreadsheet's are;
`PICTURES`, that it shows the pictures of a report; `LECTURES`, that it shows the parts of a lecture; `FOLLOWS`, the
choices of a page that say something to it, where these are not a title and a caption; `ENDING`, that of its files,
where it is another format that such an ending asks for.
"""

from __future__ import annotations

from typing import Protocol

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry
from archcalc.base.report import Report
from archcalc.rendering.tables.layout import Page


class Format(Protocol):
    """One way to write a report."""

    SUFFIXES: tuple[str, ...]
    """Endings of files that ask for this format, with their dots; none where it has to be named."""

    def render(self, report: Report, page: Page) -> str | bytes:
        """The whole report, as the reader of `page` sees it."""


_USUAL = frozenset({"title", "caption"})
NAMES = Registry[Format](__name__, __file__, "format", ("SUFFIXES", "render"))


def render(report: Report, format: str = "text", page: Page | None = None) -> str | bytes:
    """The report in a format: text, terminal, markdown, csv, json ...; xlsx and pptx are bytes."""
    written = NAMES.load(format).render(report, page or Page())
    if not isinstance(written, str | bytes):  # a plugin's may give anything
        from archcalc.base.requirements import shown

        raise ArchcalcError.of("plugin", f"the format {quoted(format)} gave {shown(written)}",
                               expected="a text, or bytes")
    return written


def is_live(form: str) -> bool:
    """True where cells of a format can be computed from other cells, as a spreadsheet's are."""
    return hasattr(NAMES.load(form), "LIVE")


def shows_pictures(form: str) -> bool:
    """True where a format shows the pictures of a report."""
    return hasattr(NAMES.load(form), "PICTURES")


def holds_lectures(form: str, *, rows: bool = True) -> bool:
    """True where a format shows the parts of a lecture; some do only where `rows` of a slide are asked for."""
    told = getattr(NAMES.load(form), "LECTURES", False)
    return bool(told) and (rows or told != "rows")


def follows(form: str) -> frozenset[str]:
    """The choices of a page that say something to a format."""
    return getattr(NAMES.load(form), "FOLLOWS", _USUAL)


def ending(form: str) -> str:
    """The ending of a format's files; a text's, where it says none."""
    found = NAMES.load(form)
    return found.SUFFIXES[0] if found.SUFFIXES else getattr(found, "ENDING", ".txt")


def by_suffix(path: str) -> str:
    """The format that a file's ending asks for."""
    return NAMES.by_ending(path, "--format")
