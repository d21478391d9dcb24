"""A graph's operators as steps: one operator a step or, fused, a convolution with what stands before and after it.

    batch_norm -> relu -> conv -> batch_norm -> add -> relu
    '-- start --'         main    '------- finish -------'

Only an operator that nobody else reads is fused into its neighbour, so that every volume somebody reads is still made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from archcalc.network.graph import Graph, Node


class Group(NamedTuple):
    """The operators of one step, by position in the graph; those that are not there are None."""

    main: int
    norm_before: int | None = None
    activation_before: int | None = None
    norm: int | None = None
    add: int | None = None
    activation: int | None = None

    @property
    def members(self) -> tuple[int, ...]:
        """Every operator, in the graph's order."""
        return tuple(sorted(position for position in self if position is not None))

    @property
    def last(self) -> int:
        """The operator whose volume the step makes."""
        return next(each for each in (self.activation, self.add, self.norm, self.main) if each is not None)

    def inputs(self, graph: Graph) -> tuple[int, ...]:
        """What the step reads, the main input first."""
        inside = set(self.members)
        return tuple(position for member in self.members for position in graph.nodes[member].inputs
                     if position not in inside)


def single(graph: Graph) -> tuple[Group, ...]:
    """Every operator by itself."""
    return tuple(map(Group, range(len(graph.nodes))))


def fused(graph: Graph, kept: Collection[int] = ()) -> tuple[Group, ...]:
    """Operators in groups; the volumes at the positions `kept` are made, whoever reads them."""
    return tuple(sorted(_Fusion(graph, kept).groups(), key=lambda group: group.last))


class _Fusion:
    """The groups while they are found; an operator is in one group only."""

    def __init__(self, graph: Graph, kept: Collection[int]) -> None:
        self.nodes, self.kept = graph.nodes, frozenset(kept)
        self.readers: list[list[int]] = [[] for _ in graph.nodes]
        for position, node in enumerate(graph.nodes):
            for read in node.inputs:
                self.readers[read].append(position)
        self.taken: set[int] = set()

    def groups(self) -> Iterator[Group]:
        for position, node in enumerate(self.nodes):
            if "plain-convolution" in node.op.traits:
                yield self.took(self.around(position))
        for position, node in enumerate(self.nodes):
            if position not in self.taken:
                own = "own-volume" in node.op.traits and "stacks" not in node.op.traits
                activation = self.after(position, _is_activation) if own else None
                yield self.took(Group(position, activation=activation))

    def took(self, group: Group) -> Group:
        self.taken.update(group.members)
        return group

    def around(self, conv: int) -> Group:
        norm_before, activation_before = self.before(conv)
        norm = self.after(conv, lambda node: "running-statistics" in node.op.traits)
        end = conv if norm is None else norm
        add = self.after(end, lambda node: "sum" in node.op.traits and len(set(node.inputs)) == 2)
        end = end if add is None else add
        return Group(conv, norm_before, activation_before, norm, add, self.after(end, _is_activation))

    def before(self, conv: int) -> tuple[int | None, int | None]:
        """The norm and the activation that only this convolution reads."""
        read = self.nodes[conv].inputs[0]
        activation = read if _is_activation(self.nodes[read]) and self.only(read) == conv else None
        if activation is not None:
            read = self.nodes[activation].inputs[0]
        alone = self.only(read) == (conv if activation is None else activation)
        return (read if alone and "running-statistics" in self.nodes[read].op.traits else None), activation

    def after(self, position: int, wanted: Callable[[Node], bool]) -> int | None:
        """The only reader of a volume, if it is of the kind wanted."""
        reader = self.only(position)
        return reader if reader is not None and wanted(self.nodes[reader]) else None

    def only(self, position: int) -> int | None:
        """The only reader of a volume, unless the volume is wanted for itself or either is in a group already."""
        readers = self.readers[position]
        alone = len(readers) == 1 and position not in self.kept and not self.taken & {position, readers[0]}
        return readers[0] if alone else None


def _is_activation(node: Node) -> bool:
    return node.op.writes
