"""A network whose images and kernels lie channels last: with a copy wherever a volume is taken out of that order.

Every volume is as large as before. What a view gives in one order of memory, a copy gives in the other: the vector of
an image's values by channels, or another shape of them. Measured: tests/oracle/training_peaks.py records both orders.
"""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.network.graph import Graph, Node
from archcalc.operators.layout.channel_shuffle import ChannelShuffle
from archcalc.operators.layout.flatten import Flatten
from archcalc.operators.layout.regroup import Regroup
from archcalc.operators.layout.reshape import Reshape
from archcalc.operators.layout.transpose import Transpose
from archcalc.operators.operator import Op, Shape
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.operators.shape_kinds import is_spatial

_IMAGE, _VOLUME = 4, 5
"""The axes of an image and of a volume, with the batch's and the channels'."""


class Copy(Op, registered=False):
    """The same values in memory of their own, in the order of their axes."""

    kind = "copy"
    keeps = NOTHING

    def output(self, x: Shape) -> Shape:
        return x


def channels_last(graph: Graph) -> Graph:
    """The graph with its copies. Raises ArchcalcError where the network has no images, or has volumes."""
    _check(graph)
    nodes, places, last = list[Node](), list[int](), list[bool]()
    for node in graph.nodes:
        made = node._replace(inputs=tuple(places[position] for position in node.inputs))
        if made.inputs and last[made.inputs[0]] and _is_copied(node):
            nodes.append(Node(f"{node.name} (copy)", _COPY, made.inputs, node.input_shapes, node.input_shapes[0],
                              node.path))
            last.append(False)
            made = made._replace(inputs=(len(nodes) - 1,))
        places.append(len(nodes))
        last.append(_is_last(made, last))
        nodes.append(made)
    return graph._replace(nodes=tuple(nodes), outputs=tuple(places[position] for position in graph.outputs))


_COPY = Copy()


def _check(graph: Graph) -> None:
    axes = {len(node.input_shapes[0]) for node in graph.nodes if "convolution" in node.op.traits}
    if _VOLUME in axes:
        raise ArchcalcError.of("usage", "--channels-last is an order of images, and the network has volumes",
                               hint="leave it out: PyTorch's channels_last_3d is not planned")
    if _IMAGE not in axes:
        raise ArchcalcError.of("usage", "--channels-last says nothing to a network without convolutions of images",
                               hint="leave it out")


def copies(graph: Graph) -> list[str]:
    """The layers that copy, by name."""
    return [node.name for node in graph.nodes if isinstance(node.op, Copy)]


def _is_last(node: Node, last: list[bool]) -> bool:
    """True of an image whose channels lie side by side: given so, made by a convolution, or of such ones."""
    if len(node.shape) != _IMAGE or not is_spatial(node.shape):
        return False
    if isinstance(node.op, Reshape | Regroup | Transpose | ChannelShuffle):
        return False
    return "convolution" in node.op.traits or all(last[position] for position in node.inputs)


def _is_copied(node: Node) -> bool:
    """True where a view in the order of axes is none, or none that a linear layer takes, where channels lie last."""
    if not isinstance(node.op, Flatten | Reshape | Regroup):
        return False
    _, c, h, w = node.input_shapes[0]
    return c > 1 and h * w > 1
