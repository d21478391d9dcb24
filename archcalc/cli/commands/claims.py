"""archcalc claims: what papers and slides printed, against the arithmetic."""

from typing import Annotated

import typer

from archcalc import build
from archcalc.base.units import USUAL_DTYPE
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import checked_page, paged
from archcalc.counting.convention import unfolded, value_bytes
from archcalc.rendering.tables.presentation import Presentation
from archcalc.reports.claim_verdicts import judged, verdicts

EXAMPLE = "archcalc claims vgg16"
PAGE = "claims"


@paged
def command(
    presentation: Presentation,
    name: options.OptionalName = None,
    strict: Annotated[bool, typer.Option(
        "--strict", help="Exit with 1 where a claim without an erratum is contradicted.")] = False,
    dtype: options.Dtype = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Check what papers and lectures printed. Of one network, or of all of them."""
    page = checked_page(presentation, form, output, [name])
    graph = build(name) if name else None
    if dtype is None:
        dtype = graph.dtype if graph else USUAL_DTYPE
    found = judged(graph, value_bytes(dtype))
    report = verdicts(found, brief=name is None, notes=unfolded(dtype, [graph] if graph else None))
    answer(presentation.shown(report), form, output, page)
    if strict and any(claim.unexplained for _, claim in found):
        raise typer.Exit(1)
