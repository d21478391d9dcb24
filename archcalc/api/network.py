"""A network, and what it answers: every function takes a name, a file, a specification or a graph."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from archcalc.api.arguments import (
    AnyNetwork,
    Arrays,
    Count,
    Depth,
    File,
    Natural,
    Settings,
    Texts,
    ThreadCount,
    Weights,
    Written,
    public,
)
from archcalc.api.notebook import NotebookReport, render
from archcalc.api.notebook_networks import NotebookGraph, NotebookNetwork
from archcalc.api.notebook_pictures import shown
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.language.spec import Spec
from archcalc.loading import written_text
from archcalc.network.graph import Graph
from archcalc.network.nearest_input import build_or_suggest

__all__ = ["Network", "Run", "analyze", "build", "draw", "explain", "export", "load", "plan", "render", "run"]


@public
def load(name: Written, *, options: Settings | None = None, input_size: str | None = None,
         changes: Settings | None = None) -> Network:
    """A network: a bundled one, a .yaml file (`net.yaml#variant`), - for standard input; or what is written of one.

    That is YAML, the lecture's notation, or a dict of the same keys. `options` sets the network's options, `input_size`
    ("3x256x256") its input, `changes` attributes of its layers. Raises ArchcalcError with every mistake at its place.

    >>> load("32x32x3 -> CONV3-64 -> POOL2 -> FC-10").analyze().totals["params"]
    165642
    """
    given = cast("tuple[Mapping[str, str] | None, ...]", (options, changes))
    return Network(*written_text.load(name, options=given[0], input_size=input_size, changes=given[1]))


@public
def build(network: AnyNetwork, *, batch: Count = 1) -> Graph:
    """The network's layers with every output shape known, batch first. Raises ArchcalcError.

    >>> build("vgg16").node("pool5").shape
    (1, 512, 7, 7)
    """
    graph = graph_of(network, batch)
    return graph if isinstance(graph, NotebookGraph) else NotebookGraph(*graph)


def graph_of(network: AnyNetwork, batch: int, usual: int = 1) -> Graph:
    """The graph of a network; of one that is built, its own, unless another batch than the `usual` one is asked for.

    Raises ArchcalcError.
    """
    if not isinstance(network, Graph):
        return build_or_suggest(network if isinstance(network, Spec) else load(network), batch)
    if batch not in {network.batch, usual}:
        raise ArchcalcError.of("usage", f"the graph is built for a batch of {network.batch}, and {batch} is asked for",
                               hint="archcalc.build(network, batch=...) builds another")
    return network


@public
def analyze(network: AnyNetwork, *, batch: Count = 1, convention: Texts = (), dtype: str | None = None,
            formulas: bool = False, fold: bool | None = None) -> NotebookReport:
    """Volume, memory, parameters and MACs of every layer, as exact integers, and the totals. Raises ArchcalcError.

    `convention` holds names (`lecture`) or pairs (`memory=lecture-total`); `dtype` says how many bytes a value takes;
    without it, the network's own: an ONNX file's, else float32. `fold` says whether batch norms are folded into their
    convolutions; without it, where numbers are integers.

    >>> analyze("vgg16").table("layers").totals["weights"]
    138344128
    """
    from archcalc.reports import network_table

    graph = network_table.with_norms(build(network, batch=batch), fold, dtype)
    return NotebookReport(*network_table.analyze(graph, convention=convention, dtype=dtype, formulas=formulas))


@public
def explain(subject: AnyNetwork | None = None, what: str | None = None, figure: str | None = None, *,
            convention: Texts = (), dtype: str | None = None) -> NotebookReport:
    """The arithmetic of a network's layer or module, or a total (params, weights, memory, macs). Raises ArchcalcError.

    `figure` is one line of a layer's derivation, or one sum of a module. A name alone is explained without a network:
    an operator (conv), a word of the language (residual, share), a figure (memory), a convention (torchinfo), a mistake
    that `check` has named (plus-one-forgotten). Without a name, the index of all that has a page.

    >>> explain("alexnet", "conv1", "weights").tables[0].column("arithmetic")
    ['(11*11*3)*96']
    >>> explain("conv").table("attributes").column("attribute")[:2]
    ['filters', 'kernel']
    """
    from archcalc.api import topics
    from archcalc.reports.explain import derived

    if figure is not None and what is None:
        raise ArchcalcError.of("usage", f"{quoted(figure)} is a figure of a layer, and no layer is named",
                               hint='explain("alexnet", "conv1", "weights")')
    word = subject if isinstance(subject, str) and what is None else None
    page = topics.answer(word) if word is not None or (subject is None and what is None) else None
    if page is not None:
        return NotebookReport(*page)
    try:
        with topics.or_network(word):
            return NotebookReport(*derived(build(subject or ""), what, figure, convention, dtype))
    except ArchcalcError as error:
        raise error if what is None else topics.beside(error, subject, what) from None


@public
def draw(network: AnyNetwork, form: str = "svg", *, style: str = "graph", part: str | None = None,
         depth: Depth | None = None, tall: bool = False, theme: str = "light", slide: str | None = None,
         min_pt: float | None = None, animate: str | None = None, camera: str | None = None,
         scale: str | None = None, unfold: bool = False) -> str | bytes | tuple[str | bytes, ...]:
    """A picture of the layers as a graph, or of the volumes in a row (style `volumes`). Raises ArchcalcError.

    `form` is svg, html, pdf, png, tikz, dot or mermaid, or glb of volumes; `part` is a module or group; `depth` folds
    modules below it. `slide` is a sheet, 16:9, 4:3, a4 or column, without letters under `min_pt`: pages in svg or png
    are a tuple. `animate` is a layer shown at work, in svg, html or gif, and as stills in others. Volumes are seen
    by a `camera` (azimuth=30,elevation=20,distance=2), in a `scale`: compact or linear. `unfold` draws every repeat.

    >>> draw("lenet5", "mermaid").splitlines()[0]
    'flowchart TD'
    """
    from archcalc.rendering import animations, drawings
    from archcalc.rendering.drawings import sheets, volume_view

    seen = volume_view.styled(style, camera, scale)
    if animate is not None:
        return shown(animations.animated(build(network), animate, form, theme).files[0])
    files = drawings.drawing(build(network), form, seen, depth=cast("str | None", depth), part=part, tall=tall,
                             theme=theme, sheet=sheets.sheet(slide, min_pt), unfold=unfold).files
    pictures = tuple(map(shown, files))
    return pictures if len(pictures) > 1 else pictures[0]


class Run(NamedTuple):
    """The answer of `run`: the report, the volumes wanted (arrays by layer), and the layers that differ."""

    report: NotebookReport
    outputs: Mapping[str, Any]
    mismatches: tuple[str, ...]


@public
def run(network: AnyNetwork, x: Arrays | None = None, weights: Weights | None = None, *, outputs: Texts = (),
        backend: str = "auto", batch: Count = 1, dtype: str | None = None, seed: Natural = 0, fuse: bool = False,
        trace: bool = False, threads: ThreadCount = 1, library_model: str | None = None) -> Run:
    """A forward pass in which every volume is checked against the computed one. Raises ArchcalcError.

    `x` is the input's array, or a mapping of arrays for several inputs; without it, random values. `weights` are
    random, ones, zeros, a file, arrays by name (`conv1.weight`), the Keras model that the network is of, or own: those
    of the module that it comes from, which are taken by themselves where from_torch was told `values=True`;
    `library_model` (timm:resnet50) is the model that a file is of, where several have its names. `outputs` names
    layers whose volumes are wanted, else the network's. Without `dtype`, numbers are of the network's own type.

    >>> run("lenet5", outputs=["pool2"]).outputs["pool2"].shape
    (1, 6, 14, 14)
    """
    from archcalc.api.run_inputs import images_of, inputs_by_name, weights_for
    from archcalc.executor import backends, reports
    from archcalc.executor import run as forward
    from archcalc.executor.outlines.dtypes import DTYPES
    from archcalc.executor.weights.load import given_arrays
    from archcalc.network.number_type import number_type

    graph, device = graph_of(network, images_of(x, batch)), backends.backend(backend)
    weights = weights_for(weights, graph)
    wanted, source = tuple(outputs), weights if isinstance(weights, str) else "given"
    given = inputs_by_name(graph, x) if x is not None else None
    numbers = number_type(graph, dtype, DTYPES)
    settings = forward.RunSettings(source, seed, numbers.name, fuse, trace, None, threads, wanted, library_model)
    ran = forward.run(graph, device, settings, given, given_arrays(graph, weights, numbers.name, library_model))
    ran = ran._replace(notes=(*numbers.notes, *ran.notes))
    volumes = {name: ran.volumes[name] for name in wanted} if wanted else ran.volumes
    return Run(NotebookReport(*reports.report(ran)), volumes, ran.mismatches)


@public
def plan(network: AnyNetwork, *, batch: Count = 1, optimizer: str | None = None, dtype: str | None = None,
         mode: str | None = None, gpu: str | None = None, gpus: Count | None = None, reserve: str | None = None,
         split: str | None = None, in_place: bool | None = None, norms: str | None = None, masks: str | None = None,
         step: str | None = None, accumulate: Count | None = None, checkpoint: str | None = None,
         amp: str | None = None, target: str | None = None, board: str | None = None, ram: str | None = None,
         flash: str | None = None, lora: str | None = None, tensor: Count | None = None, pipeline: Count | None = None,
         sequence: bool = False, expert: Count | None = None, device: str | None = None, energy: str | None = None,
         patches: Count | None = None, channels_last: bool = False) -> NotebookReport:
    """The memory that training takes, part by part, and how it fits onto devices. Raises ArchcalcError.

    `optimizer` is adam where it is not told, `mode` train. `gpu` is a card's name or a memory ("24GiB"); `dtype` may be
    "mixed", without it the network's own type is taken; `split` is memory, macs or streams.
    `in_place` (True), `norms` (fused, composed) and `masks` (values, bytes) are what a framework chooses; `step` is how
    the optimizer makes its step: loop, foreach or fused, else as PyTorch does it on a GPU where one is named, or on a
    CPU. Gradients of `accumulate` batches are added up before a step; `checkpoint` is best, sqrt or blocks; `amp` is
    PyTorch's autocast to bf16 or fp16; `lora` trains adapters: "rank=8,targets=q,v,base=nf4". Each layer is shared by
    `tensor` devices, who share tokens, too, with `sequence`; `pipeline` are stages of blocks, `expert` devices share
    experts of a mixture. With `target` "mcu" it is a forward pass on a microcontroller, a `board` by name or so much
    `ram` ("320KiB") and `flash`. `device` is the file of a measured one (`archcalc calibrate`), for which the time of a
    forward pass is predicted; `energy` is a table (horowitz-2014) by which its energy is estimated. With `patches` n
    the first layers run on a microcontroller by n x n patches; `channels_last` is PyTorch's order of memory.

    >>> plan("vgg16", batch=64, optimizer="momentum", gpu="24GiB").head["largest_batch"]
    327
    """
    from archcalc.api.plan_options import PlanOptions, answered

    asked = PlanOptions(
        optimizer=optimizer, step=step, accumulate=accumulate, checkpoint=checkpoint, dtype=dtype, amp=amp, mode=mode,
        gpu=gpu, gpus=gpus, reserve=reserve, split=split, in_place=in_place, norms=norms, masks=masks, target=target,
        board=board, ram=ram, flash=flash, lora=lora, tensor=tensor, pipeline=pipeline, sequence=sequence,
        expert=expert, device=device, energy=energy, patches=patches, channels_last=channels_last)
    return NotebookReport(*answered(build(network, batch=batch), asked))


@public
def export(network: AnyNetwork, path: File, *, to: str | None = None, weights: Weights | None = None,
           library_model: str | None = None, seed: Natural = 0, opset: int = 17, batch: Count = 1,
           dynamic_batch: bool = False) -> int:
    """Write a network for other programs, and answer the bytes written. Raises ArchcalcError.

    `to` is the form, onnx, or torch or keras (source text, without weights), or told by the file's ending; `weights`,
    `library_model` and `seed` are as in `run`; `opset` is the version of ONNX's operators; `dynamic_batch` leaves the
    number of images open. The file is written whole or not at all; - is standard output. What is to be said of a file
    of weights is a warning.
    """
    from warnings import warn

    from archcalc.api.run_inputs import weights_for
    from archcalc.exporting import targets

    file, graph = STANDARD_OUTPUT if path == str(STANDARD_OUTPUT) else Path(path), build(network, batch=batch)
    source = "random" if weights is None and targets.chosen(to, file).IS_TEXT else weights_for(weights, graph)
    choices = targets.ExportChoices(source, seed, opset, dynamic_batch, library_model, warn)
    return targets.written(file, to, graph, choices)


class Network(NotebookNetwork):
    """A specification that answers for itself: `load("vgg16").analyze()` is `analyze("vgg16")`.

    >>> load("vgg16").build(batch=2).node("pool5").shape
    (2, 512, 7, 7)
    """

    __slots__ = ()
    build, analyze, explain, draw, run, plan, export = build, analyze, explain, draw, run, plan, export
