"""The network of one rank of several that share each layer, as Megatron-LM shares them.

    whole -> attention, of which each rank has its heads -> summed
    whole -> linear, cut by units -> activations -> linear, cut by inputs -> summed
    words -> a share of the table's rows; scores -> a share of the units of the last layer

Other layers are whole on every rank. With sequence parallelism what lies between (norms, sums, dropout) has a share of
the tokens. Tables of words are padded to a multiple of 128 for each rank, as Megatron-LM pads them.
Source: Shoeybi et al. 2019 (Megatron-LM), section 3; Korthikanti et al. 2022, section 4.2.
"""

from __future__ import annotations

from collections import defaultdict
from math import prod

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.autograd import is_loss
from archcalc.counting.measures.per_layer import learned
from archcalc.network.graph import Graph, Node
from archcalc.operators.activation._base import Activation
from archcalc.operators.activation.dropout import Dropout
from archcalc.operators.activation.glu import Glu
from archcalc.operators.attention.attention import Attention
from archcalc.operators.linear.embedding import Embedding
from archcalc.operators.linear.linear import Linear
from archcalc.operators.linear.mixture import Mixture
from archcalc.operators.operator import Op
from archcalc.operators.operator_chain import ChainStep
from archcalc.operators.shape_kinds import is_tokens
from archcalc.operators.shapes import largest_divisor
from archcalc.training.parallel.collectives import (
    Exchange,
    Gathered,
    Scattered,
    all_reduced,
    gathered,
    routed,
    scattered,
)
from archcalc.training.parallel.expert_share import ExpertShare

_PADDED = 128
"""Megatron-LM's --make-vocab-size-divisible-by."""


class Division(NamedTuple):
    """The ranks that share each layer, whether they share tokens, too, and the ranks that share experts."""

    tensor: int = 1
    sequence: bool = False
    expert: int = 1


class RankGraph(NamedTuple):
    """The network of a rank, what it exchanges, and the layers with weights that it has whole."""

    graph: Graph
    exchanges: tuple[Exchange, ...]
    repeated: tuple[str, ...]
    padded: int


def rank_graph(graph: Graph, division: Division) -> RankGraph:
    """The network of a rank. Raises ArchcalcError for all that does not divide, at once."""
    writing = _Division(graph, division)
    for number, node in enumerate(graph.nodes):
        writing.layer(number, node)
    if writing.mistakes:
        raise ArchcalcError(writing.mistakes)
    made = graph._replace(nodes=tuple(writing.nodes), outputs=tuple(writing.places[i] for i in graph.outputs))
    return RankGraph(made, tuple(writing.exchanges), tuple(writing.repeated), writing.padded)


