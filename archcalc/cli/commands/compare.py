"""archcalc compare: networks side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import compare
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc compare alexnet_2gpu googlenet resnet152"
PAGE = "networks"


@paged
def command(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", autocompletion=options.network_names,
                                               help="Networks, the first to compare with.")],
    presentation: Presentation,
    by: Annotated[str | None, typer.Option("--by", metavar="layer", help="Align two networks layer by layer.")] = None,
    convention: options.Convention = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Put networks side by side, with their ratios. Or align two of them by layer."""
    report = compare(*names, by=by, convention=convention or ())
    answer(presentation.shown(report), form, output, presentation.page())
