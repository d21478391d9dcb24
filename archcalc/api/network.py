"""A network, and what it answers: every function takes a name, a file, a specification or a graph."""

from __future__ import annotations

from collections.abc import Mapping
from os import fspath
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
    public,
)
from archcalc.api.notebook import NotebookReport, render
from archcalc.api.run_inputs import images_of, inputs_by_name
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.language.spec import Spec
from archcalc.loading import library
from archcalc.network.graph import Graph
from archcalc.network.nearest_input import build_or_suggest
from archcalc.network.number_type import number_type
from archcalc.reports import network_table

__all__ = ["Network", "Run", "analyze", "build", "draw", "explain", "export", "from_keras", "from_torch", "load",
           "plan", "render", "run"]


@public
def load(name: File, *, options: Settings | None = None, input_size: str | None = None,
         changes: Settings | None = None) -> Network:
    """A network by its name: a bundled one, a .yaml file (`net.yaml#variant`), or - for standard input.

    `options` sets the network's options, `input_size` ("3x256x256") its input, `changes` attributes of its layers.
    Raises ArchcalcError, which holds every mistake with its place.

    >>> load("vgg16", changes={"conv1_1.stride": 2}).about.title
    'VGG-16 (D)'
    """
    given = cast("tuple[Mapping[str, str] | None, ...]", (options, changes))
    return Network(*library.load(fspath(name), options=given[0], input_size=input_size, changes=given[1]))


@public
def build(network: AnyNetwork, *, batch: Count = 1) -> Graph:
    """The network's layers with every output shape known, batch first. Raises ArchcalcError.

    >>> build("vgg16").node("pool5").shape
    (1, 512, 7, 7)
    """
    return graph_of(network, batch)


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
    graph = network_table.with_norms(build(network, batch=batch), fold, dtype)
    return NotebookReport(*network_table.analyze(graph, convention=convention, dtype=dtype, formulas=formulas))


