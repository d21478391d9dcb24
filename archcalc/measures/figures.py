"""What one operator holds and does on given inputs: values by role, operations by kind."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import prod
from typing import NamedTuple

from archcalc.graph import Node
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
