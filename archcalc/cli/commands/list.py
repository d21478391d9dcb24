"""archcalc list: what is bundled."""

from typing import Annotated

import typer

from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation
from archcalc.reports.collection import Filter, listing

EXAMPLE = "archcalc list --family ResNet --max-params 30M --sort macs"
PAGE = "networks"


@paged
def command(
    presentation: Presentation,
    family: Annotated[str | None, typer.Option(
        "--family", metavar="NAME", help="Networks of a family: ResNet, VGG ...")] = None,
    task: Annotated[str | None, typer.Option(
        "--for", metavar="TASK", help="Networks for a task: detection, segmentation, language ...")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR", help="Networks of a year.")] = None,
    max_params: Annotated[str | None, typer.Option("--max-params", metavar="5M", help="At most so many.")] = None,
    max_macs: Annotated[str | None, typer.Option("--max-macs", metavar="1G", help="At most so many.")] = None,
    sort: Annotated[str | None, typer.Option("--sort", metavar="COLUMN", help="By name, year, params ...")] = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """List the bundled networks with year, parameters and MACs."""
    most = options.amount(max_params, "--max-params"), options.amount(max_macs, "--max-macs")
    chosen = Filter(family, task, year, *most)
    answer(presentation.shown(listing(chosen, sort)), form, output, presentation.page())
