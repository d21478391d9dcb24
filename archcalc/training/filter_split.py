"""A network split over several devices by filters: each holds its share of every layer, as AlexNet's two streams do.

A convolution whose groups divide among the devices reads its own stream only; another one, or a fully connected layer,
reads everything, so that the devices hand each other their shares. Source: Krizhevsky et al. 2012, section 3.5.
"""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.autograd import readings
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph, Node
from archcalc.training.memory import Choices, Kept, held, kept, total

_SHARED = frozenset({"by-channel", "across-channels"})
"""Traits of operators that each device can do its share of, on its own channels or on what all hand each other."""


class Joint(NamedTuple):
    """A layer that reads more than its own stream: by position, and the bytes that the devices hand each other there.

    Every device takes what it lacks of the layer's input.
    """

    layer: int
    passed: int


class Streams(NamedTuple):
    """Each of several equal devices: parameters and what goes with them, saved values, MACs, joints.

    `saved` are the bytes kept for the backward pass: its share of every volume, the whole image, and of the layers that
    read everything what the other devices have handed over.
    """

    devices: int
    held: int
    saved: int
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
    holding, macs = (-(-number // devices) for number in (
        sum(sum(held(node, choices)) for node in graph.nodes),
        sum(figures(node).cost.macs for node in graph.nodes)))
    return Streams(devices, holding, _saved(graph, choices, devices, joints), macs, joints)


def _saved(graph: Graph, choices: Choices, devices: int, joints: Iterable[Joint]) -> int:
    """The bytes that each device keeps for the backward pass."""
    saved = kept(graph, choices)
    image = sum(each.total for node, each in zip(graph.nodes, saved, strict=True) if node.is_entrance)
    own = -(-(total(Kept, saved).total - image) // devices)
    reads = readings(graph, choices.saving)
    taken = frozenset[int]().union(*(reads[joint.layer] for joint in joints))
    received = choices.precision.activation * sum(outputs(graph.nodes[i]) for i in taken) * (devices - 1) // devices
    return image + own + received


def _reads_all(graph: Graph, node: Node, devices: int) -> bool:
    """True where a layer reads the channels of every stream; the image is there for all."""
    own = int(node.op.attributes.get("groups", 1)) % devices == 0
    joins = "across-channels" in node.op.traits and not own
    return joins and any(graph.nodes[position].inputs for position in node.inputs)


def _indivisible(node: Node, devices: int) -> Mistake | None:
    """The obstacle to sharing a layer."""
    name = quoted(node.name)
    if node.op.traits.isdisjoint(_SHARED):
        return Mistake("streams", f"layer {name}: {node.op.kind} works on all channels at once, and has no streams",
                       node.place, "--split memory cuts between layers")
    if node.inputs and node.shape[1] % devices:
        return Mistake("streams", f"layer {name}: {node.shape[1]} channels do not divide among {devices} devices",
                       node.place, "as many devices as divide the channels, or --split memory")
    return None
