"""archcalc sweep: many sizes of a network at once."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc import load
from archcalc.api.arguments import COUNT, NATURAL
from archcalc.base.atomic_files import refuse_unwritable
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.picture_options import deliver, picture_format
from archcalc.cli.sweep_progress import streamed, worked_out
from archcalc.cli.table_options import checked_page, paged
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
    under: Annotated[str | None, typer.Option(
        "--under", metavar="CONDITION", help="The front under this, as in fit: params < 3M and macs < 300M.")] = None,
    front: Annotated[bool, typer.Option("--front", help="Only the rows on the front.")] = False,
    best: Annotated[str | None, typer.Option(
        "--best", metavar="FIGURE", help="Only the best rows, --top N of them: the least; -macs: the most.")] = None,
    sample: Annotated[tuple[str, int] | None, typer.Option(
        "--sample", metavar="latin-hypercube N", help="N points of all, spread over every axis.")] = None,
    search: Annotated[str | None, typer.Option(
        "--search", metavar="halving|local", help="Look for --best without trying every point.")] = None,
    tries: Annotated[int | None, typer.Option(
        "--tries", metavar="N", **COUNT.range, help="Points that a search tries, at most; 1000.")] = None,
    seed: Annotated[int | None, typer.Option(
        "--seed", metavar="N", **NATURAL.range, help="What a sample or a search grows from; 0.")] = None,
    stream: Annotated[Path | None, typer.Option(
        "--stream", metavar="FILE", help="Rows to .csv, .sqlite or .parquet as they come; shown is the front.")]
    = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a --stream that was broken off.")] = False,
    plot: Annotated[Path | None, typer.Option(
        "--plot", metavar="FILE", help="The fronts as a chart: .svg, .pdf, .png or .html.")] = None,
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
    page = checked_page(presentation, form, output, names)
    for file in (stream, plot):
        refuse_unwritable(file, names)
    picture = picture_format(None, plot, "fronts.svg") if plot is not None else ""
    if resume and stream is None:
        raise ArchcalcError.of("usage", "--resume wants a file to go on with", hint="--stream rows.csv")
    if search is not None:
        options.refuse_beside(f"--search {quoted(search, '')}", {"--jobs": jobs, "--dask": dask})
    wanted = SweepOptions(options.axis_values(set_, "--set"), options.axis_values(change, "--change"), input_size,
                          batch, presentation.columns, where, pareto, sort, top, convention or (), dtype, fold, under,
                          best, front or stream is not None, f"{sample[0]} {sample[1]}" if sample else None, search,
                          tries, seed)
    swept = planned([load(name) for name in dict.fromkeys(names)], wanted)
    rows = streamed(swept, stream, resume=resume)
    code = worked_out(swept, jobs, dask, rows)
    answer(presentation._replace(columns=None).shown(swept.report()), form, output, page)
    if plot is not None:
        from archcalc.rendering import drawings
        from archcalc.sweeps.front_chart import curves

        deliver(drawings.written(drawings.chart(curves(swept)), picture), plot)
    raise typer.Exit(code)
