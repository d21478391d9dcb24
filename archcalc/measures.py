"""What can be measured at every node of a graph, before any convention says what counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

from archcalc.graph import Graph, Node
from archcalc.rules.operator import Cost, Op, Shape


class Figures(NamedTuple):
    """What one operator holds and does on given inputs: values by role, operations by kind."""

    weight: int
    bias: int
    affine: int
    buffer: int
    cost: Cost


@lru_cache(maxsize=65536)
def _figures(op: Op, output: Shape, inputs: tuple[Shape, ...]) -> Figures:
    counts: Counter[str] = Counter()
    for weight in op.weights(*inputs).values():
        counts[weight.role] += prod(weight.shape)
    return Figures(counts["weight"], counts["bias"], counts["affine"], counts["buffer"], op.cost(output, *inputs))


def figures(node: Node) -> Figures:
    """A node's counts."""
    return _figures(node.op, node.shape, node.input_shapes)


def _each(count: Callable[[Node], int]) -> Callable[[Graph], Sequence[int]]:
    """A measure that looks at one node at a time."""
    return lambda graph: [count(node) for node in graph.nodes]


MEASURES: dict[str, Callable[[Graph], Sequence[int]]] = {
    "outputs": _each(lambda node: prod(node.shape)),
    "inputs": _each(lambda node: sum(map(prod, node.input_shapes))),
    "weights": _each(lambda node: figures(node).weight),
    "biases": _each(lambda node: figures(node).bias),
    "affine": _each(lambda node: figures(node).affine),
    "buffers": _each(lambda node: figures(node).buffer),
    "macs": _each(lambda node: figures(node).cost.macs),
    "adds": _each(lambda node: figures(node).cost.adds),
    "compares": _each(lambda node: figures(node).cost.compares),
    "divides": _each(lambda node: figures(node).cost.divides),
    "exponentials": _each(lambda node: figures(node).cost.exponentials),
}
"""Each measure gives one number for every node, in the graph's order."""
