"""archcalc diff: what changed between two specifications."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import diff
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc diff alexnet zfnet"
PAGE = "networks"


@paged
def command(
    old: Annotated[str, typer.Argument(metavar="OLD", autocompletion=options.network_names,
                                       help="The network as it was: a bundled one, a .yaml file, or - for stdin.")],
    new: Annotated[str, typer.Argument(metavar="NEW", autocompletion=options.network_names,
                                       help="The network as it is.")],
    presentation: Presentation,
    convention: options.Convention = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Tell what changed between two networks.

    Layers, attributes, connections and totals; exits with 1 if anything did.
    """
    if old == new == "-":
        raise ArchcalcError.of("usage", "only one of the two can be standard input",
                               hint="write the other to a file")
    report = diff(old, new, convention=convention or ())._replace(title=f"{quoted(old, '')} -> {quoted(new, '')}")
    answer(presentation.shown(report), form, output, presentation.page())
    if report.tables[0].rows:
        raise typer.Exit(1)
