"""Options of the commands that draw: the format, and where the picture goes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError
from archcalc.base.registry import canonical
from archcalc.cli.output import at_terminal, put
from archcalc.rendering.drawings.outputs import NAMES

Form = Annotated[str | None, typer.Option(
    "--format", "--in", metavar="FORMAT", help="svg, html, png, pdf, dot, mermaid or terminal.")]
Theme = Annotated[str, typer.Option("--theme", metavar="light|dark", help="light or dark.")]


def picture_format(form: str | None, output: Path | None, example: str) -> str:
    """The format asked for, or by the file's ending, or SVG for a pipe."""
    if form is not None:
        NAMES.load(form)
        return canonical(form)
    if output is not None:
        return NAMES.by_ending(str(output), "--format")
    if at_terminal():
        raise ArchcalcError.of("usage", "a picture wants a file", hint=f"-o {example}, or --format mermaid for text")
    return "svg"


def plotting_format(form: str | None, output: Path | None) -> str:
    """As for pictures, but charts can be printed."""
    return "terminal" if form is None and output is None else picture_format(form, output, "chart.svg")


def deliver(content: str | bytes, output: Path | None) -> None:
    """Write a picture to its file, or to standard output; a file that the command has read is not written over."""
    if output is None:
        put(content)
        return
    from archcalc.base.atomic_files import refuse_to_replace, write

    refuse_to_replace(output)
    write(output, content)
