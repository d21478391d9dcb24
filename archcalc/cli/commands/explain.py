"""archcalc explain: the arithmetic behind a number."""

from typing import Annotated

import typer

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Report
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
                                               help="A layer or a module, or params, weights, memory or macs.")] = None,
    figure: Annotated[str | None, typer.Argument(
        metavar="[FIGURE]", help="One line of the layer's derivation, or one sum of a module.")] = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    convention: options.Convention = None,
    dtype: options.Dtype = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Derive the figures of a layer or a module, or a total, step by step. Without a name, list all that has a page.

    A word alone is described: an operator (explain conv), a form or a key of the language (explain residual), a
    function of expressions (explain divisible), a figure (explain memory), a convention (explain torchinfo), a mistake
    that archcalc check has named (explain plus-one-forgotten), or how an operator is written (explain operator).
    """
    def derived() -> Report:
        from archcalc.reports.explain import explain

        settings = options.pairs(set_, "--set")
        return explain(name or "", what, figure, settings, input_size, convention or (), dtype)

    if what is not None:
        try:
            report = derived()
        except ArchcalcError as error:
            from archcalc.api.topics import beside

            raise beside(error, name, what) from None
    else:
        from archcalc.api import topics

        page = topics.answer(name)
        if page is not None:
            options.refuse_beside("a word alone, without a network,", {
                "--set": set_, "--input": input_size, "--convention": convention, "--dtype": dtype})
        with topics.or_network(name):
            report = page or derived()
    answer(presentation.shown(report), form, output, presentation.page())
