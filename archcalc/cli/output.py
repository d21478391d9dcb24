"""Output of a command's answer: to the terminal, a pipe, a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size

from archcalc.base import standard_output
from archcalc.base.errors import ArchcalcError, Mistake, printable_lines
from archcalc.base.registry import canonical
from archcalc.base.report import Report
from archcalc.base.suggestions import one_of
from archcalc.rendering.formats import NAMES, by_suffix, follows, holds_lectures, render
from archcalc.rendering.tables.layout import Page

_WIDEST = 100_000
"""A number of columns that is larger says nothing of a screen."""


def answer(report: Report, form: str | None = None, file: Path | None = None, page: Page | None = None) -> None:
    """Print a report, or write it to a file in the format of its ending.

    `page` is what the user chose of it; a file that the command has read is not written over.
    """
    page, chosen = page or Page(), chosen_format(form, file)
    refuse_choices(page, chosen)
    if page.parts and not report.parts:
        _refuse_parts(page, chosen)
    if file is not None:
        from archcalc.base.atomic_files import refuse_to_replace, write

        refuse_to_replace(file, [page.template])
        write(file, render(report, chosen, page))
        return
    show(render(report, chosen, on_screen(page)))


def refuse_choices(page: Page, form: str) -> None:
    """Raise ArchcalcError for a choice of a page that says nothing to a format."""
    for choice in page.chosen:
        if choice not in follows(form):
            suited = [name for name in NAMES if choice in follows(name)]
            raise ArchcalcError.of("usage", f"--{choice} says nothing to the format {form}", expected=one_of(suited))


def _refuse_parts(page: Page, form: str) -> None:
    """Raise ArchcalcError for parts of a lecture where there is none, or none of these."""
    told = ", ".join(page.parts)
    if holds_lectures(form) and not holds_lectures(form, rows=page.rows is not None):
        raise ArchcalcError.of("usage", f"--only {told} picks parts of a lecture, and {form} makes one of slides alone",
                               hint="--rows 12 makes slides")
    if holds_lectures(form):
        raise ArchcalcError.of("usage", f"--only {told} picks parts of a lecture, and this one has none of them",
                               hint="leave out --only")
    raise ArchcalcError.of("usage", f"--only {told} picks parts of a lecture, and the format {form} makes none",
                           hint="-o deck.pptx", expected=one_of([name for name in NAMES if holds_lectures(name)]))


def chosen_format(form: str | None, file: Path | None = None) -> str:
    """The format asked for, or by the file's ending, or what suits a terminal or a pipe."""
    if form is not None:
        NAMES.load(form)
        return canonical(form)
    if file is not None:
        return by_suffix(str(file))
    return "terminal" if _forced() or (at_terminal() and os.environ.get("TERM") != "dumb") else "text"


def _forced() -> bool:
    """True where colours are asked for, whatever reads them: FORCE_COLOR, as others read it."""
    return os.environ.get("FORCE_COLOR", "") not in {"", "0"}


def on_screen(page: Page) -> Page:
    """A page as wide and as colourful as standard output is."""
    told = os.environ.get("COLUMNS", "")
    in_pipe = int(told) if told.isdecimal() and 0 < int(told) <= _WIDEST else None
    width = get_terminal_size().columns if at_terminal() else in_pipe
    colour = chosen_format(None) == "terminal" and not os.environ.get("NO_COLOR")
    return page._replace(width=width, colour=colour)


def prints(text: str) -> bool:
    """True where standard output has these letters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, AttributeError):
        return False
    return True


def at_terminal() -> bool:
    """True where standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def put(content: str | bytes) -> None:
    """To standard output. Raises OutputError; that of a closed pipe ends a command quietly."""
    if isinstance(content, bytes):
        with standard_output.binary() as raw:
            raw.write(content)
    else:
        with standard_output.text() as stream:
            stream.write(content)


def show(content: str | bytes) -> None:
    """To standard output, by a pager where the terminal is shorter than the text. Raises OutputError as `put`."""
    if isinstance(content, str) and at_terminal():
        from archcalc.cli import pager

        if pager.shows(content):
            return
    put(content)


def warn(mistakes: Iterable[Mistake]) -> None:
    """Warnings to standard error."""
    for mistake in mistakes:
        complain(str(mistake).replace(": error[", ": warning[", 1))


def complain(text: str) -> None:
    """A message to standard error, if there is one."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr]
        sys.stderr.write(printable_lines(text) + "\n")
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
