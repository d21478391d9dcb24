"""archcalc fit: the largest batch, input, width or depth that fits."""

from typing import Annotated

import typer

from archcalc import load
from archcalc.api.arguments import COUNT
from archcalc.cli import options
from archcalc.cli.output import answer
from archcalc.cli.table_options import paged
from archcalc.rendering.tables.presentation import Presentation

EXAMPLE = "archcalc fit resnet50 --gpu rtx4090"
PAGE = "planning"


@paged
def command(
    name: options.Name,
    presentation: Presentation,
    gpu: Annotated[str | None, typer.Option("--gpu", metavar="NAME|MEMORY", help="A card, or its memory.")] = None,
    memory: Annotated[str | None, typer.Option("--memory", metavar="24GiB", help="The memory to fit into.")] = None,
    reserve: Annotated[str | None, typer.Option("--reserve", metavar="1GiB", help="Of it, leave so much free.")] = None,
    under: Annotated[str | None, typer.Option(
        "--under", metavar="CONDITION", help="And meet this: params < 3M and peak_bytes < 512KiB.")] = None,
    set_: Annotated[list[str] | None, typer.Option(
        "--set", metavar="KEY=FROM..TO..STEP", help="Sizes of an option; the largest is looked for.")] = None,
    change: Annotated[list[str] | None, typer.Option(
        "--change", metavar="LAYER.ATTRIBUTE=FROM..TO", help="Sizes of a layer's attribute.")] = None,
    input_size: Annotated[str | None, typer.Option(
        "--input", metavar="3x64x64..3x512x512..32", help="Sizes of the input.")] = None,
    batch: Annotated[str | None, typer.Option(
        "--batch", metavar="N|FROM..TO", help="Images at once; the largest, where nothing else grows.")] = None,
    forward: Annotated[bool, typer.Option("--forward", help="Memory of a forward pass, not of training.")] = False,
    optimizer: Annotated[str | None, typer.Option("--optimizer", metavar="NAME", help="As in plan; adam.")] = None,
    step: Annotated[str | None, typer.Option("--step", metavar="HOW", help="As in plan.")] = None,
    accumulate: Annotated[int | None, typer.Option("--accumulate", metavar="N", **COUNT.range, help="As in plan.")]
    = None,
    checkpoint: Annotated[str | None, typer.Option("--checkpoint", metavar="HOW", help="As in plan.")] = None,
    amp: Annotated[str | None, typer.Option("--amp", metavar="bf16|fp16", help="As in plan.")] = None,
    lora: Annotated[str | None, typer.Option("--lora", metavar="rank=8,...", help="As in plan.")] = None,
    dtype: Annotated[str | None, typer.Option("--dtype", metavar="NAME", help="As in plan; the network's own.")] = None,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Find the largest size that fits. A batch, input, width or depth; of several a front; and what is in its way."""
    from archcalc.sweeps.fit_options import FitOptions, planned
    from archcalc.sweeps.fit_report import report

    wanted = FitOptions(gpu, memory, reserve, under, options.axis_values(set_, "--set"),
                        options.axis_values(change, "--change"), input_size, batch, forward, optimizer, step,
                        accumulate, checkpoint, amp, dtype, lora)
    fit, notes = planned(load(name), wanted)
    told = report(fit)
    answer(presentation.shown(told._replace(notes=(*told.notes, *notes))), form, output, presentation.page())
