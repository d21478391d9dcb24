"""A network as autocast runs it: with a layer for each conversion of a volume, and the bytes of every volume's numbers.

Weights are converted once a step, and stay until autocast is left, or as long as they are saved; volumes are converted
by each layer for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import ClassVar

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.autograd import is_loss
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Op, Shape
from archcalc.operators.saved_for_backward import NOTHING
from archcalc.training.autocast.autocast_policies import LOWER, SINGLE, Autocast


class Conversion(Op, registered=False):
    """The same values in numbers of so many bytes."""

    kind = "conversion"
    keeps = NOTHING
    bytes: ClassVar[int]

    def output(self, x: Shape) -> Shape:
        return x


class _To16Bits(Conversion, registered=False):
    bytes = LOWER


class _ToFloat32(Conversion, registered=False):
    bytes = SINGLE


_CONVERSIONS = {LOWER: _To16Bits(), SINGLE: _ToFloat32()}


class Widths(NamedTuple):
    """For a layer: the bytes of its inputs' numbers, as it reads them, each its own where None; and of its output's."""

    read: int | None
    output: int


def _widths(node: Node, inputs: list[int], autocast: Autocast) -> Widths:
    """The widths of a layer whose inputs have numbers of so many bytes."""
    return _widths_of(node.op, node.input_shapes, inputs, autocast)


def _widths_of(op: Op, shapes: Sequence[Shape], inputs: list[int], autocast: Autocast) -> Widths:
    if isinstance(op, Conversion):
        return Widths(None, op.bytes)
    if not inputs:
        return Widths(None, SINGLE)
    names, policies = frozenset(op.torch_functions(*shapes)), autocast.policies
    if names & policies.lower:
        return Widths(LOWER, LOWER)
    if names & policies.single:
        return Widths(SINGLE, SINGLE)
    widest = max(*inputs, SINGLE if names & _WITH_WEIGHTS and op.weights(*shapes) else LOWER)
    return Widths(widest if names & policies.widest else None, widest)


def output_width(op: Op, shapes: Sequence[Shape], inputs: list[int], autocast: Autocast) -> int:
    """The bytes of a number of an operator's output, of inputs of these shapes and bytes a number."""
    return _widths_of(op, shapes, inputs, autocast).output


_WITH_WEIGHTS = frozenset({"add", "subtract", "mul", "multiply", "divide", "cat", "embedding", "pow", "sub"})
"""Functions of a volume and of weights as they are, in float32."""


def converted(graph: Graph, autocast: Autocast | None) -> Graph:
    """The graph with its conversions; without autocast, itself."""
    if autocast is None:
        return graph
    nodes, places, found = list[Node](), list[int](), list[int]()
    for number, node in enumerate(graph.nodes):
        inputs = [places[position] for position in node.inputs]
        read, output = _widths(node, [found[i] for i in inputs], autocast)
        if is_loss(graph, number):
            read, output = None, found[inputs[0]]
        made = dict[int, int]()
        for i in dict.fromkeys(inputs):
            if read is not None and found[i] != read:
                made[i] = len(nodes)
                nodes.append(_conversion(node, nodes[i], i, read, len(made), autocast))
                found.append(read)
        places.append(len(nodes))
        nodes.append(node._replace(inputs=tuple(made.get(i, i) for i in inputs)))
        found.append(output)
    return graph._replace(nodes=tuple(nodes), outputs=tuple(places[position] for position in graph.outputs))


def _conversion(reader: Node, read: Node, position: int, width: int, number: int, autocast: Autocast) -> Node:
    """The conversion of what a layer reads, in its module."""
    name = f"{reader.name} (input {number}" if len({*reader.inputs}) > 1 else f"{reader.name} (input"
    name += f" to {autocast.number if width == LOWER else 'float32'})"
    return Node(name, _CONVERSIONS[width], (position,), (read.shape,), read.shape, reader.path)


def volume_widths(graph: Graph, autocast: Autocast | None, usual: int) -> list[int]:
    """For every node of a converted graph, the bytes of a number of its output; without autocast, the usual ones."""
    if autocast is None:
        return [usual] * len(graph.nodes)
    found = list[int]()
    for number, node in enumerate(graph.nodes):
        made = _widths(node, [found[position] for position in node.inputs], autocast).output
        found.append(found[node.inputs[0]] if is_loss(graph, number) else made)
    return found


class WeightCopies(NamedTuple):
    """Bytes of a layer's weights in 16 bits: of those that are saved for the backward pass, and of the others.

    `gradients` is what all their gradients take, before these are converted.
    """

    saved: int = 0
    others: int = 0
    gradients: int = 0


def weight_copies(graph: Graph, autocast: Autocast | None, learns: list[bool]) -> list[WeightCopies]:
    """For every node, what its weights take in 16 bits; weights that several layers share are converted once.

    A convolution saves its weights always, other layers where a gradient of their input is wanted.
    """
    if autocast is None:
        return [WeightCopies()] * len(graph.nodes)
    there = set[str]()
    return [WeightCopies(*_copies(node, autocast, there, saves="convolution" in node.op.traits
                                  or any(learns[position] for position in node.inputs))) for node in graph.nodes]


def _copies(node: Node, autocast: Autocast, there: set[str], *, saves: bool) -> Iterator[int]:
    sizes = {True: 0, False: 0}
    all_of_it = 0
    if node.inputs and _widths(node, [SINGLE] * len(node.inputs), autocast).read == LOWER:
        for name, weight in node.op.weights(*node.input_shapes).items():
            holder = node.elsewhere.get(name, f"{node.name}.{name}")
            size = LOWER * prod(weight.shape)
            all_of_it += size if weight.role != "buffer" else 0
            if holder not in there:
                sizes[saves and weight.role == "weight"] += size
            there.add(holder)
    yield from (sizes[True], sizes[False], all_of_it)
