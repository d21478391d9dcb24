"""archcalc plan: will it fit? The memory of training, and how it fits onto devices."""

from typing import Annotated

import typer

from archcalc.api.arguments import COUNT
from archcalc.cli import options
from archcalc.cli.output import answer, warn
from archcalc.cli.table_options import paged
from archcalc.loading.library import load
from archcalc.network.nearest_input import build_or_suggest as build
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
    target: Annotated[str | None, typer.Option(
        "--target", metavar="mcu", help="Plan a forward pass on a microcontroller, in int8.")] = None,
    board: Annotated[str | None, typer.Option(
        "--board", metavar="NAME", help="With --target mcu: stm32f746, nrf52840 ...")] = None,
    ram: Annotated[str | None, typer.Option(
        "--ram", metavar="MEMORY", help="With --target mcu: the memory for activations, 320KiB.")] = None,
    flash: Annotated[str | None, typer.Option(
        "--flash", metavar="MEMORY", help="With --target mcu: the flash for constants, 1MiB.")] = None,
    patches: Annotated[int | None, typer.Option(
        "--patches", metavar="N", **COUNT.range, help="With --target mcu: the first layers by NxN patches.")] = None,
    optimizer: Annotated[str | None, typer.Option(
        "--optimizer", metavar="NAME", help="sgd, momentum, adam, adamw, adafactor or adam-8bit; adam.")] = None,
    step: Annotated[str | None, typer.Option(
        "--step", metavar="HOW", help="The optimizer's step: loop, foreach or fused; else as PyTorch on the device.",
    )] = None,
    accumulate: Annotated[int | None, typer.Option(
        "--accumulate", metavar="N", **COUNT.range, help="Add up the gradients of N batches before a step.")] = None,
    lora: Annotated[str | None, typer.Option(
        "--lora", metavar="rank=8,...", help="Train adapters: rank=8,targets=q,v,base=nf4,dropout=0.1.")] = None,
    checkpoint: Annotated[str | None, typer.Option(
        "--checkpoint", metavar="HOW", help="Keep volumes at the best places, at sqrt(layers) or between blocks.",
    )] = None,
    dtype: Annotated[str | None, typer.Option(
        "--dtype", metavar="NAME", help="float32, float16, bfloat16, float64, mixed; else the network's own.")] = None,
    amp: Annotated[str | None, typer.Option(
        "--amp", metavar="bf16|fp16", help="PyTorch's autocast: products in 16 bits, parameters in float32.")] = None,
    mode: Annotated[str | None, typer.Option(
        "--mode", metavar="train|eval", help="train or eval: as a module is set; train.")] = None,
    gpu: Annotated[str | None, typer.Option(
        "--gpu", metavar="NAME|MEMORY", help="A card (rtx4090, h100 ...) or its memory (24GiB).")] = None,
    gpus: Annotated[int | None, typer.Option(
        "--gpus", metavar="N", **COUNT.range, help="So many devices, the batch on each.")] = None,
    reserve: Annotated[str | None, typer.Option(
        "--reserve", metavar="MEMORY", help="Leave so much free on each device: 1GiB.")] = None,
    tensor: Annotated[int | None, typer.Option(
        "--tensor", metavar="N", **COUNT.range, help="N devices share each layer, as Megatron-LM has it.")] = None,
    pipeline: Annotated[int | None, typer.Option(
        "--pipeline", metavar="N", **COUNT.range, help="N stages of blocks; --accumulate: micro-batches.")] = None,
    sequence: Annotated[bool, typer.Option(
        "--sequence", help="With --tensor: share the tokens, too, of norms and sums.")] = False,
    expert: Annotated[int | None, typer.Option(
        "--expert", metavar="N", **COUNT.range, help="N devices share the experts of a mixture.")] = None,
    split: Annotated[str | None, typer.Option(
        "--split", metavar="HOW", help="Over the devices, by layers (memory, macs) or by filters (streams).")] = None,
    device: Annotated[str | None, typer.Option(
        "--device", metavar="FILE", help="A measured device (archcalc calibrate): predict the time.")] = None,
    energy: Annotated[str | None, typer.Option(
        "--energy", metavar="NAME", help="Estimate a forward pass's energy: horowitz-2014.")] = None,
    by: Annotated[str | None, typer.Option(
        "--by", metavar="KIND", help="What is saved, by operator or by layer; by operator.")] = None,
    timeline: Annotated[bool, typer.Option(
        "--timeline", help="The step layer by layer: the most held while each works.")] = False,
    roofline: Annotated[bool, typer.Option("--roofline", help="Every layer's lower bound on time.")] = False,
    in_place: Annotated[bool | None, typer.Option(
        "--in-place/--no-in-place", help="Activations write over their input, as PyTorch's networks have it.")] = None,
    norms: Annotated[str | None, typer.Option(
        "--norms", metavar="HOW", help="fused, or composed of elementary operations; fused.")] = None,
    masks: Annotated[str | None, typer.Option(
        "--masks", metavar="HOW", help="Dropout's masks as values (PyTorch on a CPU) or bytes (on CUDA).")] = None,
    channels_last: Annotated[bool, typer.Option(
        "--channels-last", help="Images and kernels as torch.channels_last lays them in memory.")] = False,
    form: options.Format = None,
    output: options.Output = None,
) -> None:
    """Plan the training of a network: what memory it takes.

    Part by part, with the largest batch that fits, and ways to make it fit; or a forward pass on a microcontroller.
    """
    from archcalc.api.plan_options import PlanOptions, answered

    graph = build(load(name, options=options.pairs(set_, "--set"), input_size=input_size), batch=batch)
    warn(graph.warnings)
    told = answered(graph, PlanOptions(
        optimizer=optimizer, step=step, accumulate=accumulate, checkpoint=checkpoint, dtype=dtype, amp=amp,
        mode=mode, gpu=gpu, gpus=gpus, reserve=reserve, split=split, by=by, roofline=roofline, in_place=in_place,
        norms=norms, masks=masks, timeline=timeline, target=target, board=board, ram=ram, flash=flash, lora=lora,
        tensor=tensor, pipeline=pipeline, sequence=sequence, expert=expert, device=device, energy=energy,
        patches=patches, channels_last=channels_last))
    if timeline and target is None:
        from archcalc.rendering.drawings.charts.step_in_time import with_picture

        told = with_picture(told)
    answer(presentation.shown(told), form, output, presentation.page())
