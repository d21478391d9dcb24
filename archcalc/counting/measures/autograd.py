"""The values that PyTorch keeps of a forward pass for the backward pass.

Every operator says what it needs; an array that two layers keep is there once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.in_place import Overwrites, as_pytorch, none, owners
from archcalc.counting.measures.measure import Measure
from archcalc.counting.measures.per_layer import is_trained, outputs
from archcalc.network.graph import Graph, Node
from archcalc.operators.saved_for_backward import INPUTS, INPUTS_AND_OUTPUT, OUTPUT, Circumstances, Saved


class Saving(NamedTuple):
    """Under what circumstances a network saves: those of its layers, of which some, by name, are frozen."""

    training: bool = False
    in_place: bool = True
    fused: bool = True
    frozen: frozenset[str] = frozenset()
    autocast: bool = False

    def at(self, node: Node) -> Circumstances:
        """The circumstances of one layer."""
        return Circumstances(self.training, self.in_place, self.fused, trained=is_trained(node, self.frozen),
                             autocast=self.autocast)

    @property
    def overwrites(self) -> Overwrites:
        """The operators that write over their input."""
        return as_pytorch if self.in_place else none


_NOTHING = Saved()


def learning(graph: Graph, frozen: frozenset[str] = frozenset()) -> list[bool]:
    """For every node, by position, true where it or anything before it is trained: only there a gradient goes."""
    found: list[bool] = []
    for node in graph.nodes:
        found.append(is_trained(node, frozen) or any(found[position] for position in node.inputs))
    return found


def saved(graph: Graph, saving: Saving) -> list[Saved]:
    """The values saved at every node; an array that several layers keep is counted at the layer that made it."""
    kept, learns = kept_outputs(graph, saving), learning(graph, saving.frozen)
    return [(_beside(node, saving) if learns[i] else _NOTHING)._replace(output=outputs(node) if kept[i] else 0)
            for i, node in enumerate(graph.nodes)]


def readings(graph: Graph, saving: Saving) -> list[frozenset[int]]:
    """For every node, by position, the outputs that it keeps, each as the node in whose memory it lies."""
    owner, learns = owners(graph, saving.overwrites, training=saving.training), learning(graph, saving.frozen)
    return [frozenset(owner[position] for position in _kept(i, node, saving))
            if learns[i] and not is_loss(graph, i) else frozenset() for i, node in enumerate(graph.nodes)]


def kept_outputs(graph: Graph, saving: Saving) -> list[bool]:
    """For every node, true where the memory of its output is kept, by whichever layers."""
    kept = frozenset[int]().union(*readings(graph, saving))
    return [i in kept for i in range(len(graph.nodes))]


def is_loss(graph: Graph, i: int) -> bool:
    """True for a softmax at the end, which PyTorch's networks leave to the loss."""
    return i in graph.outputs and "loss" in graph.nodes[i].op.traits


def _kept(i: int, node: Node, saving: Saving) -> Iterator[int]:
    """The nodes whose outputs a node keeps, by position."""
    volumes = node.op.needs(saving.at(node))
    if volumes in {OUTPUT, INPUTS_AND_OUTPUT}:
        yield i
    if volumes in {INPUTS, INPUTS_AND_OUTPUT}:
        yield from node.inputs


def _beside(node: Node, saving: Saving) -> Saved:
    """The values that a node saves besides outputs."""
    return node.op.saved(saving.at(node), node.shape, *node.input_shapes)


def _counted(words: str, saving: Saving, count: Callable[[Saved], int]) -> Measure:
    """A part of what is saved at every node."""
    return Measure(words, lambda graph: list(map(count, saved(graph, saving))))


def _with_fixed(graph: Graph) -> list[int]:
    """The outputs of products of what learns with what does not."""
    learns = learning(graph)
    kept = [len({learns[i] for i in node.inputs}) == 2 and node.op.needs(_IN_USE.at(node)) == INPUTS
            for node in graph.nodes]
    return [outputs(node) if kept[i] else 0 for i, node in enumerate(graph.nodes)]


def _of_fixed(graph: Graph) -> list[int]:
    """The outputs of what reads nothing that learns."""
    learns = learning(graph)
    return [0 if any(learns[i] for i in node.inputs) else outputs(node) for node in graph.nodes]


_IN_USE, _IN_TRAINING = Saving(), Saving(training=True)

MEASURES = {
    "saved": _counted("values kept for the backward pass", _IN_USE, lambda each: each.output),
    "saved_in_training": _counted("values kept for the backward pass", _IN_TRAINING, lambda each: each.output),
    "maxima_saved": _counted("places of maxima", _IN_USE, lambda each: each.maxima),
    "statistics_saved": _counted("means, deviations and sums of scores", _IN_USE, lambda each: each.statistics),
    "statistics_saved_in_training": _counted("means, deviations and sums of scores", _IN_TRAINING,
                                             lambda each: each.statistics),
    "parts_saved": _counted("what LRN, attention and recurrent layers keep of their own steps", _IN_USE,
                             lambda each: each.parts),
    "products_with_fixed": Measure("values out of products with what does not learn", _with_fixed),
    "outputs_of_fixed": Measure("values out of what reads nothing that learns", _of_fixed),
    "masks_saved": _counted("masks", _IN_TRAINING, lambda each: each.masks),
}
