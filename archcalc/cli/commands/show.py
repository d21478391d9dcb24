"""archcalc show: the table of a network."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import analyze, build, load
from archcalc.cli import options
from archcalc.cli.output import answer, chosen_format, warn
from archcalc.cli.presenting import enriched, presented
from archcalc.library import with_changes
from archcalc.presentation import Presentation

EXAMPLE = "archcalc show alexnet --change conv1.stride=2"


@presented
def command(
    name: options.Name,
    presentation: Presentation,
    set_: options.Set = None,
    change: options.Change = None,
    input_size: options.Input = None,
    batch: options.Batch = 1,
    dtype: options.Dtype = "float32",
    convention: options.Convention = None,
    formulas: Annotated[bool, typer.Option("--formulas", help="The same as --cells both.")] = False,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Show the table of a network: every layer's output volume, memory, parameters, MACs, and the totals."""
    spec = load(name, options=options.pairs(set_, "--set"), input_size=input_size)
    changed = options.pairs(change, "--change")
    graph = build(with_changes(spec, changed), batch=batch)
    warn(graph.warnings)
    chosen, presentation = chosen_format(form, output), presentation.with_formulas(wanted=formulas)
    report = analyze(graph, convention=convention or presentation.convention, dtype=dtype,
                     formulas=presentation.wants_formulas(chosen))
    report = enriched(report, graph, presentation, chosen)
    if changed:
        from archcalc.comparison import moved

        report = report._replace(tables=(*report.tables, moved(build(spec, batch=batch), graph)))
    answer(presentation.shown(report, chosen), form, output, presentation.page(), [name])
