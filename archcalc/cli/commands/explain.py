"""archcalc explain: the arithmetic behind a number."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc explain alexnet conv1"
PAGE = "explain"


@paged
def command(
    name: options.Name,
    presentation: Presentation,
    what: Annotated[str | None, typer.Argument(metavar="[LAYER|TOTAL]",
                                               help="A layer, or params, weights, memory or macs.")] = None,
    figure: Annotated[str | None, typer.Argument(
        metavar="[FIGURE]", help="One line of the layer's derivation.")] = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    convention: options.Convention = None,
    dtype: options.Dtype = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Derive a layer's figures, or a total, step by step.

    Or describe an operator (explain conv), how one is written (explain operator), a figure (explain memory), a
    convention (explain torchinfo), or a mistake that archcalc check has named (explain plus-one-forgotten).
    """
    from archcalc.api import topics
    from archcalc.reports.explain import explain

    report = topics.page(name) if what is None else None
    if report is None:
        settings = options.pairs(set_, "--set")
        report = explain(name, what, figure, settings, input_size, convention or (), dtype)
    answer(presentation.shown(report), form, output, presentation.page())
