"""archcalc draw: a picture of a network."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import build, load
from archcalc.cli import options
from archcalc.cli.picture_options import Form, Theme, deliver_all, picture_format, refuse_beside_two, say
from archcalc.rendering.drawings import compared, drawing
from archcalc.rendering.drawings.sheets import sheet

EXAMPLE = "archcalc draw googlenet --part inception_3a -o inception.svg"
PAGE = "drawings"


def command(
    name: options.Name,
    other: Annotated[str | None, typer.Argument(
        metavar="[OTHER]", help="A second network: what differs is outlined.")] = None,
    style: Annotated[str, typer.Option(
        "--style", metavar="NAME", help="graph, or volumes: the row of shrinking boxes.")] = "graph",
    part: Annotated[str | None, typer.Option("--part", metavar="MODULE", help="Only this module or group.")] = None,
    depth: options.Depth = None,
    tall: Annotated[bool, typer.Option("--tall", help="One column, as papers print it, however high.")] = False,
    theme: Theme = "light",
    slide: Annotated[str | None, typer.Option(
        "--slide", metavar="16:9|4:3|a4|column", help="Onto pages of this sheet, in letters that can be read.")] = None,
    min_pt: Annotated[float | None, typer.Option(
        "--min-pt", metavar="POINTS", help="The smallest letters on it: 10 on a slide, 6 in print.")] = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    form: Form = None,
    output: options.Output = None,
) -> None:
    """Draw a network's layers as a graph, or its volumes in a row. Branches stand side by side, repeats are folded."""
    chosen = picture_format(form, output, "vgg16.svg")
    network, *others = (load(each, options=options.pairs(set_, "--set"), input_size=input_size)
                        for each in (name, other) if each is not None)
    if others:
        refuse_beside_two({"--style": style != "graph", "--part": part, "--tall": tall, "--slide": slide,
                           "--min-pt": min_pt})
        deliver_all(compared(build(network), build(others[0]), chosen, depth=depth, theme=theme).files, output)
        return
    made = drawing(build(network), chosen, style, depth=depth, part=part, tall=tall, theme=theme,
                   sheet=sheet(slide, min_pt))
    deliver_all(made.files, output)
    say(made.notes)
