"""A network split over several devices by filters: each holds its share of every layer, as AlexNet's two streams do.

A convolution whose groups divide among the devices reads its own stream only; another one, or a fully connected layer,
reads everything, so that the devices hand each other their shares. Source: Krizhevsky et al. 2012, section 3.5.
"""

from __future__ import annotations

from typing import NamedTuple

from archcalc.errors import ArchcalcError, Mistake, quoted
from archcalc.graph import Graph, Node
from archcalc.measures.figures import figures
from archcalc.measures.layers import outputs
from archcalc.planning.training import Choices, held

_JOINS = frozenset({"convolution", "linear"})
_BY_CHANNEL = frozenset({
    "input", "activation", "dropout", "pooling", "lrn", "merge", "flatten", "identity", "batch_norm"})
"""Kinds and families that work on each channel by itself; LRN on those of its stream."""


class Joint(NamedTuple):
    """A layer that reads more than its own stream: by position, and the bytes that the devices hand each other there.

    Every device takes what it lacks of the layer's input.
    """

    layer: int
    passed: int


class Streams(NamedTuple):
    """What each of several equal devices holds of parameters and what goes with them, and of outputs; its MACs; joints.

    `outputs` are the bytes of all volumes that it makes.
    """

    devices: int
    held: int
    outputs: int
    macs: int
    joints: tuple[Joint, ...]


def streams(graph: Graph, choices: Choices, devices: int) -> Streams:
    """The same share of every layer on every device. Raises ArchcalcError for layers that cannot be shared so."""
    mistakes = [mistake for node in graph.nodes if (mistake := _indivisible(node, devices)) is not None]
    if mistakes:
        raise ArchcalcError(mistakes)
    each = choices.precision.activation
    joints = tuple(Joint(i, each * (devices - 1) * outputs(graph.nodes[node.inputs[0]]))
                   for i, node in enumerate(graph.nodes) if _reads_all(graph, node, devices))
    holding, made, macs = (-(-number // devices) for number in (
        sum(sum(held(node, choices)) for node in graph.nodes),
        each * sum(outputs(node) for node in graph.nodes if node.inputs),
        sum(figures(node).cost.macs for node in graph.nodes)))
    return Streams(devices, holding, made, macs, joints)


def _reads_all(graph: Graph, node: Node, devices: int) -> bool:
    """Whether a layer reads the channels of every stream; the image is there for all."""
    own = int(node.op.attributes.get("groups", 1)) % devices == 0
    joins = (node.op.family in _JOINS and not own) or node.op.kind == "softmax"
    return joins and any(graph.nodes[position].inputs for position in node.inputs)


def _indivisible(node: Node, devices: int) -> Mistake | None:
    """What stands in the way of sharing a layer."""
    name = quoted(node.name)
    if not {node.op.kind, node.op.family} & (_JOINS | _BY_CHANNEL):
        return Mistake("streams", f"layer {name}: {node.op.kind} works on all channels at once, and has no streams",
                       node.place, "--split memory cuts between layers")
    if node.inputs and node.shape[1] % devices:
        return Mistake("streams", f"layer {name}: {node.shape[1]} channels do not divide among {devices} devices",
                       node.place)
    return None
