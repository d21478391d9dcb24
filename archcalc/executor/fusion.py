"""A graph's operators as steps: one operator a step or, fused, a convolution with its prologue and its epilogue.

    batch_norm -> relu -> conv -> batch_norm -> add -> relu
    '--- prologue ---'    main    '------ epilogue ------'

To the executor the product of tokens with one matrix is a convolution, too: linear -> layer_scale -> add. Only an
operator that nobody else reads is fused into its neighbour, so that every volume somebody reads is still made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph, Node


class FusedStep(NamedTuple):
    """The operators of one step, by position in the graph; those that are not there are None."""

    main: int
    prologue_norm: int | None = None
    prologue_activation: int | None = None
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
        """The volumes that the step reads, the main input first."""
        inside = set(self.members)
        return tuple(position for member in self.members for position in graph.nodes[member].inputs
                     if position not in inside)


def convolves(node: Node) -> bool:
    """True where an operator is a convolution, or a product of several tokens' features, which is one of 1x1."""
    return "plain-convolution" in node.op.traits or \
        ("plain-product" in node.op.traits and len(node.shape) == 3 and node.shape[0] * node.shape[1] > 1)


def one_by_one(graph: Graph) -> tuple[FusedStep, ...]:
    """Every operator by itself."""
    return tuple(map(FusedStep, range(len(graph.nodes))))


def fused(graph: Graph, kept: Collection[int] = ()) -> tuple[FusedStep, ...]:
    """Convolutions with prologues and epilogues; the volumes at the positions `kept` are made, whoever reads them."""
    return tuple(sorted(_Fusion(graph, kept).steps(), key=lambda step: step.last))


class _Fusion:
    """The steps while they are found; an operator is in one step only."""

    def __init__(self, graph: Graph, kept: Collection[int]) -> None:
        self.nodes, self.kept = graph.nodes, frozenset(kept)
        self.readers: list[list[int]] = [[] for _ in graph.nodes]
        for position, node in enumerate(graph.nodes):
            for read in node.inputs:
                self.readers[read].append(position)
        self.fused: set[int] = set()

    def steps(self) -> Iterator[FusedStep]:
        for position, node in enumerate(self.nodes):
            if convolves(node):
                yield self.claimed(self.convolution(position))
        for position, node in enumerate(self.nodes):
            if position not in self.fused:
                own = "own-volume" in node.op.traits and "stacks" not in node.op.traits
                activation = self.sole_reader_that(position, _is_activation) if own else None
                yield self.claimed(FusedStep(position, activation=activation))

    def claimed(self, step: FusedStep) -> FusedStep:
        self.fused.update(step.members)
        return step

    def convolution(self, conv: int) -> FusedStep:
        """A convolution with all neighbours that fuse with it."""
        prologue_norm, prologue_activation = self.prologue(conv)
        norm = self.sole_reader_that(conv, lambda node: "channel-factors" in node.op.traits and self.along(conv, node))
        end = conv if norm is None else norm
        add = self.sole_reader_that(end, lambda node: "sum" in node.op.traits and len(node.inputs) == 2)
        end = end if add is None else add
        activation = self.sole_reader_that(end, _is_activation)
        return FusedStep(conv, prologue_norm, prologue_activation, norm, add, activation)

    def along(self, conv: int, norm: Node) -> bool:
        """True where what a norm takes for channels are those of a convolution."""
        channels = 1 if "plain-convolution" in self.nodes[conv].op.traits else len(norm.shape) - 1
        return norm.op.channel_axis(norm.shape) == channels

    def prologue(self, conv: int) -> tuple[int | None, int | None]:
        """The norm and the activation that only this convolution reads."""
        read = self.nodes[conv].inputs[0]
        activation = read if _is_activation(self.nodes[read]) and self.sole_reader(read) == conv else None
        if activation is not None:
            read = self.nodes[activation].inputs[0]
        alone = self.sole_reader(read) == (conv if activation is None else activation)
        norm = self.nodes[read]
        return (read if alone and "channel-factors" in norm.op.traits and self.along(conv, norm) else None), activation

    def sole_reader_that(self, position: int, fits: Callable[[Node], bool]) -> int | None:
        """The only reader of a volume, if it is of the kind wanted."""
        reader = self.sole_reader(position)
        return reader if reader is not None and fits(self.nodes[reader]) else None

    def sole_reader(self, position: int) -> int | None:
        """The only reader of a volume, unless the volume is wanted for itself or either is in a step already."""
        readers = self.readers[position]
        alone = len(readers) == 1 and position not in self.kept and not self.fused & {position, readers[0]}
        return readers[0] if alone else None


def _is_activation(node: Node) -> bool:
    return node.op.writes
