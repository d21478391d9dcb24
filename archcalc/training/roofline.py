"""Lower bounds on time: no layer is done before its operands have passed through memory, nor before its arithmetic.

Source: Williams, Waterman and Patterson 2009 (Roofline). A bound, no prediction; and one on products as written:
Winograd's convolution needs fewer.
"""

from __future__ import annotations

from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import inputs, outputs
from archcalc.network.graph import Graph, Node
from archcalc.training.gpus import Device
from archcalc.training.precision import precision


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


def roofline(graph: Graph, device: Device, dtype: str) -> Roofline:
    """The bounds of a forward pass of the graph's batch; layers that only give their input back take no time."""
    number = precision(dtype)
    bounds: list[Bound] = []
    weights = 0
    for i, node in enumerate(graph.nodes):
        if not node.inputs or "view" in node.op.traits:
            continue
        own = sum(prod(weight.shape) for weight in node.op.weights(*node.input_shapes).values()) * number.parameter
        moved = (inputs(node) + outputs(node)) * number.activation + own
        operations, product = 2 * figures(node).cost.macs, _product(node, device, dtype)
        arithmetic, passing = operations / device.rate(product), moved / device.bandwidth
        weights += own
        by = "compute" if arithmetic > passing else "memory"
        bounds.append(Bound(i, operations, moved, max(arithmetic, passing), by, product))
    ends = [outputs(node) for i, node in enumerate(graph.nodes) if not node.inputs or i in graph.outputs]
    once = (weights + sum(ends) * number.activation) / device.bandwidth
    arithmetic = sum(bound.operations / device.rate(bound.number) for bound in bounds)
    return Roofline(tuple(bounds), max(once, arithmetic))


def _product(node: Node, device: Device, dtype: str) -> str:
    """The type in which PyTorch multiplies: float32 is TF32 in convolutions, but those of every channel by itself."""
    alone = node.op.attributes.get("groups") == node.input_shapes[0][1] > 1
    convolves = "convolution" in node.op.traits and not alone
    return "tf32" if dtype == "float32" and device.tf32 and convolves else dtype
