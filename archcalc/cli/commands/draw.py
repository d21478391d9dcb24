"""archcalc draw: a picture of a network."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import draw, load
from archcalc.cli import options
from archcalc.cli.picture_options import Form, Theme, deliver, picture_format

EXAMPLE = "archcalc draw googlenet --part inception_3a -o inception.svg"
PAGE = "drawings"


def command(
    name: options.Name,
    style: Annotated[str, typer.Option(
        "--style", metavar="NAME", help="graph, or volumes: the row of shrinking boxes.")] = "graph",
    part: Annotated[str | None, typer.Option("--part", metavar="MODULE", help="Only this module or group.")] = None,
    depth: options.Depth = None,
    tall: Annotated[bool, typer.Option("--tall", help="One column, as papers print it, however high.")] = False,
    theme: Theme = "light",
    set_: options.Set = None,
    input_size: options.Input = None,
    form: Form = None,
    output: options.Output = None,
) -> None:
    """Draw a network's layers as a graph, or its volumes in a row. Branches stand side by side, repeats are folded."""
    chosen = picture_format(form, output, "vgg16.svg")
    network = load(name, options=options.pairs(set_, "--set"), input_size=input_size)
    picture = draw(network, chosen, style=style, depth=depth, part=part, tall=tall, theme=theme)
    deliver(picture, output)
