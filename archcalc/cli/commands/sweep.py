"""archcalc sweep: many sizes of a network at once."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import load
from archcalc.api.arguments import COUNT
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.sweep_progress import axis_values, check_output, worked_out
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation
from archcalc.sweeps.from_options import SweepOptions, planned

EXAMPLE = "archcalc sweep mobilenet_v1 --set width=1,0.5 --input 3x128x128"
PAGE = "sweeps"


@paged
def command(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", autocompletion=options.network_names,
                                               help="Networks: bundled ones, or .yaml files.")],
    presentation: Presentation,
    set_: Annotated[list[str] | None, typer.Option(
        "--set", metavar="KEY=A,B,...", help="Values of an option; a range is FROM..TO..STEP.")] = None,
    change: Annotated[list[str] | None, typer.Option(
        "--change", metavar="LAYER.ATTRIBUTE=A,B,...", help="Values of a layer's attribute.")] = None,
    input_size: Annotated[str | None, typer.Option(
        "--input", metavar="3x224x224,...", help="Inputs; a range: 3x128x128..3x224x224..32.")] = None,
    batch: Annotated[str, typer.Option("--batch", metavar="1,8,...", help="Images at once.")] = "1",
    where: Annotated[str | None, typer.Option(
        "--where", metavar="CONDITION", help="Only such rows: params < 3M and macs < 300M.")] = None,
    pareto: Annotated[str, typer.Option(
        "--pareto", metavar="A,B", help="The two figures of the front, the least of each; -A for the most.")
    ] = "params,macs",
    sort: Annotated[str | None, typer.Option("--sort", metavar="COLUMN", help="The least first; -macs: the most.")]
    = None,
    top: Annotated[int | None, typer.Option(
        "--top", metavar="N", **COUNT.range, help="Only so many rows, the first ones.")] = None,
    jobs: Annotated[int | None, typer.Option(
        "--jobs", metavar="N", **COUNT.range, help="Processes; without it, one a processor.")] = None,
    dask: Annotated[str | None, typer.Option("--dask", metavar="ADDRESS", help="A Dask cluster to work on.")] = None,
    dtype: options.Dtype = None,
    fold: options.Fold = None,
    convention: options.Convention = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Work out many sizes of a network at once. A row for each, filtered, sorted, with the Pareto front marked."""
    check_output(form, output, names)
    wanted = SweepOptions(axis_values(set_, "--set"), axis_values(change, "--change"), input_size, batch,
                    presentation.columns, where, pareto, sort, top, convention or (), dtype, fold)
    swept = planned([load(name) for name in dict.fromkeys(names)], wanted)
    page = presentation.page()
    code = worked_out(swept, jobs, dask)
    answer(presentation._replace(columns=None).shown(swept.report()), form, output, page)
    raise typer.Exit(code)
