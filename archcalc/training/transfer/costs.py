"""Costs of each way of transfer learning: parameters that are trained, memory, arithmetic, room for codes.

The products of an epoch are those of the forward pass, one more time for the gradient of every trained matrix, and once
more for the gradient of every input before which something is trained. What comes before all that is trained gives the
same values in every epoch: they can be computed once, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures import figures
from archcalc.counting.measures.autograd import learning
from archcalc.counting.measures.backward_products import of_inputs
from archcalc.counting.measures.per_layer import is_trained, learned
from archcalc.network.graph import Graph, whole
from archcalc.network.subgraph import entrance
from archcalc.training.course import course
from archcalc.training.memory import Choices
from archcalc.training.moments import peak
from archcalc.training.precision import precision
from archcalc.training.training_step import training_step
from archcalc.training.transfer import freezing
from archcalc.training.transfer.data_situations import EARLIER, LARGE, OPTIONS, TUNED, Option
from archcalc.training.transfer.new_head import Transferred, is_added, on_earlier, with_new_head


class TransferTask(NamedTuple):
    """The task to be learned, and the way.

    `cut` names the layer whose activations are the earlier ones, `tuned` tells how much of the network is its last
    part, `large_from` how many images are many.
    """

    classes: int
    images: int
    cut: str | None = None
    tuned: float = TUNED
    optimizer: str = "momentum"
    dtype: str = "float32"
    large_from: int = LARGE


class TransferWay(NamedTuple):
    """One option on one network: the graph with its new classifier, the layers that begin anew, and the frozen ones."""

    option: Option
    graph: Graph
    new: frozenset[int]
    frozen: frozenset[str]


class Cached(NamedTuple):
    """The last frozen values, kept: the layer that gives them, their bytes, the rest of the network.

    `shape` is that of one code, `macs_once` what an image takes as far as there.
    """

    layer: str
    shape: tuple[int, ...]
    rest: Graph
    macs_once: int


def ways(graph: Graph, wanted: TransferTask, until: str | None = None,
         unfrozen: Iterable[str] = ()) -> list[TransferWay]:
    """Every option for a network; first, if they are told, the layers that the user freezes. Raises ArchcalcError."""
    network, words = with_new_head(whole(graph, "planned"), wanted.classes), tuple(unfrozen)
    earlier = on_earlier(graph, _cut(graph, wanted.cut), wanted.classes)
    makes = {
        "codes": (network, frozenset(range(len(graph.nodes)))),
        "earlier": (earlier, frozenset(range(len(earlier.graph.nodes)))),
        "some": (network, freezing.before_last(graph, wanted.tuned)),
        "all": (network, frozenset[int]()),
        "scratch": (network, frozenset[int]()),
    }
    found = [_way(option, *makes[option.name]) for option in OPTIONS]
    if until or words:
        found.insert(0, _way(Option("asked", "the layers as asked"), network, freezing.chosen(graph, until, words)))
    return found


def _way(option: Option, made: Transferred, frozen: frozenset[int]) -> TransferWay:
    names = frozenset(made.graph.nodes[position].name for position in frozen - made.new
                      if learned(made.graph.nodes[position]))
    return TransferWay(option, made.graph, made.new, names)


def _cut(graph: Graph, name: str | None) -> int:
    """The layer whose activations are classified: the one that is named, or the last of the first half."""
    if name is None:
        return freezing.after_share(graph, EARLIER)
    return max(freezing.named(graph, [name])[name])


def parameters(way: TransferWay) -> tuple[int, int]:
    """The numbers of trained and of frozen parameters."""
    counts = [(learned(node), node.name in way.frozen) for node in way.graph.nodes]
    return sum(count for count, frozen in counts if not frozen), sum(count for count, frozen in counts if frozen)


def epoch(graph: Graph, frozen: frozenset[str], images: int) -> int:
    """The MACs of one epoch: forward, and backward as far as anything is trained."""
    learns = learning(graph, frozen)
    total = 0
    for node in graph.nodes:
        cost = figures(node).cost
        total += cost.macs
        trained, learnt = is_trained(node, frozen), [learns[position] for position in node.inputs]
        total += cost.macs - cost.paired if trained else 0
        total += of_inputs(node, learnt) if trained or any(learnt) else 0
    return total * images // graph.batch


def cached(way: TransferWay) -> Cached | None:
    """The frozen layers run once, up to the last through which everything goes; None where that is the input.

    Dropout draws anew in every epoch: what is kept is what comes before it.
    """
    graph, position = way.graph, _last_common(way)
    if not graph.nodes[position].inputs:
        return None
    while "random" in graph.nodes[position].op.traits:
        (position,) = graph.nodes[position].inputs
    once = sum(figures(each).cost.macs for each in graph.nodes[:position + 1]) // graph.batch
    own = next(node for node in reversed(graph.nodes[:position + 1]) if not is_added(node))
    return Cached(own.name, graph.nodes[position].volume, _rest(graph, position), once)


def _last_common(way: TransferWay) -> int:
    """The last position before all that is trained, from which alone everything after reads."""
    nodes = way.graph.nodes
    last = list(range(len(nodes)))
    for position, node in enumerate(nodes):
        for read in node.inputs:
            last[read] = position
    found = furthest = 0
    for position, node in enumerate(nodes):
        if is_trained(node, way.frozen):
            break
        if furthest <= position:
            found = position
        furthest = max(furthest, last[position])
    return found


def _rest(graph: Graph, position: int) -> Graph:
    """The network after a layer, with that layer's values as its input."""
    moved = [node._replace(inputs=tuple(max(0, read - position) for read in node.inputs))
             for node in graph.nodes[position + 1:]]
    outputs = tuple(output - position for output in graph.outputs if output > position)
    return graph._replace(nodes=(entrance(graph.nodes[position]), *moved), outputs=outputs or (0,))


def memory(graph: Graph, way: TransferWay, wanted: TransferTask) -> int:
    """The bytes of the largest moment of a training step on a graph of this way.

    Where little is kept for the backward pass, that is in the forward pass through frozen layers.
    """
    frozen = way.frozen & {node.name for node in graph.nodes}
    choices = Choices(wanted.optimizer, wanted.dtype, frozen=frozen).checked(graph)
    return peak(training_step(course(graph, choices)))


def code_bytes(shape: tuple[int, ...], wanted: TransferTask) -> int:
    """The bytes of the kept values of all images."""
    return prod(shape) * precision(wanted.dtype).activation * wanted.images


def learning_rate(graph: Graph) -> str | None:
    """The learning rate that the network was trained with, if its file says a number first."""
    training = graph.about.description.get("training")
    told = str(training.get("learning_rate", "")) if isinstance(training, dict) else ""
    word = told.replace(",", " ").split(" ")[0]
    return word if word.replace(".", "", 1).replace("e-", "", 1).isdecimal() else None
