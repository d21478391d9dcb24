"""archcalc weights: the names and shapes of a network's weights."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc import build, load
from archcalc.base.atomic_files import refuse_to_replace
from archcalc.base.errors import ArchcalcError
from archcalc.base.registry import canonical
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.network.number_type import number_type
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc weights alexnet"
PAGE = "running"


@paged
def command(
    name: options.Name,
    presentation: Presentation,
    set_: options.Set = None,
    input_size: options.Input = None,
    dtype: Annotated[str | None, typer.Option(
        "--dtype", metavar="NAME", help="float32, float16 or float64; else the network's own.")] = None,
    source: Annotated[str, typer.Option(
        "--weights", metavar="HOW|FILE",
        help="What to save: random, ones, zeros; own, a module's; or a file to convert.")] = "random",
    library_model: options.LibraryModel = None,
    seed: options.Seed = None,
    save: Annotated[Path | None, typer.Option(
        "--save-weights", metavar="FILE", help="Write weights to a .safetensors or .npz file.")] = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """List every weight with its name, shape and role. Or write weights to a file."""
    from archcalc.executor.outlines.dtypes import DTYPES, check_dtype
    from archcalc.executor.weights import load as weights
    from archcalc.executor.weights.listing import listing

    if save is None and (source != "random" or library_model is not None):
        raise ArchcalcError.of("usage", "--weights says what to save, and nothing is saved",
                               hint="--save-weights weights.npz")
    check_dtype(dtype or "float32")
    if save is None:
        options.refuse_beside("a list of weights, of which none is saved", {"--dtype": dtype, "--seed": seed})
    options.refuse_beside("weights that are not drawn", {"--seed": seed if canonical(source) != "random" else None})
    refuse_to_replace(save, [name, source])
    graph = build(load(name, options=options.pairs(set_, "--set"), input_size=input_size))
    report = listing(graph)
    if save is not None:
        numbers = number_type(graph, dtype, DTYPES)
        loaded = weights.loaded(graph, source, seed or 0, numbers.name, library_model)
        weights.save(save, loaded.arrays)
        report = report._replace(notes=(*report.notes, *numbers.notes, *loaded.notes))
    answer(presentation.shown(report), form, output, presentation.page())
