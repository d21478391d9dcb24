"""What a convention is: a named, sourced rule for what is counted. The conventions themselves are one to a file."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import prod
from typing import NamedTuple

from archcalc.graph import Node
from archcalc.rules.operator import Cost, Op, Shape

KINDS = ("memory", "params", "operations")
DTYPES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "int8": 1}
"""Bytes per value."""

QUIET = frozenset({"activation", "dropout", "reshape", "merge", "norm", "token"})
"""Families that the lecture's table leaves out, where they count nothing."""


class Figures(NamedTuple):
    """What one operator counts on given inputs, by role and by kind, before any convention."""

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


class Memory(NamedTuple):
    """Values held: the outputs of some families, and perhaps the inputs of some once more."""

    rule: str
    source: str
    outputs: frozenset[str]
    inputs_again: frozenset[str] = frozenset()

    def count(self, node: Node) -> int:
        """Values that this rule counts at a node."""
        values = prod(node.shape) if node.op.family in self.outputs else 0
        if node.op.family in self.inputs_again:
            values += sum(map(prod, node.input_shapes))
        return values


class Params(NamedTuple):
    """Arrays counted by their role: weight, bias, affine, buffer."""

    rule: str
    source: str
    roles: tuple[str, ...]

    def count(self, node: Node) -> int:
        """Parameters that this rule counts at a node."""
        counts = figures(node)
        return sum(getattr(counts, role) for role in self.roles)


class Operations(NamedTuple):
    """Operations weighted by their kind."""

    rule: str
    source: str
    weights: Cost

    def count(self, node: Node) -> int:
        """Operations that this rule counts at a node."""
        return sum(weight * number for weight, number in zip(self.weights, figures(node).cost, strict=True) if weight)


Rule = Memory | Params | Operations
