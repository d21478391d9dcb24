"""What a convention is: a named, sourced sum of terms. The conventions themselves are one to a file."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.graph import Graph
from archcalc.measures import MEASURES

KINDS = ("memory", "params", "operations")
DTYPES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "int8": 1}
"""Bytes per value."""

QUIET = frozenset({"activation", "dropout", "reshape", "merge", "norm", "token"})
"""Families that the lecture's table leaves out, where they count nothing."""

WEIGHT_LAYERS = frozenset({"convolution", "linear"})
"""Families that papers count as layers."""


class Term(NamedTuple):
    """One term of a count: a measure, at the nodes of some families (None: of all), times a factor."""

    name: str
    measure: str
    families: frozenset[str] | None = None
    factor: int = 1

    def counts(self, graph: Graph) -> list[int]:
        """What this term counts at every node."""
        return [number * self.factor if self.families is None or node.op.family in self.families else 0
                for node, number in zip(graph.nodes, MEASURES[self.measure](graph), strict=True)]


class Rule(NamedTuple):
    """How a convention counts one kind of figure: in a sentence, by whom, and as a sum of terms."""

    rule: str
    source: str
    terms: tuple[Term, ...]

    def counts(self, graph: Graph) -> list[int]:
        """What is counted at every node; the sum of these is the total."""
        return [sum(parts) for parts in zip(*(term.counts(graph) for term in self.terms), strict=True)]
