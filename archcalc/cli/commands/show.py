"""archcalc show: the table of a network."""

from typing import Annotated

import typer

from archcalc.cli import options
from archcalc.cli.output import answer, chosen_format, complain, warn
from archcalc.cli.table_options import enriched, is_sheet, lectured, presented
from archcalc.loading.library import load, with_changes
from archcalc.network.graph import Graph
from archcalc.network.nearest_input import build_or_suggest as build
from archcalc.rendering.tables.presentation import Presentation
from archcalc.reports.network_table import analyze, with_norms

EXAMPLE = "archcalc show alexnet --change conv1.stride=2"
PAGE = "tables"


@presented
def command(
    name: options.Name,
    presentation: Presentation,
    set_: options.Set = None,
    change: options.Change = None,
    input_size: options.Input = None,
    batch: options.Batch = 1,
    dtype: options.Dtype = None,
    fold: options.Fold = None,
    convention: options.Convention = None,
    formulas: Annotated[bool, typer.Option("--formulas", help="The same as --cells both.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Show it again whenever the file is saved.")] = False,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Show the table of a network. Every layer's output volume, memory, parameters and MACs, and the totals."""
    changed = options.pairs(change, "--change")
    chosen, shown = chosen_format(form, output), presentation.with_formulas(wanted=formulas)

    def draw() -> Graph:
        spec = load(name, options=options.pairs(set_, "--set"), input_size=input_size)
        shown_spec = with_changes(spec, changed)
        graph = with_norms(build(shown_spec, batch=batch), fold, dtype)
        warn(graph.warnings)
        for caveat in graph.caveats:  # also where a format has no room for notes
            complain(f"warning[incomplete]: {caveat}")
        found = analyze(graph, convention=convention or shown.convention or (), dtype=dtype,
                        formulas=shown.wants_formulas(chosen) and not is_sheet(shown, chosen))
        report = enriched(found, graph, shown_spec, shown, chosen)
        if changed:
            from archcalc.reports.comparison import moved

            report = report._replace(tables=(*report.tables, moved(build(spec, batch=batch), graph)))
        told = lectured(shown.shown(report, chosen), found, graph, shown, chosen, convention or shown.convention or ())
        answer(told, form, output, shown.page())
        return graph

    if watch:
        from archcalc.cli.watch import repeat

        repeat(name, draw)
    draw()
