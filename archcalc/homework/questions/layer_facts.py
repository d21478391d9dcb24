"""The facts of a layer from which its figures follow: everything that a question has to say."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from archcalc.base import units
from archcalc.base.axis_order import channels_last
from archcalc.homework.languages.spoken import COUNT, Told, described, listed, said
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import held
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial, one_image
from archcalc.operators.shapes import axes_as_written
from archcalc.operators.sliding_window import shown_sizes

_LOOKED_THROUGH = frozenset({"see-through", "reshape"})
"""Traits of layers between a fully connected layer and the volume that it reads."""
_SHOWN: dict[str, tuple[str, Callable[[Any], str]]] = {
    "filters": ("{count} filters", str),
    "kernel": ("kernel {size}", lambda kernel: "x".join(map(str, kernel))),
    "stride": ("stride {size}", shown_sizes),
    "padding": ("padding {size}", lambda sides: sides if isinstance(sides, str) else shown_sizes(sides[::2])),
    "dilation": ("dilation {size}", shown_sizes),
    "groups": ("{count} groups", str),
    "units": ("{count} neurons", str),
}
"""The words for the attributes of windows and matrices, in this order."""
_UNSAID = {"dilation": "1", "groups": "1"}
_WINDOW = {"kernel", "stride", "padding"}
_BIASES = {1: "one bias for each sum, as Keras has it", 2: "two biases for each sum, as PyTorch has them"}
_AFFINE = {1: "a scale for each channel", 2: "a scale and a shift for each channel"}


def layer_facts(node: Node, without: str = "") -> Told:
    """Everything that a layer is and does, but perhaps one attribute: conv, 96 filters, kernel 11x11, stride 4 ..."""
    name = node.op.kind.replace("_", " ")
    told = is_told_by_attributes(node)
    own = _attributes(node, without) if told else [*_described(node, name), *(further(node) or ())]
    return listed([said(name), *own, *taken(node)])


def whole_facts(node: Node) -> Told:
    """A layer as a table has it: its kind, the operator's own words, and the parameters that no attribute tells."""
    name = node.op.kind.replace("_", " ")
    told = node.op.description(*node.input_shapes)
    own = [] if told == name else [described(told)]
    return listed([said(name), *own, *(further(node) or ()), *taken(node)])


def taken(node: Node) -> list[Told]:
    """Whose weights a layer takes, which are then none of its own."""
    return [said("weights of {layer}", layer=node.lenders)] if node.shared else []


def is_told_by_attributes(node: Node) -> bool:
    """True where the attributes of a layer say what it does: those of a window, or the neurons."""
    return node.op.fields.keys() >= _WINDOW or ("linear" in node.op.traits and "units" in node.op.fields)


def _attributes(node: Node, without: str) -> list[Told]:
    """The attributes of a window or a matrix, each as it is named."""
    own = {name: (template, show(node.op.attributes[name])) for name, (template, show) in _SHOWN.items()
           if name in node.op.fields}
    facts: list[Told] = [said(template, **{"size" if "{size}" in template else COUNT: text})
                         for name, (template, text) in own.items() if name != without and text != _UNSAID.get(name)]
    rounded = [said("sizes rounded up")] if node.op.attributes.get("ceil") else []
    return [*facts, *rounded, *([said("no bias")] if node.op.attributes.get("bias") is False else [])]


def _described(node: Node, name: str) -> list[Told]:
    """The operator's own words, where they are more than its name."""
    told = node.op.description(*node.input_shapes)
    return [described(told)] if told != name and "norm" not in node.op.traits else []


def further(node: Node) -> list[Told] | None:
    """The parameters of a layer that no attribute tells; None where textbooks have no formula for it."""
    counts, features = held(node.op, node.input_shapes), channels_last(node.volume)[-1]
    if "norm" in node.op.traits:
        each = _AFFINE.get(counts["affine"] // features, "") if counts["affine"] % features == 0 else ""
        return [said(each)] if each else None
    if "attention" in node.op.traits:
        return _matrices(node, counts["bias"])
    if "recurrent" in node.op.traits:
        return [said(_BIASES[node.op.attributes["biases"]])] if counts["bias"] else []
    return None


def _matrices(node: Node, biases: int) -> list[Told] | None:
    """The matrices of an attention, if it has no others, and a bias for each of their rows or none."""
    sizes = {name: each.shape for name, each in node.op.weights(*node.input_shapes).items() if each.role == "weight"}
    if sizes.keys() == {"qkv", "proj"}:
        rows, features = sizes.pop("qkv")
        sizes |= dict.fromkeys(("q", "k", "v"), (rows // 3, features))
    if sizes.keys() != {"q", "k", "v", "proj"} or biases not in {0, sum(rows for rows, _ in sizes.values())}:
        return None
    queries, keys, values, output = ("x".join(map(str, sizes[name])) for name in ("q", "k", "v", "proj"))
    if queries == keys == output:
        return [said("a matrix of {size} for each of queries, keys, values and output", size=queries)]
    if keys != values:
        return None
    return [said("a matrix of {queries} for queries, of {keys} for each of keys and values, and of {output} for the "
                 "output", queries=queries, keys=keys, output=output)]


def input_fact(network: AskedNetwork, node: Node) -> Told:
    """The volume that a layer reads; a flattened one as it was before."""
    volume = source_volume(network.graph, node)
    told = units.volume(volume)
    if len(volume) > len(node.input_shapes[0]) - 1:
        return said("{input}, flattened", input=told)
    by_place = "linear" in node.op.traits and len(volume) > 1
    return said("{input}, at each of its places", input=told) if by_place else told


def source_volume(graph: Graph, node: Node) -> Shape:
    """The volume that a layer reads: where that is flattened, the one before, of as many values."""
    own: Shape = one_image(node.input_shapes[0])
    before = graph.nodes[node.inputs[0]]
    while len(before.volume) == 1 and before.inputs and not before.op.traits.isdisjoint(_LOOKED_THROUGH):
        before = graph.nodes[before.inputs[0]]
    flattened = len(own) == 1 and is_spatial(before.shape) and prod(before.volume) == prod(own)
    return before.volume if flattened else own


def rounding(node: Node) -> Told | None:
    """The rounding of an output's size, where windows leave a rest; and the meaning of `same` padding."""
    if not node.op.fields.keys() >= _WINDOW:
        return None
    attributes = node.op.attributes
    if attributes["padding"] == "same":
        return said("With padding same, a side of the output is that of the input divided by the stride, rounded up.")
    spans = ((kernel - 1) * step + 1 for kernel, step in zip(
        attributes["kernel"], attributes.get("dilation", (1,) * len(attributes["kernel"])), strict=True))
    sides = zip(node.input_shapes[0][2:], attributes["padding"][::2], attributes["padding"][1::2], spans,
                attributes["stride"], strict=True)
    rest = any((size + before + after - span) % stride for size, before, after, span, stride in sides)
    return said("Sizes are rounded down.") if rest and not attributes.get("ceil") else None


def volume_order(shape: Shape) -> Told:
    """The sides of a volume as they are written: height x width x channels, or tokens x features."""
    return listed([*map(said, axes_as_written(shape))], "{first} x {others}")
