"""The gradients of parameters: where in the backward pass each appears, and what adding one to it takes."""

from __future__ import annotations

from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph
from archcalc.training.memory import Choices


class WeightGradients(NamedTuple):
    """Bytes at a layer's backward pass: gradients that appear and stay, and what adding takes for a moment."""

    appear: int = 0
    added: int = 0


def weight_gradients(graph: Graph, choices: Choices) -> list[WeightGradients]:
    """For every node, by position, what the gradients of its parameters take as the backward pass comes to it.

    A weight that several layers share has one gradient from each. The first, from the layer that reads it last, stays;
    each other is there beside it until it is added: in place, but for a matrix, whose gradient is a transposed view
    that PyTorch adds to in new memory.
    """
    size, there, found = choices.precision.gradient, set[str](), [WeightGradients()] * len(graph.nodes)
    for i, node in reversed([*enumerate(graph.nodes)]):
        appear = added = sums = 0
        for name, weight in node.op.weights(*node.input_shapes).items():
            holder = node.elsewhere.get(name, f"{node.name}.{name}")
            if weight.role == "buffer" or holder.rpartition(".")[0] in choices.frozen:
                continue
            values = prod(weight.shape)
            if holder in there:
                added, sums = added + values, max(sums, values * (len(weight.shape) == 2))
            else:
                appear += values
            there.add(holder)
        found[i] = WeightGradients(size * appear, size * (added + sums))
    return found