class _Division:
    """The layers of the rank so far, where each layer of the network is among them, and which are cut by features."""

    def __init__(self, graph: Graph, division: Division) -> None:
        self.graph, self.division = graph, division
        self.nodes, self.places, self.exchanges = list[Node](), list[int](), list[Exchange]()
        self.cut, self.spread, self.turned = set[int](), set[int](), dict[tuple[int, bool], int]()
        self.mistakes, self.repeated, self.padded = list[Mistake](), list[str](), 0
        self.readers = defaultdict[int, list[int]](list)
        for i, node in enumerate(graph.nodes):
            for position in node.inputs:
                self.readers[position].append(i)
        self.ends = {graph.nodes[i].inputs[0] if is_loss(graph, i) else i for i in graph.outputs}

    def layer(self, number: int, node: Node) -> None:
        """A layer of the network, as the rank has it."""
        reads = tuple(self.places[position] for position in node.inputs)
        if not reads or all(i in self.cut for i in reads):
            self.places.append(self.inside(node, reads))
        elif isinstance(node.op, Attention | Mixture | Embedding) or self.opens(number, node):
            self.places.append(self.shared(node, reads))
        else:
            self.places.append(self.between(node, reads))

    def inside(self, node: Node, reads: tuple[int, ...]) -> int:
        """An input; or a layer behind one that is cut by units: the same on fewer features, and a sum at the end."""
        if reads and isinstance(node.op, Linear):
            return self.summed(self.put(node, node.op, reads), node)
        at = self.put(node, node.op, reads)
        self.cut |= {at} if reads else set()
        return at

    def opens(self, number: int, node: Node) -> bool:
        """True of a linear layer that is cut by units: the last one, or one whose activations go to linear layers."""
        return self.division.tensor > 1 and isinstance(node.op, Linear) and (
            number in self.ends or self.closes(number))

    def closes(self, number: int) -> bool:
        """True where all that comes of a layer are activations, and then linear layers."""
        readers = [self.graph.nodes[i] for i in self.readers[number]]
        return bool(readers) and number not in self.ends and all(
            (isinstance(each.op, Linear) and i not in self.ends)
            or (isinstance(each.op, Activation | Dropout | Glu) and self.closes(i))
            for i, each in zip(self.readers[number], readers, strict=True))

    def shared(self, node: Node, reads: tuple[int, ...]) -> int:
        """A layer of which each rank has a share."""
        whole = tuple(self.whole(i, node) for i in reads)
        op = self.share(node)
        at = self.put(node, op, whole)
        if isinstance(op, Linear):
            self.cut.add(at)
        if isinstance(node.op, Mixture) and self.division.expert > 1:
            values = prod(node.input_shapes[0]) * node.op.active
            self.exchanges.append(routed(node.name, values, self.division.expert))
        if self.division.tensor == 1:
            return at
        for i in dict.fromkeys(reads) if not isinstance(op, Embedding) else ():
            if i not in self.spread:
                values = prod(self.nodes[i].shape)
                self.exchanges.append(all_reduced(node.name, values, self.division.tensor, forward=False))
        return at if isinstance(op, Linear) else self.summed(at, node, scatters=not isinstance(op, Embedding))

    def summed(self, at: int, node: Node, *, scatters: bool = True) -> int:
        """What ranks have a part of each, added up: whole, or each with its share of the tokens."""
        values = prod(self.nodes[at].shape)
        if self.division.sequence and scatters and is_tokens(node.shape):
            self.exchanges.append(scattered(node.name, values, self.division.tensor))
            return self.scatter(at, node)
        self.exchanges.append(all_reduced(node.name, values, self.division.tensor, forward=True))
        return at

    def between(self, node: Node, reads: tuple[int, ...]) -> int:
        """A layer that every rank has: on its share of the tokens, where ranks share them."""
        spread = self.division.sequence and all(is_tokens(each) for each in (node.shape, *node.input_shapes))
        if learned(node) and self.division.tensor > 1 and any(
                weight.role == "weight" for weight in node.op.weights(*node.input_shapes).values()):
            self.repeated.append(node.name)
        if not spread or "token" in node.op.traits or isinstance(node.op, Linear):
            return self.put(node, node.op, tuple(self.whole(i, node) for i in reads))
        at = self.put(node, node.op, tuple(i if i in self.spread else self.scatter(i, node) for i in reads))
        self.spread.add(at)
        return at

    def whole(self, at: int, like: Node) -> int:
        """A volume with all its tokens and features."""
        if at not in self.spread:
            return at
        if (at, True) not in self.turned:
            self.turned[at, True] = self.put(like._replace(name=f"{like.name} (gather)", shared=()),
                                             Gathered(ranks=self.division.tensor), (at,))
            values = prod(self.nodes[-1].shape)
            self.exchanges.append(gathered(like.name, values, self.division.tensor))
        return self.turned[at, True]

    def scatter(self, at: int, like: Node) -> int:
        """A volume with the rank's share of the tokens."""
        if (at, False) not in self.turned:
            tokens = self.nodes[at].shape[1]
            if tokens % self.division.tensor:
                self.refuse("sequence", f"{tokens:,} tokens do not divide among {self.division.tensor} ranks",
                            hint=f"--tensor {largest_divisor(tokens, self.division.tensor)}, or another --input")
                return at
            made = self.put(like._replace(name=f"{like.name} (scatter)", shared=()),
                            Scattered(ranks=self.division.tensor), (at,))
            self.spread.add(made)
            self.turned[at, False] = made
        return self.turned[at, False]

    def share(self, node: Node) -> Op:
        """A rank's share of a layer."""
        op, ranks = node.op, self.division.tensor
        if isinstance(op, Mixture):
            return self.experts(node, op)
        if ranks == 1:
            return op
        if isinstance(op, Attention):
            return self.heads(node, op)
        if isinstance(op, Embedding):
            return op.replace(entries=self.rows(op.entries))
        assert isinstance(op, Linear)
        last = node.name in {self.graph.nodes[i].name for i in self.ends}
        return op.replace(units=self.rows(op.units) if last else self.part(node, op.units, "units"))

    def heads(self, node: Node, op: Attention) -> Attention:
        """An attention with the rank's heads."""
        width, ranks = op.width(node.input_shapes[0][-1]), self.division.tensor
        if op.kv_heads % ranks:
            self.refuse("heads", f"{quoted(node.name, '')} has {op.kv_heads} heads of keys and values, which do not "
                        f"divide among {ranks} ranks", hint=f"--tensor {largest_divisor(op.kv_heads, ranks)}")
            return op
        return op.replace(heads=self.part(node, op.heads, "heads"), kv_heads=op.kv_heads // ranks, head_width=width,
                          output=node.shape[-1])

    def experts(self, node: Node, op: Mixture) -> Mixture:
        """A mixture with the rank's experts, and of each the rank's units."""
        if self.division.tensor == self.division.expert == 1:
            return op
        layers = [*op.layers]
        names = [next(iter(each)) for each in layers]
        if self.division.tensor > 1 and "linear" in names[:-1]:
            at = names.index("linear")
            units = self.part(node, layers[at]["linear"]["units"], "units of an expert")
            layers[at] = ChainStep(linear=layers[at]["linear"] | {"units": units})
        if op.experts % self.division.expert:
            near = largest_divisor(op.experts, self.division.expert)
            self.refuse("experts", f"{quoted(node.name, '')} has {op.experts} experts, which do not divide among "
                        f"{self.division.expert} ranks", hint=f"--expert {near}")
            return op
        return ExpertShare(**op.attributes | {"layers": tuple(layers), "ranks": self.division.expert})

    def part(self, node: Node, size: int, what: str) -> int:
        """A rank's share of a size; a mistake where it does not divide."""
        if size % self.division.tensor:
            self.refuse("tensor", f"{quoted(node.name, '')} has {size:,} {what}, which do not divide among "
                        f"{self.division.tensor} ranks", hint=f"--tensor {largest_divisor(size, self.division.tensor)}")
            return size
        return size // self.division.tensor

    def rows(self, size: int) -> int:
        """A rank's rows of a table, padded."""
        step = _PADDED * self.division.tensor
        rows = -(-size // step) * _PADDED
        self.padded = max(self.padded, rows * self.division.tensor - size)
        return rows

    def refuse(self, code: str, message: str, *, hint: str) -> None:
        """A mistake; one of each kind, as blocks are alike."""
        if code not in {each.code for each in self.mistakes}:
            self.mistakes.append(Mistake(code, message, hint=hint))

    def put(self, node: Node, op: Op, at: tuple[int, ...]) -> int:
        """A layer of the rank on others, by position."""
        shapes = tuple(self.nodes[position].shape for position in at)
        self.nodes.append(node._replace(op=op, inputs=at, input_shapes=shapes, shape=op.output(*shapes) if at else
                                        node.shape))
        return len(self.nodes) - 1
