"""archcalc plan: will it fit? The memory of training, and how it fits onto devices."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc import build, load
from archcalc.api.arguments import COUNT
from archcalc.cli import options
from archcalc.cli.output import answer, warn
from archcalc.cli.table_options import paged
from archcalc.network.number_type import number_type
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc plan resnet50 --batch 64 --dtype mixed --gpu 24GiB"
PAGE = "planning"


@paged
def command(
    name: options.Name,
    presentation: Presentation,
    set_: options.Set = None,
    input_size: options.Input = None,
    batch: options.Batch = 1,
    optimizer: Annotated[str, typer.Option(
        "--optimizer", metavar="NAME", help="sgd, momentum, adam, adamw, adafactor or adam-8bit.")] = "adam",
    step: Annotated[str | None, typer.Option(
        "--step", metavar="HOW", help="The optimizer's step: loop, foreach or fused; else as PyTorch on the device.",
    )] = None,
    dtype: Annotated[str | None, typer.Option(
        "--dtype", metavar="NAME", help="float32, float16, bfloat16, float64, mixed; else the network's own.")] = None,
    mode: Annotated[str, typer.Option(
        "--mode", metavar="train|eval", help="train or eval: as a module is set.")] = "train",
    gpu: Annotated[str | None, typer.Option(
        "--gpu", metavar="NAME|MEMORY", help="A card (rtx4090, h100 ...) or its memory (24GiB).")] = None,
    gpus: Annotated[int, typer.Option(
        "--gpus", metavar="N", **COUNT.range, help="So many devices, the batch on each.")] = 1,
    reserve: Annotated[str | None, typer.Option(
        "--reserve", metavar="MEMORY", help="Leave so much free on each device: 1GiB.")] = None,
    split: Annotated[str | None, typer.Option(
        "--split", metavar="HOW", help="Over the devices, by layers (memory, macs) or by filters (streams).")] = None,
    by: Annotated[str, typer.Option(
        "--by", metavar="KIND", help="What is saved, by operator or by layer.")] = "operator",
    roofline: Annotated[bool, typer.Option("--roofline", help="Every layer's lower bound on time.")] = False,
    in_place: Annotated[bool, typer.Option(
        "--in-place/--no-in-place", help="Activations write over their input, as PyTorch's networks have it.")] = True,
    norms: Annotated[str, typer.Option(
        "--norms", metavar="HOW", help="fused, or composed of elementary operations.")] = "fused",
    masks: Annotated[str, typer.Option(
        "--masks", metavar="HOW", help="Dropout's masks as values (PyTorch on a CPU) or bytes (on CUDA).")] = "values",
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Plan the training of a network: what memory it takes.

    Part by part, with the largest batch that fits, and ways to make it fit.
    """
    from archcalc.training import plan as training
    from archcalc.training.memory import Choices
    from archcalc.training.precision import PRECISIONS
    from archcalc.training.report import report

    if mode == "eval":
        options.refuse_beside("--mode eval, which takes no step", {"--step": step})
    graph = build(load(name, options=options.pairs(set_, "--set"), input_size=input_size), batch=batch)
    warn(graph.warnings)
    numbers = number_type(graph, dtype, PRECISIONS)
    choices = Choices.of(optimizer, numbers.name, mode, in_place=in_place, norms=norms, masks=masks,
                         step=step, on_gpu=gpu is not None)
    planned = training.plan(graph, choices, training.Fleet(gpu, gpus, reserve, split))
    if planned.bounds is None:
        options.refuse_beside("a plan without a card whose bandwidth is known", {"--roofline": roofline})
    told = report(planned, by=by, layers=roofline)
    told = told._replace(notes=(*told.notes, *numbers.notes))
    answer(presentation.shown(told), form, output, presentation.page())
