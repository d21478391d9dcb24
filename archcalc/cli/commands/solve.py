"""archcalc solve: one-line exercises."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc.cli import options
from archcalc.cli.output import answer

EXAMPLE = 'archcalc solve "conv 96 11x11 stride 4 on 227x227x3"'


def command(
    exercise: Annotated[list[str], typer.Argument(
        metavar="EXERCISE", help='"CONV-9-32 POOL-2 FC-64 on 128x128x3", "what padding keeps 63x63 under 7x7?"')],
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Work out a layer or a chain of layers, or which padding, stride, kernel, size or filters give a result."""
    from archcalc.homework.solving import solve

    answer(solve(" ".join(exercise)), form, output)
