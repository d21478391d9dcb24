"""archcalc compare: networks side by side."""

from typing import Annotated

import typer

from archcalc import build, compare
from archcalc.cli import options
from archcalc.cli.output import answer, chosen_format
from archcalc.cli.table_options import compared, lectured_together, refuse_kinds
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc compare alexnet_2gpu googlenet resnet152"
PAGE = "networks"


@compared
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
    refuse_kinds(presentation)
    chosen, graphs = chosen_format(form, output), [build(name) for name in names]
    report = compare(*graphs, by=by, convention=convention or ())
    shown = presentation._replace(only=None).shown(report)
    if by is None:
        shown = lectured_together(shown, graphs, presentation, chosen, convention or ())
    answer(shown, form, output, presentation.page())