@public
def explain(subject: AnyNetwork | None = None, what: str | None = None, figure: str | None = None, *,
            convention: Texts = (), dtype: str | None = None) -> NotebookReport:
    """The arithmetic of a network's layer, or of a total (params, weights, memory, macs). Raises ArchcalcError.

    `figure` is one line of a layer's derivation. A name alone is explained without a network: that of an operator
    (conv), a word of the language (residual, share, divisible), a figure (memory), a convention (torchinfo), a mistake
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
    with topics.or_network(word):
        return NotebookReport(*derived(build(subject or ""), what, figure, convention, dtype))


@public
def draw(network: AnyNetwork, form: str = "svg", *, style: str = "graph", part: str | None = None,
         depth: Depth | None = None, tall: bool = False, theme: str = "light") -> str | bytes:
    """A picture of the layers as a graph, or of the volumes in a row (style `volumes`). Raises ArchcalcError.

    `form` is svg, html, pdf, png, dot or mermaid; `part` is a module or group; `depth` folds modules below it.

    >>> draw("lenet5", "mermaid").splitlines()[0]
    'flowchart TD'
    """
    from archcalc.rendering import drawings

    return drawings.drawn(build(network), form, style, depth=cast("str | None", depth), part=part,
                          tall=tall, theme=theme)


@public
def from_torch(module: Any, *inputs: Any, **keywords: Any) -> Network:
    """The network of a torch.nn.Module, as it works on inputs like these. Raises ArchcalcError.

    PyTorch captures it; nothing is computed, so that modules and inputs on the device `meta` will do. The result is
    a network like any other: analyze(from_torch(module, x)). The first axis of the first input is the batch; keywords
    are those of the module's forward pass: from_torch(model, input_ids=ids). Its parameters are all that the module
    has; what no layer reads stands in a row of its own.
    """
    from archcalc.loading import frameworks

    return Network(*frameworks.from_torch(module, *inputs, **keywords))


@public
def from_keras(model: Any) -> Network:
    """The network of a Keras model whose input sizes are known. Raises ArchcalcError."""
    from archcalc.loading import frameworks

    return Network(*frameworks.from_keras(model))


class Run(NamedTuple):
    """The answer of `run`: the report, the volumes wanted (arrays by layer), and the layers that differ."""

    report: NotebookReport
    outputs: Mapping[str, Any]
    mismatches: tuple[str, ...]


@public
def run(network: AnyNetwork, x: Arrays | None = None, weights: Weights = "random", *, outputs: Texts = (),
        backend: str = "auto", batch: Count = 1, dtype: str | None = None, seed: Natural = 0, fuse: bool = False,
        trace: bool = False, threads: ThreadCount = 1, library_model: str | None = None) -> Run:
    """A forward pass in which every volume is checked against the computed one. Raises ArchcalcError.

    `x` is the input's array, or a mapping of arrays for several inputs; without it, random values. `weights` are
    random, ones, zeros, a file, or arrays by name (`conv1.weight`); `library_model` (timm:resnet50) is the model that
    a file is of, where several have its names. `outputs` names layers whose volumes are wanted, else the network's.
    Without `dtype`, numbers are of the network's own type.

    >>> run("lenet5", outputs=["pool2"]).outputs["pool2"].shape
    (1, 6, 14, 14)
    """
    from archcalc.executor import backends, reports
    from archcalc.executor import run as forward
    from archcalc.executor.outlines.dtypes import DTYPES
    from archcalc.executor.weights.load import given_arrays

    wanted, source = tuple(outputs), weights if isinstance(weights, str) else "given"
    graph, device = graph_of(network, images_of(x, batch)), backends.backend(backend)
    given = inputs_by_name(graph, x) if x is not None else None
    numbers = number_type(graph, dtype, DTYPES)
    settings = forward.RunSettings(source, seed, numbers.name, fuse, trace, None, threads, wanted, library_model)
    ran = forward.run(graph, device, settings, given, given_arrays(graph, weights, numbers.name, library_model))
    ran = ran._replace(notes=(*numbers.notes, *ran.notes))
    volumes = {name: ran.volumes[name] for name in wanted} if wanted else ran.volumes
    return Run(NotebookReport(*reports.report(ran)), volumes, ran.mismatches)


@public
def plan(network: AnyNetwork, *, batch: Count = 1, optimizer: str = "adam", dtype: str | None = None,
         mode: str = "train", gpu: str | None = None, gpus: Count = 1, reserve: str | None = None,
         split: str | None = None,
         in_place: bool = True, norms: str = "fused", masks: str = "values", step: str | None = None) -> NotebookReport:
    """The memory that training takes, part by part, and how it fits onto devices. Raises ArchcalcError.

    `gpu` is a card's name or a memory ("24GiB"); `dtype` may be "mixed", without it the network's own type is
    taken; `split` is memory, macs or streams.
    `in_place`, `norms` (fused, composed) and `masks` (values, bytes) are what a framework chooses; `step` is how the
    optimizer makes its step: loop, foreach or fused, else as PyTorch does it on a GPU where one is named, or on a CPU.

    >>> plan("vgg16", batch=64, optimizer="momentum", gpu="24GiB").head["largest_batch"]
    327
    """
    from archcalc.training.memory import Choices
    from archcalc.training.plan import Fleet
    from archcalc.training.plan import plan as planned
    from archcalc.training.precision import PRECISIONS
    from archcalc.training.report import report

    graph = build(network, batch=batch)
    numbers = number_type(graph, dtype, PRECISIONS)
    choices = Choices.of(optimizer, numbers.name, mode, in_place=in_place, norms=norms, masks=masks, step=step,
                         on_gpu=gpu is not None)
    told = report(planned(graph, choices, Fleet(gpu, gpus, reserve, split)))
    return NotebookReport(*told._replace(notes=(*told.notes, *numbers.notes)))


@public
def export(network: AnyNetwork, path: File, *, to: str | None = None, weights: Weights = "random",
           library_model: str | None = None, seed: Natural = 0, opset: int = 17, batch: Count = 1,
           dynamic_batch: bool = False) -> int:
    """Write a network with its weights for other programs, and answer the bytes written. Raises ArchcalcError.

    `to` is the form, onnx, or told by the file's ending; `weights`, `library_model` and `seed` are as in `run`; `opset`
    is the version of ONNX's operators; `dynamic_batch` leaves the number of images open. Layers keep their names.
    The file is written whole or not at all; - is standard output. What is to be said of a file of weights is a warning.
    """
    from warnings import warn

    from archcalc.exporting import targets

    file = STANDARD_OUTPUT if path == str(STANDARD_OUTPUT) else Path(path)
    choices = targets.ExportChoices(weights, seed, opset, dynamic_batch, library_model, warn)
    return targets.chosen(to, file).write(file, build(network, batch=batch), choices)


class Network(Spec):
    """A specification that answers for itself: `load("vgg16").analyze()` is `analyze("vgg16")`.

    >>> load("vgg16").build(batch=2).node("pool5").shape
    (2, 512, 7, 7)
    """

    __slots__ = ()
    build, analyze, explain, draw, run, plan, export = build, analyze, explain, draw, run, plan, export

    def __repr__(self) -> str:
        return f"<Network {self.about.name!r}: {self.about.title}>"
