"""Nodes that are alike: the same operator on the same shapes, with the same weights elsewhere.

A network of a hundred thousand layers has a few dozen such kinds; whatever looks at a node by itself looks at one of
each kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import mul
from typing import Any, TypeVar, overload

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.counted import COUNTED
from archcalc.network.graph import Borrowed, Graph, Node

_Value_co = TypeVar("_Value_co", covariant=True)
_Found = TypeVar("_Found")


class NodeKinds(NamedTuple):
    """The kinds of a graph's nodes: each node's, the first node of each, and how many nodes each has."""

    kinds: list[int]
    nodes: list[Node]
    sizes: list[int]


class PerKind(Sequence[_Value_co]):
    """A value for every node, held once for each kind of nodes."""

    def __init__(self, values: list[_Value_co], alike: NodeKinds) -> None:
        self.values, self.alike = values, alike

    def __len__(self) -> int:
        return len(self.alike.kinds)

    def __iter__(self) -> Iterator[_Value_co]:
        return map(self.values.__getitem__, self.alike.kinds)

    @overload
    def __getitem__(self, at: int) -> _Value_co: ...

    @overload
    def __getitem__(self, at: slice) -> list[_Value_co]: ...

    def __getitem__(self, at: int | slice) -> _Value_co | list[_Value_co]:
        if isinstance(at, slice):
            return [self.values[kind] for kind in self.alike.kinds[at]]
        return self.values[self.alike.kinds[at]]


def alike(graph: Graph) -> NodeKinds:
    """The kinds of nodes; those of the graph looked at last are remembered."""
    return COUNTED.of(graph, _alike)


def _alike(graph: Graph) -> NodeKinds:
    # shapes by identity, as equal ones may be of different kinds: a signal, a vector for each token; where a graph is
    # built, inputs that are equal are one object
    numbers: dict[tuple[int, int, int, tuple[Borrowed, ...]], int] = {}
    nodes: list[Node] = []
    kinds: list[int] = []
    for node in graph.nodes:
        key = (id(node[1]), id(node[3]), id(node[4]), node[7])
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(nodes)
            nodes.append(node)
        kinds.append(number)
    counted = Counter(kinds)
    return NodeKinds(kinds, nodes, [counted[number] for number in range(len(nodes))])


def spread(graph: Graph, work: Callable[[Node], _Found]) -> PerKind[_Found]:
    """What a function, which looks at one node by itself, finds of every node."""
    kinds = alike(graph)
    return PerKind(list(map(work, kinds.nodes)), kinds)


def combined(work: Callable[..., _Found], *columns: Iterable[Any]) -> Sequence[_Found]:
    """What a function makes of a value of each column, node by node; once for each kind where all are spread so."""
    first = columns[0]
    if isinstance(first, PerKind) and all(isinstance(each, PerKind) and each.alike is first.alike for each in columns):
        return PerKind(list(map(work, *(each.values for each in columns if isinstance(each, PerKind)))), first.alike)
    return list(map(work, *columns))


def together(*cells: Any) -> tuple[Any, ...]:
    """Cells side by side."""
    return cells


def total(column: Iterable[int]) -> int:
    """The sum of a column."""
    if isinstance(column, PerKind):
        return sum(map(mul, column.values, column.alike.sizes))
    return sum(column)
