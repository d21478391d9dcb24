"""archcalc show: the table of a network."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import analyze, build, load
from archcalc.cli import options
from archcalc.cli.output import answer, chosen_format, warn
from archcalc.library import with_changes
from archcalc.tables import at_depth, with_columns

EXAMPLE = "archcalc show alexnet --change conv1.stride=2"


def command(
    name: options.Name,
    set_: options.Set = None,
    change: options.Change = None,
    input_size: options.Input = None,
    batch: options.Batch = 1,
    dtype: options.Dtype = "float32",
    convention: options.Convention = None,
    depth: options.Depth = None,
    columns: options.Columns = None,
    formulas: Annotated[bool, typer.Option("--formulas", help="Each cell with its product: (3*3*64)*64 = 36,864.")] = False,
    layout: options.Layout = "hwc",
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Show the table of a network: every layer's output volume, memory, parameters, MACs, and the totals."""
    spec = load(name, options=options.pairs(set_, "--set"), input_size=input_size)
    changed = options.pairs(change, "--change")
    graph = build(with_changes(spec, changed), batch=batch)
    warn(graph.warnings)
    report = analyze(graph, convention=convention or (), dtype=dtype, formulas=formulas)
    if changed:
        from archcalc.comparison import moved

        report = report._replace(tables=(*report.tables, moved(build(spec, batch=batch), graph)))
    report = at_depth(report, depth, chosen_format(form, output))
    answer(with_columns(report, columns), form, output, layout)
