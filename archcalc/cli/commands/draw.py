"""archcalc draw: a picture of a network."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from archcalc import ArchcalcError, Spec, build, load
from archcalc.base.errors import quoted
from archcalc.cli import options
from archcalc.cli.picture_options import Form, Theme, deliver_all, picture_format, refuse_beside, say
from archcalc.rendering.drawings import compared, drawing
from archcalc.rendering.drawings.sheets import sheet
from archcalc.rendering.drawings.volume_view import styled

EXAMPLE = "archcalc draw googlenet --part inception_3a -o inception.svg"
PAGE = "drawings"


def command(
    name: options.Name,
    other: Annotated[str | None, typer.Argument(
        metavar="[OTHER]", help="A second network: what differs is outlined. With --animate, a layer.")] = None,
    style: Annotated[str, typer.Option(
        "--style", metavar="NAME", help="graph, or volumes: boxes in perspective.")] = "graph",
    part: Annotated[str | None, typer.Option("--part", metavar="MODULE", help="Only this module or group.")] = None,
    depth: options.Depth = None,
    tall: Annotated[bool, typer.Option("--tall", help="One column, as papers print it, however high.")] = False,
    unfold: Annotated[bool, typer.Option("--unfold", help="Draw repeats one by one.")] = False,
    animate: Annotated[bool, typer.Option("--animate", help="The layer named second at work; in gif, too.")] = False,
    theme: Theme = "light",
    slide: Annotated[str | None, typer.Option(
        "--slide", metavar="16:9|4:3|a4|column", help="Onto pages of this sheet, in letters that can be read.")] = None,
    min_pt: Annotated[float | None, typer.Option(
        "--min-pt", metavar="POINTS", help="The smallest letters on it: 10 on a slide, 6 in print.")] = None,
    camera: Annotated[str | None, typer.Option(
        "--camera", metavar="KEY=VALUE,..",
        help="Of volumes: azimuth and elevation in degrees, distance in rows.")] = None,
    scale: Annotated[str | None, typer.Option(
        "--scale", metavar="compact|linear",
        help="Of volumes: by square roots and logarithms, or as they are.")] = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    form: Form = None,
    output: options.Output = None,
) -> None:
    """Draw a network's layers as a graph, its volumes as boxes, or one layer at work. Repeats are folded."""
    chosen = picture_format(form, output, "vgg16.svg")
    beside = {"--style": style != "graph", "--part": part, "--tall": tall, "--unfold": unfold, "--slide": slide,
              "--min-pt": min_pt,
              "--camera": camera, "--scale": scale}
    network = load(name, options=options.pairs(set_, "--set"), input_size=input_size)
    if animate:
        from archcalc.rendering.animations import animated

        refuse_beside("one layer at work", {**beside, "--depth": depth}, "--theme, --set and --input")
        made = animated(build(network), other, chosen, theme)
    elif other is not None:
        refuse_beside("two networks", beside, "--depth, --theme, --set and --input")
        second = _second(name, other, options.pairs(set_, "--set"), input_size)
        made = compared(build(network), build(second), chosen, depth=depth, theme=theme)
    else:
        made = drawing(build(network), chosen, styled(style, camera, scale), depth=depth, part=part, tall=tall,
                       theme=theme, sheet=sheet(slide, min_pt), unfold=unfold)
    deliver_all(made.files, output)
    say(made.notes)


def _second(name: str, other: str, settings: Mapping[str, Any], input_size: str | None) -> Spec:
    """The network to compare with. Raises ArchcalcError, with the way out where it is a layer of the first."""
    try:
        return load(other, options=settings, input_size=input_size)
    except ArchcalcError as error:
        if error.mistakes[0].code == "unknown-network" and any(node.name == other for node in build(name).nodes):
            raise ArchcalcError.of("usage", f"{quoted(other)} is a layer of {name}, and no network",
                                   hint="--animate shows a layer at work") from None
        raise
