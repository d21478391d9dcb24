"""Lower bounds on time: no layer is done before its operands have passed through memory, nor before its arithmetic.

Source: Williams, Waterman and Patterson 2009 (Roofline). A bound, no prediction; and one on products as written:
Winograd's convolution needs fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph, Node
from archcalc.training.autocast.autocast_policies import LOWER
from archcalc.training.gpus import Device
from archcalc.training.memory import Choices, widths


class Bound(NamedTuple):
    """One layer of a forward pass: operations, the bytes read and written, and the seconds that it takes at least.

    `by` is compute or memory; `number` the type of the products, which may be TF32.
    """

    layer: int
    operations: int
    bytes: int
    seconds: float
    by: str
    number: str

    @property
    def intensity(self) -> float:
        """Operations for each byte."""
        return self.operations / self.bytes


class Roofline(NamedTuple):
    """The layers' bounds; at least so long it takes if every layer reads and writes its volumes in memory.

    `fused` is the bound that no fusing of layers can beat: all arithmetic, or parameters, input and output once.
    """

    layers: tuple[Bound, ...]
    fused: float

    @property
    def seconds(self) -> float:
        """The bounds of all layers together."""
        return sum(bound.seconds for bound in self.layers)


class Traffic(NamedTuple):
    """One layer of a forward pass: the bytes that it reads and writes in memory, and of these its weights'."""

    layer: int
    bytes: int
    weights: int


def traffic(graph: Graph, choices: Choices) -> Iterator[Traffic]:
    """What every layer moves; not those that only give their input back."""
    parameter, each = choices.precision.parameter, widths(graph, choices)
    sizes = [width * outputs(node) for width, node in zip(each, graph.nodes, strict=True)]
    for i, node in enumerate(graph.nodes):
        if node.inputs and "view" not in node.op.traits:
            own = sum(prod(weight.shape) for weight in node.op.weights(*node.input_shapes).values()) * parameter
            yield Traffic(i, sum(sizes[position] for position in node.inputs) + sizes[i] + own, own)


def roofline(graph: Graph, device: Device, choices: Choices) -> Roofline:
    """The bounds of a forward pass of the graph's batch; layers that only give their input back take no time."""
    each = widths(graph, choices)
    bounds: list[Bound] = []
    weights = 0
    for i, moved, own in traffic(graph, choices):
        node = graph.nodes[i]
        narrow = choices.amp is not None and each[i] == LOWER
        number = choices.amp.number if choices.amp is not None and narrow else choices.dtype
        operations, product = 2 * figures(node).cost.macs, _product(node, device, number)
        arithmetic, passing = operations / device.rate(product), moved / device.bandwidth
        weights += own
        by = "compute" if arithmetic > passing else "memory"
        bounds.append(Bound(i, operations, moved, max(arithmetic, passing), by, product))
    ends = [each[i] * outputs(node) for i, node in enumerate(graph.nodes) if node.is_entrance or i in graph.outputs]
    once = (weights + sum(ends)) / device.bandwidth
    arithmetic = sum(bound.operations / device.rate(bound.number) for bound in bounds)
    return Roofline(tuple(bounds), max(once, arithmetic))


def _product(node: Node, device: Device, dtype: str) -> str:
    """The type in which PyTorch multiplies: float32 is TF32 in convolutions, but those of every channel by itself."""
    alone = node.op.attributes.get("groups") == node.input_shapes[0][1] > 1
    convolves = "convolution" in node.op.traits and not alone
    return "tf32" if dtype == "float32" and device.tf32 and convolves else dtype
