"""archcalc plot: where the memory is, and where the parameters are."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc.cli import options
from archcalc.cli.output import on_screen, prints
from archcalc.cli.picture_options import ChartForm, Theme, deliver, plotting_format

EXAMPLE = "archcalc plot vgg16 -o memory.svg"
PAGE = "drawings"


def command(
    names: Annotated[list[str] | None, typer.Argument(
        metavar="[NAME]...", autocompletion=options.network_names, help="A network, or several; none for all.")] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Networks as bubbles: MACs, parameters, memory.")] = False,
    figures: Annotated[str | None, typer.Option(
        "--figures", metavar="A,B,C", help="Of memory, params, macs, weights or layers.")] = None,
    depth: options.Depth = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    convention: options.Convention = None,
    theme: Theme = "light",
    form: ChartForm = None,
    output: options.Output = None,
) -> None:
    """Chart where the memory and the parameters are. Layer by layer, or networks against each other, as bubbles."""
    from archcalc.rendering import drawings
    from archcalc.rendering.drawings.charts.chart_data import Bars
    from archcalc.rendering.tables.layout import Page

    chosen = plotting_format(form, output)
    shown = drawings.plot(names or (), figures, options=options.pairs(set_, "--set"), input_size=input_size,
                          convention=convention or (), depth=depth, compare=compare, as_bars=chosen == "terminal")
    if isinstance(shown, Bars) and chosen == "terminal":
        deliver(drawings.charted(shown, on_screen(Page(raw=not prints("█▏")))), output)
    else:
        deliver(drawings.written(drawings.chart(shown), chosen, theme), output)
