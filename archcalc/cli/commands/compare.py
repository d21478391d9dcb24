"""archcalc compare: networks side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import build
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.presenting import paged
from archcalc.comparison import by_layer, compare
from archcalc.conventions import chosen, rules
from archcalc.errors import ArchcalcError
from archcalc.presentation import Presentation

EXAMPLE = "archcalc compare alexnet_2gpu googlenet resnet152"


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
    if by not in (None, "layer") or (by == "layer" and len(names) != 2):
        raise ArchcalcError.of("usage", "--by layer aligns two networks",
                               hint="archcalc compare alexnet zfnet --by layer")
    graphs = [build(name) for name in names]
    report = by_layer(*graphs) if by else compare(graphs, rules(chosen(convention or ()))["memory"])
    answer(presentation.shown(report), form, output, presentation.page(), names)
