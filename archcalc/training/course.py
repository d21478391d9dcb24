"""Volumes of a training step: how long each is read, named, or kept for the backward pass; and their sizes."""

from __future__ import annotations

from collections import defaultdict

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.autograd import is_loss, learning, readings
from archcalc.counting.measures.liveness import lifetimes
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import is_spatial
from archcalc.training.autocast.conversions import WeightCopies, weight_copies
from archcalc.training.held_by_names import held_until
from archcalc.training.live_gradients import LiveGradients, live
from archcalc.training.memory import Choices, Held, Kept, held, made_beside, total, trained, unpacked, widths
from archcalc.training.weight_gradients import WeightGradients, weight_gradients

_LABEL = 8
"""The bytes of a label, an int64 in PyTorch."""
_LOSS = 4
"""The least bytes of a number in the loss: under autocast it is worked out in float32."""


class ExpertPart(NamedTuple):
    """A layer's share of what is held for experts, which fewer ranks hold than all else, and its trained values."""

    held: Held
    values: int


class Course(NamedTuple):
    """What a step makes, node by node, in bytes.

    `makes` tells which nodes make room for their output, `until` the last node at which that is read or named,
    `readers` who reads it, `keeper` the first node that keeps it for the backward pass; `learns`, whether a gradient
    comes to a node. `held` is there from step to step; `trained` are the shapes of arrays that are trained,
    `gradients` what theirs take, `copies` what weights take in 16 bits, and `unpacked` what those held in 4 bits take
    while their layer works. On this batch: the `sizes` of outputs, what
    each node keeps `beside`, the gradients of activations that are `live` while it goes backward, the `scores` that
    feed the loss, as they are and as the loss works on them, and the `labels`, 8 bytes for each vector of scores.
    Of mixtures whose experts ranks share, `experts` tells what is of these, by position.
    """

    graph: Graph
    choices: Choices
    makes: list[bool]
    until: list[int]
    readers: dict[int, list[int]]
    keeper: dict[int, int]
    learns: list[bool]
    held: list[Held]
    trained: list[list[Shape]]
    gradients: list[WeightGradients]
    copies: list[WeightCopies]
    unpacked: list[int]
    sizes: list[int]
    beside: list[Kept]
    live: list[LiveGradients]
    scores: int
    single_scores: int
    labels: int
    experts: dict[int, ExpertPart] = {}

    def of_experts(self, since: int, last: int) -> Held:
        """The bytes held for the experts of the layers behind one, up to the last of them, by position."""
        return total(Held, (part.held for i, part in self.experts.items() if since < i <= last))

    @property
    def start(self) -> int:
        """The last of the inputs at the beginning, by position."""
        return next((i for i, node in enumerate(self.graph.nodes) if node.inputs), len(self.graph.nodes)) - 1

    @property
    def end(self) -> int:
        """The last layer, by position."""
        return len(self.graph.nodes) - 1


def course(graph: Graph, choices: Choices) -> Course:
    """What a step on a graph makes, under some choices, which exist."""
    saving = choices.saving
    lives = lifetimes(graph, saving.overwrites, training=saving.training)
    readers, keeper = defaultdict[int, list[int]](list), dict[int, int]()
    for i, node in enumerate(graph.nodes):
        for position in node.inputs:
            readers[lives.owner[position]].append(i)
    for i, owners in enumerate(readings(graph, saving)):
        for owner in owners:
            keeper.setdefault(owner, i)
    until = held_until(graph, lives.owner, lives.last)
    for i in _ends(graph):
        until[lives.owner[i]] = len(graph.nodes)
    makes = [owner == i and not is_loss(graph, i) for i, owner in enumerate(lives.owner)]
    learns = learning(graph, saving.frozen)
    made = Course(graph, choices, makes, until, dict(readers), keeper, learns,
                  [held(node, choices) for node in graph.nodes], [trained(node, choices) for node in graph.nodes],
                  weight_gradients(graph, choices), weight_copies(graph, choices.amp, learns),
                  [unpacked(node, choices) for node in graph.nodes], [], [], [], 0, 0, 0)
    return on_batch(made, graph)


def on_batch(made: Course, graph: Graph) -> Course:
    """The same course on another batch of the same network."""
    each, ends = widths(graph, made.choices), _ends(graph)
    return made._replace(
        graph=graph, sizes=[width * outputs(node) if makes else 0
                            for width, node, makes in zip(each, graph.nodes, made.makes, strict=True)],
        beside=made_beside(graph, made.choices), live=live(graph, made.choices.saving, each),
        scores=sum(each[i] * outputs(graph.nodes[i]) for i in ends),
        single_scores=sum((_LOSS if made.choices.amp else each[i]) * outputs(graph.nodes[i]) for i in ends),
        labels=_LABEL * sum(_vectors(graph.nodes[i]) for i in ends))


def _ends(graph: Graph) -> list[int]:
    """The nodes whose outputs are scores, by position: those before a softmax that is the loss's."""
    return [graph.nodes[i].inputs[0] if is_loss(graph, i) else i for i in graph.outputs]


def _vectors(node: Node) -> int:
    """Vectors of scores, a label for each: classes are the last axis of tokens, else the one after the batch."""
    return outputs(node) // node.shape[1 if is_spatial(node.shape) else -1]
