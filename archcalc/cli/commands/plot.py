"""archcalc plot: where the memory is, and where the parameters are."""

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
    chart: Annotated[str | None, typer.Option(
        "--chart", metavar="NAME", help="receptive-fields, or roofline: a panel for each network.")] = None,
    gpu: Annotated[str | None, typer.Option(
        "--gpu", metavar="NAME", help="The device of a roofline: a100, rtx4090 ...")] = None,
    dtype: options.Dtype = None,
    batch: options.OptionalBatch = None,
    form: ChartForm = None,
    output: options.Output = None,
) -> None:
    """Chart where the memory and the parameters are. Layer by layer, or networks against each other, as bubbles.

    Or how far each layer sees, or what bounds its speed.
    """
    from archcalc import build, load
    from archcalc.api.charts import ChartSettings
    from archcalc.api.charts import chart as layer_chart
    from archcalc.rendering import drawings
    from archcalc.rendering.drawings.charts.chart_data import Bars, Bubbles
    from archcalc.rendering.drawings.charts.curve_data import Curves
    from archcalc.rendering.tables.layout import Page

    chosen, settings = plotting_format(form, output), ChartSettings(gpu, dtype, batch)
    shown: Bars | Bubbles | Curves
    if chart is not None:
        beside = {"--compare": compare, "--figures": figures, "--depth": depth, "--convention": convention}
        options.refuse_beside(f"--chart {chart}", beside)
        loaded = (load(name, options=options.pairs(set_, "--set"), input_size=input_size) for name in names or ())
        shown = layer_chart(chart, [build(each, batch=batch or 1) for each in loaded], settings)
    else:
        unsaid = {f"--{name}": said for name, said in settings._asdict().items()}
        options.refuse_beside("charts without --chart", unsaid)
        shown = drawings.plot(names or (), figures, options=options.pairs(set_, "--set"), input_size=input_size,
                              convention=convention or (), depth=depth, compare=compare, as_bars=chosen == "terminal")
    if isinstance(shown, (Bars, Curves)) and chosen == "terminal":
        deliver(drawings.charted(shown, on_screen(Page(raw=not prints("█▏•─╱│└·")))), output)
    else:
        deliver(drawings.written(drawings.chart(shown), chosen, theme), output)
