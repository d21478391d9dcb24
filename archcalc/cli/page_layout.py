"""A page of Markdown laid out for a terminal: prose wrapped to its width, code as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement, TableElement
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

_WIDEST = 100
"""Longer lines of prose are hard to read."""

_THEME = Theme({"markdown.code": "cyan", "markdown.table.border": "none", "markdown.table.header": "bold"})
"""No colour of the background: nobody knows the terminal's own."""

_FENCE = re.compile(r"^```.*\n", re.MULTILINE)


class _Title(Heading):
    """A heading at the left; rich puts some in the middle."""

    def __rich_console__(self, *_: object) -> Iterator[Text]:
        yield Text(self.text.plain, style="bold underline" if self.tag == "h1" else "bold")


class _Table(TableElement):
    """A table in which a long word goes on in the next line; rich cuts it off."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for table in super().__rich_console__(console, options):
            assert isinstance(table, Table)
            for column in table.columns:
                column.overflow = "fold"
            yield table


class _Prose(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements, "heading_open": _Title, "table_open": _Table}


def laid_out(text: str, width: int, *, colour: bool) -> str:
    """The page in lines that fit the terminal; a line of code may be longer, so that nothing of it is cut.

    >>> print(laid_out("Type `archcalc vgg16`, or press *Ctrl-C*.", 20, colour=False), end="")
    Type archcalc vgg16,
    or press Ctrl-C.
    """
    console = Console(file=StringIO(), width=min(width, _WIDEST), force_terminal=colour, no_color=not colour,
                      markup=False, emoji=False, highlight=False, legacy_windows=False, theme=_THEME)
    for number, part in enumerate(_FENCE.split(text)):
        if number % 2:
            console.print("", _code(part), "", sep="\n", no_wrap=True, overflow="ignore", crop=False)
        elif part.strip():
            console.print(_Prose(part, hyperlinks=False))
    file = console.file
    assert isinstance(file, StringIO)
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    return "\n".join(line for line, above in zip(lines, ["", *lines], strict=False) if line or above) + "\n"


def _code(text: str) -> Text:
    """Lines of code, set in; what is typed at the prompt stands out."""
    lines = (Text(f"  {line}", style="bold" if line.startswith("$ ") else "cyan") for line in text.splitlines())
    return Text("\n").join(lines)
