"""Counts of one operator on given inputs: values by role, operations by kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.alike import spread
from archcalc.counting.measures.counted import COUNTED
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Cost, Op, Shape


class Figures(NamedTuple):
    """Counts of one operator on given inputs: values by role, operations by kind."""

    weight: int
    bias: int
    affine: int
    buffer: int
    cost: Cost


_ROLES = ("weight", "bias", "affine", "buffer")
_HERE: frozenset[str] = frozenset()


@lru_cache(maxsize=16384)
def _figures(op: Op, output: Shape, inputs: tuple[Shape, ...], elsewhere: frozenset[str]) -> Figures:
    counts = dict.fromkeys(_ROLES, 0)
    for name, array in op.weights(*inputs).items():
        if name not in elsewhere:
            counts[array.role] += prod(array.shape)
    cost = op.cost(output, *inputs)
    assert set(map(type, (*counts.values(), *cost))) == {int}, "the rules give whole numbers"
    weight, bias, affine, buffer = counts.values()
    return Figures(weight, bias, affine, buffer, cost)


def figures(node: Node) -> Figures:
    """A node's counts; weights that another node holds are counted there."""
    elsewhere = frozenset(node.elsewhere) if node.shared else _HERE
    try:
        return _figures(node.op, node.shape, node.input_shapes, elsewhere)
    except Exception as error:  # whatever a stranger's rule raises, or gives
        from archcalc.operators import rule_errors

        rule_errors.blame(error)


def applied(node: Node) -> Figures:
    """A node's counts with all the weights that it works with, also those that another node holds."""
    return figures(node._replace(shared=()) if node.shared else node)


def all_figures(graph: Graph) -> Sequence[Figures]:
    """Every node's counts; those of the graph looked at last are remembered."""
    return COUNTED.of(graph, _each)


def _each(graph: Graph) -> Sequence[Figures]:
    return spread(graph, figures)
