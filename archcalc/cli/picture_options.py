"""Options of the commands that draw: the format, and where the picture goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError
from archcalc.base.registry import canonical
from archcalc.cli.output import at_terminal, complain, put
from archcalc.rendering.drawings.outputs import NAMES

Form = Annotated[str | None, typer.Option(
    "--format", "--in", metavar="FORMAT", help="svg, html, png, pdf, tikz, glb, dot or mermaid.")]
ChartForm = Annotated[str | None, typer.Option(
    "--format", "--in", metavar="FORMAT", help="svg, html, png, pdf, tikz or terminal.")]
Theme = Annotated[str, typer.Option(
    "--theme", metavar="light|dark|print", help="light, dark, or print: black and white.")]


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


def deliver_all(files: Sequence[str | bytes], output: Path | None) -> None:
    """Write pictures: one as `deliver` does, more of them to numbered files, net-1.svg and on."""
    if len(files) == 1:
        deliver(files[0], output)
        return
    if output is None:
        raise ArchcalcError.of("usage", f"the drawing takes {len(files)} pages, a file each",
                               hint="-o net.pdf holds them all, -o net.svg numbers them")
    paths = [output.with_name(f"{output.stem}-{number}{output.suffix}") for number in range(1, len(files) + 1)]
    there = sum(path.exists() for path in paths)
    for content, path in zip(files, paths, strict=True):
        deliver(content, path)
    replaced = f", {there} of which were there before" if there else ""
    say([f"written: {paths[0].name} to {paths[-1].name}{replaced}"])


def refuse_beside(picture: str, chosen: Mapping[str, object], followed: str) -> None:
    """Raise ArchcalcError for options that say nothing to a picture of two networks, or of one layer."""
    for option, value in chosen.items():
        if value:
            raise ArchcalcError.of("usage", f"{option} says nothing to a picture of {picture}",
                                   hint=f"it follows {followed}")


def say(notes: Iterable[str]) -> None:
    """Notes on a picture, to standard error."""
    for note in notes:
        complain(f"note: {note}")


def deliver(content: str | bytes, output: Path | None) -> None:
    """Write a picture to its file, or to standard output; a file that the command has read is not written over."""
    if output is None:
        put(content)
        return
    from archcalc.base.atomic_files import refuse_to_replace, write

    refuse_to_replace(output)
    write(output, content)
