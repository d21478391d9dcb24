"""archcalc run: a forward pass that proves every shape."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc.api.arguments import COUNT, NATURAL, THREADS
from archcalc.base.atomic_files import refuse_unwritable
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.cli import options, run_modes, scored_pictures
from archcalc.cli.output import answer
from archcalc.cli.run_options import RunOptions
from archcalc.cli.table_options import checked_page, paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc run alexnet"
PAGE = "running"


@paged
def command(
    presentation: Presentation,
    names: Annotated[list[str] | None, typer.Argument(
        metavar="[NAME...]", autocompletion=options.network_names,
        help="A bundled network, a .yaml, .onnx or .keras file, torch:MODULE:NAME, or - for stdin; several on the same "
             "pictures.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Run every bundled network, and sum up.")] = False,
    backend: Annotated[str, typer.Option(
        "--backend", metavar="NAME", help="numpy, cupy, or auto: a GPU where there is one.")] = "auto",
    set_: options.Set = None,
    input_size: options.Input = None,
    batch: options.OptionalBatch = None,
    dtype: Annotated[str | None, typer.Option(
        "--dtype", metavar="NAME", help="float32, float16 or float64; else the network's own.")] = None,
    weights: Annotated[list[str] | None, typer.Option(
        "--weights", metavar="HOW|FILE",
        help="random, ones, zeros; own, a module's; or a .safetensors, .npz or .pth file. Without it, random; for "
             "several networks, once for each.")] = None,
    library_model: options.LibraryModel = None,
    seed: Annotated[int, typer.Option(
        "--seed", metavar="N", **NATURAL.range, help="What random weights and inputs grow from.")] = 0,
    save_weights: Annotated[Path | None, typer.Option(
        "--save-weights", metavar="FILE", help="Write the weights to a .safetensors or .npz file.")] = None,
    threads: Annotated[int, typer.Option(
        "--threads", metavar="N", **THREADS.range, help="Threads of the processor.")] = 1,
    fuse: Annotated[bool | None, typer.Option(
        "--fuse/--no-fuse", help="Norms and activations with their convolutions, or each by itself.")] = None,
    most: Annotated[str | None, typer.Option("--max-memory", metavar="4G", help="Refuse what needs more.")] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Every layer's smallest, mean and largest value.")] = False,
    images: Annotated[list[Path] | None, typer.Option("--image", metavar="FILE", help="Pictures, or folders.")] = None,
    top: Annotated[int | None, typer.Option(
        "--top", metavar="N", **COUNT.range, help="So many classes of a picture; without it, 5.")] = None,
    labels: Annotated[Path | None, typer.Option("--labels", metavar="FILE", help="The names of the classes.")] = None,
    features: Annotated[str | None, typer.Option(
        "--features", metavar="LAYER", help="Write this layer's values for every picture: -o codes.npy.")] = None,
    scores: Annotated[Path | None, typer.Option(
        "--scores", metavar="FILE", parser=options.folder,
        help="Write every picture's probabilities as a .csv for archcalc vote; of several networks, into a folder.")]
    = None,
    soft: Annotated[bool | None, typer.Option(
        "--soft/--hard", help="How several networks vote: by the mean of probabilities, or each for its likeliest.")]
    = None,
    resume: Annotated[bool, typer.Option(
        "--resume", help="Go on with --features or --scores that were broken off.")] = False,
    form: options.Format = None,
    output: options.Target = None,
) -> None:
    """Run a network on arrays, to prove every shape.

    Exits with 1 where a volume, a weight or one of the values that are computed once more is not as computed, or where
    the memory is off by more than 10 % and 65.54 KB.
    """
    given = list(names or ())
    if every and given:
        raise ArchcalcError.of("usage", f"--all runs every bundled network, not {quoted(given[0])} alone",
                               hint="leave the name or --all out")
    own = weights or ["random"]
    wanted = RunOptions(backend, options.pairs(set_, "--set"), input_size, batch, dtype, own[-1], seed, save_weights,
                        fuse, most, trace, tuple(images or ()), top, labels, features, threads, library_model, scores,
                        resume, soft)
    run_modes.refuse_unused(wanted, every=every, alone=len(given) < 2, weights=len(own))
    if features is not None or (scores is not None and len(given) < 2):
        options.refuse_beside(f"{'--features' if features is not None else '--scores'}, which prints no table",
                              presentation.said | {"--format": form, "-o": output if features is None else None})
    else:
        checked_page(presentation, form, options.elsewhere(output), made=scores)
    for file in (output, save_weights):
        refuse_unwritable(file, [*given, *own, labels, *(images or ())], scores)
    report, code = (run_modes.all_networks(wanted) if every else
                    (scored_pictures.together(given, wanted, own, form, options.elsewhere(output)), 0)
                    if len(given) > 1 else run_modes.one(given[0] if given else None, wanted, output))
    if report is not None:
        answer(presentation.shown(report), form, options.elsewhere(output), presentation.page())
    raise typer.Exit(code)
