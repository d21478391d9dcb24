"""archcalc solve: one-line exercises."""

from typing import Annotated

import typer

from archcalc import solve
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = 'archcalc solve "conv 96 11x11 stride 4 on 227x227x3"'
PAGE = "homework"


@paged
def command(
    exercise: Annotated[list[str], typer.Argument(
        metavar="EXERCISE", help='"CONV-9-32 POOL-2 FC-64 on 128x128x3", "what padding keeps 63x63 under 7x7?"')],
    presentation: Presentation,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Work out a layer, a chain, or an inverse question.

    Which padding, stride, kernel, size or filters give a result.
    """
    answer(presentation.shown(solve(" ".join(exercise))), form, output, presentation.page())
