"""The gradients of activations: how much of them is alive at once in the backward pass."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.autograd import Saving, is_loss, learning
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph, Node
from archcalc.training.memory_format.turned_images import Copy

_HANDED_ON = frozenset({"sum", "stacks"})
"""Traits of operators whose inputs' gradients are the output's, or parts of it, as those of views are."""


class LiveGradients(NamedTuple):
    """Bytes of activations' gradients: the most while a layer goes backward, and those that are left behind it."""

    most: int = 0
    left: int = 0


def live(graph: Graph, saving: Saving, widths: list[int]) -> list[LiveGradients]:
    """The gradients of activations that are alive while every node goes backward, layers in reverse.

    A number of a node's gradient takes as many bytes as one of its output, as `widths` tells them.

    A layer's gradient is there from its last reader, which is the first to hand one back, until the layer itself is
    done; gradients that several readers hand back are added up, in place where nobody else holds them. The input has
    none; the loss gives that of the logits. Gradients inside window attention are left out.
    """
    learns = learning(graph, saving.frozen)
    buffers, found = _Buffers(), [LiveGradients()] * len(graph.nodes)
    sizes = [width * outputs(node) for width, node in zip(widths, graph.nodes, strict=True)]
    for i in reversed(range(len(graph.nodes))):
        node = graph.nodes[i]
        if not learns[i]:
            continue
        buffers.most = buffers.alive
        if i not in buffers.of:
            buffers.hold(i, buffers.make(sizes[i]))
        buffers.use(widths[i] * node.op.gradients_inside(node.shape, *node.input_shapes), i)
        for position in node.inputs:
            if learns[position]:
                given = (_hands_on(node, saving.training) or is_loss(graph, i)) and widths[position] == widths[i]
                buffers.receive(position, sizes[position], buffers.of[i] if given else None)
        buffers.release(i)
        found[i] = LiveGradients(buffers.most, buffers.alive)
    return found


def _hands_on(node: Node, training: bool) -> bool:
    """True where the gradients of a layer's inputs lie in the memory of its output's."""
    return node.op.is_view(training) or isinstance(node.op, Copy) or not node.op.traits.isdisjoint(_HANDED_ON)


class _Buffers:
    """Pieces of memory, each held by the layers whose gradients lie in it, and the most that were there at once."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.holders: list[set[int]] = []
        self.of: dict[int, int] = {}
        self.alive = self.most = 0

    def make(self, size: int) -> int:
        self.sizes.append(size)
        self.holders.append(set())
        self.alive += size
        self.most = max(self.most, self.alive)
        return len(self.sizes) - 1

    def use(self, size: int, layer: int) -> None:
        """Take memory and give it back, when a layer's gradient has been read and, unless others hold it, is gone."""
        alone = self.holders[self.of[layer]] == {layer}
        self.most = max(self.most, self.alive + size - (self.sizes[self.of[layer]] if alone else 0))

    def hold(self, layer: int, buffer: int) -> None:
        self.holders[buffer].add(layer)
        self.of[layer] = buffer

    def release(self, layer: int) -> None:
        self.holders[self.of[layer]].remove(layer)
        self._free(self.of.pop(layer))

    def receive(self, layer: int, size: int, given: int | None) -> None:
        """A gradient for a layer, in memory that is `given` or new; added to what is there already."""
        incoming = self.make(size) if given is None else given
        if layer in self.of and self.holders[self.of[layer]] == {layer}:
            self._free(incoming)
            return
        if layer in self.of:
            total = self.make(size)
            self.release(layer)
            self._free(incoming)
            incoming = total
        self.hold(layer, incoming)

    def _free(self, buffer: int) -> None:
        self.alive -= 0 if self.holders[buffer] else self.sizes[buffer]
