"""archcalc transfer: what of a trained network to keep, and what that takes."""

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
from archcalc.training.transfer.data_sets import advised, check_words, data_sets, side_by_side
from archcalc.training.transfer.report import report

EXAMPLE = "archcalc transfer resnet50 --classes 10 --images 5000 --similar yes"
PAGE = "planning"


@folded
def command(
    name: options.Name,
    presentation: Presentation,
    classes: Annotated[int | None, typer.Option(
        "--classes", metavar="N", **COUNT.range, help="Classes of the new data set.")] = None,
    images: Annotated[int | None, typer.Option("--images", metavar="N", **COUNT.range, help="Its images.")] = None,
    similar: Annotated[str | None, typer.Option(
        "--similar", metavar="yes|no", help="Like the original images, or not.")] = None,
    data: Annotated[list[str] | None, typer.Option(
        "--data", metavar="NAME=N:N:yes|no", help="Classes, images and similarity of one of several data sets.")]
    = None,
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
    check_words(bool(data), {"--classes": classes, "--images": images, "--similar": similar},
                {"--freeze-until": until, "--unfreeze": unfreeze})
    sets = data_sets(data or ())
    graph = build(load(name, options=options.pairs(set_, "--set"), input_size=input_size), batch=batch)
    numbers = number_type(graph, dtype, PRECISIONS)
    wanted = costs.TransferTask(classes or 1, images or 1, cut, options.share(tuned, "--tune"), optimizer,
                                numbers.name, large_from)
    if sets:
        told = side_by_side(graph, advised(graph, sets, wanted))
        told = told._replace(notes=(*told.notes, *numbers.notes))
        answer(presentation.shown(told, chosen_format(form, output)), form, output, presentation.page())
        return
    like = YES_OR_NO.value(similar, "--similar", "are the new images like those of the original data set?")
    case = data_situations.situation(wanted.images, similar=like, large_from=large_from)
    ways = costs.ways(graph, wanted, until, unfreeze or ())
    told = report(graph, ways, wanted, case, name)
    told = told._replace(notes=(*told.notes, *numbers.notes))
    shown = presentation.shown(told, chosen_format(form, output))
    answer(shown, form, output, presentation.page())
