"""archcalc conventions: one network under every way of counting."""

from typing import Annotated

import typer

from archcalc import build, load
from archcalc.base.units import USUAL_DTYPE
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.counting.convention import unfolded, value_bytes
from archcalc.rendering.tables.presentation import Presentation
from archcalc.reports.convention_tables import all_conventions, difference, known, known_kinds

EXAMPLE = "archcalc conventions resnet50 --difference torchinfo thop"
PAGE = "conventions"


@paged
def command(
    presentation: Presentation,
    name: options.OptionalName = None,
    kind: Annotated[list[str] | None, typer.Option(
        "--kind", metavar="KIND", help="memory, params or operations.")] = None,
    gap: Annotated[tuple[str, str] | None, typer.Option(
        "--difference", metavar="A B", help="What makes the difference between two conventions.")] = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    batch: options.OptionalBatch = None,
    dtype: options.Dtype = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Count a network in every way that profilers and papers do.

    Or list those ways, or explain the difference between two.
    """
    kinds, size = known_kinds(kind), value_bytes(USUAL_DTYPE if dtype is None else dtype)
    if name is None:
        options.refuse_beside("the list of conventions", {
            "--difference": gap, "--set": set_, "--input": input_size, "--batch": batch, "--dtype": dtype})
        report = known(kinds)
    else:
        graph = build(load(name, options=options.pairs(set_, "--set"), input_size=input_size), batch=batch or 1)
        size = value_bytes(graph.dtype) if dtype is None else size
        report = difference(graph, gap, size, kinds) if gap else all_conventions(graph, size, kinds)
        report = report._replace(notes=(*report.notes, *unfolded(dtype or graph.dtype, [graph])))
    answer(presentation.shown(report), form, output, presentation.page())
