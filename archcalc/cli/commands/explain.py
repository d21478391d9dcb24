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
    presentation: Presentation,
    name: options.OptionalName = None,
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
    """Derive a layer's figures, or a total, step by step. Without a name, list all that has a page.

    A word alone is described: an operator (explain conv), a form or a key of the language (explain residual), a
    function of expressions (explain divisible), a figure (explain memory), a convention (explain torchinfo), a mistake
    that archcalc check has named (explain plus-one-forgotten), or how an operator is written (explain operator).
    """
    from archcalc.api import topics
    from archcalc.reports.explain import explain

    report = topics.answer(name) if what is None else None
    if report is not None:
        options.refuse_beside("a word alone, without a network,", {
            "--set": set_, "--input": input_size, "--convention": convention, "--dtype": dtype})
    else:
        settings = options.pairs(set_, "--set")
        with topics.or_network(name if what is None else None):
            report = explain(name or "", what, figure, settings, input_size, convention or (), dtype)
    answer(presentation.shown(report), form, output, presentation.page())
