"""archcalc transfer: what of a trained network to keep, and what that takes."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import build, load
from archcalc.api.arguments import COUNT, YES_OR_NO
from archcalc.cli import options
from archcalc.cli.output import answer, chosen_format
from archcalc.cli.table_options import folded
from archcalc.network.number_type import number_type
from archcalc.rendering.tables.presentation import Presentation
from archcalc.training.precision import PRECISIONS
from archcalc.training.transfer import costs, data_situations
from archcalc.training.transfer.report import report

EXAMPLE = "archcalc transfer resnet50 --classes 10 --images 5000 --similar yes"
PAGE = "planning"


@folded
def command(
    name: options.Name,
    classes: Annotated[int, typer.Option("--classes", metavar="N", **COUNT.range, help="Classes of the new data set.")],
    images: Annotated[int, typer.Option("--images", metavar="N", **COUNT.range, help="Its images.")],
    similar: Annotated[str, typer.Option("--similar", metavar="yes|no", help="Like the original images, or not.")],
    presentation: Presentation,
    until: Annotated[str | None, typer.Option(
        "--freeze-until", metavar="NAME", help="Freeze as far as this layer, module or group, and that too.")] = None,
    unfreeze: Annotated[list[str] | None, typer.Option(
        "--unfreeze", metavar="NAME", help="Train this layer, module or group (conv5*: all that begin so).")] = None,
    cut: Annotated[str | None, typer.Option(
        "--cut", metavar="NAME", help="Whose activations are the earlier ones; else half of the network's.")] = None,
    tuned: Annotated[float, typer.Option(
        "--tune", metavar="SHARE", help="How much of the network is its last part.")] = round(data_situations.TUNED, 3),
    large_from: Annotated[int, typer.Option(
        "--large-from", metavar="N", **COUNT.range,
        help="So many images are a large data set.")] = data_situations.LARGE,
    optimizer: Annotated[str, typer.Option(
        "--optimizer", metavar="NAME", help="sgd, momentum, adam, ...")] = "momentum",
    dtype: Annotated[str | None, typer.Option(
        "--dtype", metavar="NAME", help="float32, mixed, bfloat16, ...; else the network's own.")] = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    batch: Annotated[int, typer.Option("--batch", metavar="N", **COUNT.range, help="Images at once.")] = 32,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Say what of a trained network to keep for new images.

    Which of the four situations a data set is in, and what every option takes.
    """
    graph = build(load(name, options=options.pairs(set_, "--set"), input_size=input_size), batch=batch)
    like = YES_OR_NO.value(similar, "--similar", "are the new images like those of the original data set?")
    case = data_situations.situation(images, similar=like, large_from=large_from)
    numbers = number_type(graph, dtype, PRECISIONS)
    wanted = costs.TransferTask(classes, images, cut, options.share(tuned, "--tune"), optimizer, numbers.name,
                                large_from)
    ways = costs.ways(graph, wanted, until, unfreeze or ())
    told = report(graph, ways, wanted, case, name)
    told = told._replace(notes=(*told.notes, *numbers.notes))
    shown = presentation.shown(told, chosen_format(form, output))
    answer(shown, form, output, presentation.page())
