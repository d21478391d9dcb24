"""Conventions as data: named, sourced sums of terms. The conventions themselves are one to a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import mul

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.base.units import VALUE_BYTES
from archcalc.counting.measures import MEASURES, measured
from archcalc.counting.measures.alike import combined, spread, total
from archcalc.counting.measures.counted import COUNTED
from archcalc.counting.print_style import PLAIN, Style
from archcalc.network.graph import Graph

KINDS = ("memory", "params", "operations")
_INTEGERS = frozenset(name for name in VALUE_BYTES if "int" in name)
_BIAS = 4
"""The bytes of a bias beside integers: an int32."""


def folds(asked: bool | None, dtype: str) -> bool:
    """True where batch norms are folded: as asked for, or else where numbers are integers, as converters do."""
    return dtype in _INTEGERS if asked is None else asked


def unfolded(dtype: str, graphs: Iterable[Graph] | None = None) -> tuple[str, ...]:
    """A sentence for reports that fold no norms, where numbers are integers; `graphs` are those that it is about."""
    if not folds(None, dtype):
        return ()
    norms = None if graphs is None else sum("running-statistics" in node.op.traits
                                            for graph in graphs for node in graph.nodes)
    told = "" if norms is None else f"{norms} "
    return () if norms == 0 else (f"norms: {told}batch norms are counted by themselves, not folded into convolutions, "
                                  f"as they are where numbers are {dtype} (archcalc show folds them)",)


def value_bytes(dtype: str) -> int:
    """The bytes of one value of a type. Raises ArchcalcError for an unknown one."""
    if dtype not in VALUE_BYTES:
        raise unknown("dtype", dtype, VALUE_BYTES)
    return VALUE_BYTES[dtype]


def bias_bytes(dtype: str) -> int:
    """The bytes of a bias."""
    return _BIAS if dtype in _INTEGERS else VALUE_BYTES[dtype]


def weight_layers(graph: Graph) -> int:
    """The convolutions and fully connected layers, which papers count as layers."""
    return total(spread(graph, lambda node: "weight-layer" in node.op.traits))


def depth(graph: Graph) -> int:
    """The most convolutions and fully connected layers on one way through the network."""
    longest: list[int] = []
    for node in graph.nodes:
        longest.append(max((longest[i] for i in node.inputs), default=0) + ("weight-layer" in node.op.traits))
    return max(longest)


Names = frozenset[str]
"""Operators by their own names or by traits."""


def _names(graph: Graph) -> Sequence[Names]:
    """What every node is called."""
    return spread(graph, lambda node: node.op.names)


class _Counting(NamedTuple):
    """A count that terms of several conventions share, made once of each network."""

    measure: str
    at: Names | None
    factor: int
    but: Names

    def __call__(self, graph: Graph) -> Sequence[int]:
        _, at, factor, but = self
        numbers = measured(graph, self.measure)
        if at is None and not but:
            return numbers if factor == 1 else combined(lambda number: number * factor, numbers)
        return combined(lambda names, number: number * factor if (at is None or not names.isdisjoint(at))
                        and names.isdisjoint(but) else 0, COUNTED.of(graph, _names), numbers)


def _sum(*parts: int) -> int:
    return sum(parts)


class Term(NamedTuple):
    """One term of a count: a measure, at some operators and not at others, times a factor.

    `name` says which part of a layer this is, in the same words in every convention: outputs, products, biases.
    `value_bytes` is what one value takes; None: what the value's type takes.
    """

    name: str
    measure: str
    at: Names | None = None
    factor: int = 1
    but: Names = frozenset()
    value_bytes: int | None = None

    def counts(self, graph: Graph) -> Sequence[int]:
        """The counts of this term at every node."""
        counting = _Counting(self.measure, self.at, self.factor, self.but)
        return COUNTED.of(graph, counting)  # type: ignore[arg-type] # mypy calls no named tuple

    @property
    def how(self) -> str:
        """The term in words: 4 x values out."""
        words = MEASURES[self.measure].words
        return words if self.factor == 1 else f"{self.factor} x {words}"


class Doubt(NamedTuple):
    """A known fault of a tool, and its reason: in networks in which a measure finds something at some operators."""

    why: str
    at: Names | None = None
    measure: str = "layers"

    def concerns(self, graph: Graph) -> bool:
        """True where the network has such operators."""
        return any(Term("", self.measure, self.at).counts(graph))


class Rule(NamedTuple):
    """One kind of figure as a convention counts it: in a sentence, by whom, and as a sum of terms.

    `copies` says how many times the bytes of the values are taken: twice for values and their gradients. `style` is how
    the tool prints the count, or the bytes.
    """

    rule: str
    source: str
    terms: tuple[Term, ...]
    style: Style = PLAIN
    copies: int = 1
    doubts: tuple[Doubt, ...] = ()

    @property
    def names(self) -> Names:
        """The operators and traits that it selects by."""
        chosen = (names for term in self.terms for names in (term.at, term.but))
        return frozenset[str]().union(*(names or () for names in (*chosen, *(doubt.at for doubt in self.doubts))))

    def counts(self, graph: Graph) -> Sequence[int]:
        """The counts at every node; their sum is the total."""
        return combined(_sum, *(term.counts(graph) for term in self.terms))

    def sizes(self, graph: Graph, value_bytes: int) -> Sequence[int]:
        """The bytes at every node, where a value takes `value_bytes` unless the convention says otherwise."""
        sizes = [self.each(term, value_bytes) for term in self.terms]
        return combined(lambda *counts: sum(map(mul, counts, sizes)), *(term.counts(graph) for term in self.terms))

    def each(self, term: Term, value_bytes: int) -> int:
        """The bytes that are taken for one value of a term."""
        return self.copies * (term.value_bytes or value_bytes)

    def total(self, graph: Graph, value_bytes: int) -> tuple[int, int]:
        """The count of the whole network, and its bytes."""
        sums = [(total(term.counts(graph)), self.each(term, value_bytes)) for term in self.terms]
        return sum(count for count, _ in sums), sum(count * size for count, size in sums)


class Convention(NamedTuple):
    """A named way of counting: a rule for each kind of figure that it counts."""

    memory: Rule | None = None
    params: Rule | None = None
    operations: Rule | None = None

    @property
    def rules(self) -> dict[str, Rule]:
        """The rules by kind, of those kinds that are counted."""
        return {kind: rule for kind, rule in self._asdict().items() if rule is not None}
