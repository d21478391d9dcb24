"""Text generated token by token: the cache of keys and values, the work on a prompt and on one more token.

A network can generate where tokens see those before them alone, and all else is done token by token: then the work on
one more token is that on one of a context, and what was worked out for the others is kept. Of its parameters a step
reads at least those that it multiplies with, of a mixture those of the active experts.
Source: Pope et al. 2022 (Efficiently Scaling Transformer Inference), section 2; Kwon et al. 2023 (pages).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.idle_experts import idle
from archcalc.counting.measures.kept_of_token import KeptOfToken, kept_of_token
from archcalc.counting.measures.operator_counts import figures
from archcalc.network.graph import Graph, Node, whole
from archcalc.operators.reading import Moved, Reads
from archcalc.operators.rule_results import Shape
from archcalc.operators.shapes import written


class LayerCache(NamedTuple):
    """The cache of a layer, by position: what it keeps of each token, of how many tokens, and the MACs among tokens."""

    layer: int
    cached: KeptOfToken
    tokens: int
    paired: int

    @property
    def values(self) -> int:
        """The values kept."""
        return self.cached.values * self.tokens

    def unseen(self, context: int) -> int:
        """The MACs among tokens of a context of which the mask hides one: what a kernel may leave out."""
        seen = self.cached.tokens(context)
        pairs = seen * (seen + 1) // 2 + (context - seen) * seen
        return self.paired - self.paired * pairs // context**2

    def token(self, context: int) -> int:
        """The MACs of the last token of a context with those that it sees."""
        return self.paired * self.cached.tokens(context) // context**2


class Generation(NamedTuple):
    """The generation of text by a network: of a context, for the graph's batch of sequences.

    `prompt` are the MACs on a whole context, with what a mask hides, as `show` counts them; `parameters` are all values
    that the network holds, `read` those that a step multiplies with. A cache comes in pages of so many tokens.
    """

    graph: Graph
    context: int
    page: int
    caches: tuple[LayerCache, ...]
    parameters: int
    read: int
    prompt: int

    @property
    def cache(self) -> int:
        """The values in the cache of a whole context."""
        return sum(each.values for each in self.caches)

    @property
    def token(self) -> int:
        """The MACs on one more token of every sequence, at the end of the context, with those that it sees."""
        among = sum(each.paired for each in self.caches)
        return (self.prompt - among) // self.context + sum(each.token(self.context) for each in self.caches)

    @property
    def least(self) -> int:
        """The MACs on a whole context without what masks hide."""
        return self.prompt - sum(each.unseen(self.context) for each in self.caches)

    def cache_of(self, context: int) -> int:
        """The values in the cache of another context, for one sequence."""
        kept = sum(each.cached.values * _paged(each.cached.tokens(context), self.page) for each in self.caches)
        return kept // self.graph.batch


def generation(graph: Graph, page: int = 1) -> Generation:
    """The generation of text by a network. Raises ArchcalcError where it cannot generate token by token."""
    axes = token_axes(whole(graph, "planned"))
    context = next(node.shape[axis] for node, axis in zip(graph.nodes, axes, strict=True) if axis is not None)
    found = [(i, kept_of_token(node)) for i, node in enumerate(graph.nodes)]
    caches = tuple(LayerCache(i, cached, _paged(cached.tokens(context), page), figures(graph.nodes[i]).cost.paired)
                   for i, cached in found if cached.values)
    if not caches:
        raise ArchcalcError.of("usage", "no layer looks back at the tokens before: there is nothing to keep",
                               hint="attention: {heads: 8, causal: true}")
    return Generation(graph, context, page, caches, sum(prod(shape) for _, shape in _held(graph)), _read(graph),
                      sum(figures(node).cost.macs for node in graph.nodes))


def _paged(tokens: int, page: int) -> int:
    return -(-tokens // page) * page


def _held(graph: Graph) -> Iterator[tuple[str, Shape]]:
    """Every array that the network holds, by its full name."""
    for node in graph.nodes:
        for name, weight in node.op.weights(*node.input_shapes).items():
            if name not in node.elsewhere:
                yield f"{node.name}.{name}", weight.shape


def _read(graph: Graph) -> int:
    """The values of arrays that a step multiplies with, each counted once; of an idle expert none."""
    arrays, held, unused = set[str](), dict(_held(graph)), 0
    for node in graph.nodes:
        if figures(node).cost.macs:
            names = node.op.weights(*node.input_shapes)
            arrays |= {node.elsewhere.get(name, f"{node.name}.{name}") for name in names}
            unused += idle(node).params
    return sum(prod(held[name]) for name in arrays) - unused


def token_axes(graph: Graph) -> list[int | None]:
    """The axis of tokens in every node's output; None where it has none. Raises ArchcalcError where tokens are mixed.

    What is worked out of arrays alone has no tokens.
    """
    inputs = graph.given
    if len(inputs) != 1 or len(inputs[0].shape) > 3:
        told = ", ".join(f"{node.name} {written(node.shape)}" for node in inputs)
        raise ArchcalcError.of("usage", f"text is generated from one input of tokens, and this network has {told}",
                               hint="archcalc plan tells its memory")
    axes: list[int | None] = []
    for node in graph.nodes:
        axes.append(1 if node is inputs[0] else _axis(node, [axes[position] for position in node.inputs]))
    return axes


def _axis(node: Node, before: list[int | None]) -> int | None:
    """The axis of tokens in the output of a node, by those of its inputs."""
    if kept_of_token(node).values:
        return len(node.shape) - 2
    reads = node.op.reads(node.shape, *node.input_shapes) if any(axis is not None for axis in before) else ()
    found = {_followed(each, axis, shape, node.shape)
             for each, axis, shape in zip(reads, before, node.input_shapes, strict=True) if axis is not None}
    if len(found) > 1 or None in found:
        raise ArchcalcError.of("usage", f"layer {node.name!r} reads many tokens at once, not those before alone, so "
                               "that text is not generated token by token",
                               hint="causal: true lets an attention see the tokens before")
    return next(iter(found), None)


def _followed(reads: Reads, axis: int, x: Shape, output: Shape) -> int | None:
    """The axis of the output along which it is done place by place; None where there is none."""
    if not isinstance(reads, Moved):
        return reads[axis].to if reads[axis].taps is None and reads[axis].exact else None
    moved = tuple(x[position] for position in reads.order)
    at = reads.order.index(axis)
    front, size = prod(moved[:at]), moved[at]
    return next((place for place, own in enumerate(output) if own == size and prod(output[:place]) == front), None)
