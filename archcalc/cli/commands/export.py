"""archcalc export: a network for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc import build, load
from archcalc.base.atomic_files import refuse_to_replace
from archcalc.base.errors import ArchcalcError
from archcalc.base.registry import canonical
from archcalc.base.standard_output import STANDARD_OUTPUT, named
from archcalc.base.units import megabytes
from archcalc.cli import options
from archcalc.cli.output import complain, warn

EXAMPLE = "archcalc export resnet50 -o resnet50.onnx"
PAGE = "interchange"


def command(
    name: options.Name,
    output: Annotated[Path | None, typer.Option(
        "-o", "--output", metavar="FILE", parser=options.target,
        help="The file to write; - is standard output, where source text goes without it.")] = None,
    to: Annotated[str | None, typer.Option(
        "--to", metavar="FORM", help="onnx, or torch (source text); without it, by the file's ending.")] = None,
    weights: Annotated[str, typer.Option(
        "--weights", metavar="HOW|FILE",
        help="random, ones, zeros; own, a module's; or a .safetensors, .npz, .pth or .onnx file.")] = "random",
    library_model: options.LibraryModel = None,
    seed: options.Seed = None,
    opset: Annotated[int, typer.Option("--opset", metavar="N", help="The version of ONNX's operators, from 13.")] = 17,
    set_: options.Set = None,
    change: options.Change = None,
    input_size: options.Input = None,
    batch: options.Batch = 1,
    dynamic_batch: Annotated[bool, typer.Option("--dynamic-batch", help="Leave the number of images open.")] = False,
) -> None:
    """Write a network as an ONNX model with its weights, or as readable source text for PyTorch."""
    from archcalc.exporting import targets

    form = targets.chosen(to, output)
    if output is None and not form.IS_TEXT:
        raise ArchcalcError.of("usage", "-o says where to write the model", hint=f"archcalc export {name} -o net.onnx")
    output = output or STANDARD_OUTPUT
    spec = load(name, options=options.pairs(set_, "--set"), input_size=input_size,
                changes=options.pairs(change, "--change"))
    graph = build(spec, batch=batch)
    warn(graph.warnings)
    refuse_to_replace(output, [weights])
    options.refuse_beside("weights that are not drawn", {"--seed": seed if canonical(weights) != "random" else None})
    choices = targets.ExportChoices(weights, seed or 0, opset, dynamic_batch, library_model, complain)
    targets.refuse_unread(form, choices)
    options.refuse_beside("source text, which holds no weights", {"--seed": seed if form.IS_TEXT else None})
    size = form.write(output, graph, choices)
    if output is not STANDARD_OUTPUT or not form.IS_TEXT:
        complain(f"wrote {named(output)}: {megabytes(size)}")
