"""The layers of a network as they are compared with another's, whatever they are called.

What only moves values (reshape, transpose), drops some in training, or belongs to the loss is passed over. Attention
is its core, with the matrices of queries, keys and values in one number, and the matrix that joins its heads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph, Node

_BY_SHAPE = frozenset({"filters", "units", "size", "scale", "output", "shape", "padding", "kernel", "stride",
                       "dilation", "ceil", "bias", "affine", "epsilon", "entries", "features", "learned", "sides"})
"""Attributes that volumes, weights or windows tell; and a norm's epsilon, on which papers say nothing."""
Facts = tuple[tuple[str, Any], ...]


class ComparedLayer(NamedTuple):
    """A layer as it is compared: what it is, facts about it, the steps that it reads, and if their order counts.

    `holds` are the positions of the network's layers that are this one, or are passed over behind it.
    """

    node: Node
    kind: str
    facts: Facts
    reads: tuple[int, ...]
    in_order: bool
    holds: tuple[int, ...] = ()


def compared_layers(graph: Graph) -> list[ComparedLayer]:
    """The layers of a network that are compared."""
    found: list[ComparedLayer] = []
    places: list[int] = []
    """For every node the step that gives its values."""
    ends, cores = set(graph.outputs), _cores(graph)
    merged = {each for core in cores.values() for each in core}
    for position, node in enumerate(graph.nodes):
        last = position in ends and "loss" in node.op.traits
        if position in merged or (node.inputs and (last or _only_moves(node) or "random" in node.op.traits)):
            places.append(places[node.inputs[0]])
            continue
        reads = tuple(places[each] for each in node.inputs)
        if "sum" in node.op.traits or position in cores:
            reads = tuple(dict.fromkeys(reads))
        if "stacks" in node.op.traits:
            reads = tuple(part for read in reads for part in _parts(found, read, node))
        core = _core(graph, position, cores)
        found.append(ComparedLayer(node, *(core or (_kind(node), _facts(node))), reads, "stacks" in node.op.traits))
        if core is not None and node.op.weights(*node.input_shapes):
            found.append(_joining(node, len(found) - 1))
        places.append(len(found) - 1)
    return _with_layers(found, places, cores)


def _with_layers(found: Sequence[ComparedLayer], places: Sequence[int],
                 cores: Mapping[int, tuple[int, ...]]) -> list[ComparedLayer]:
    """The steps, each with the layers that it is; an attention is also those before it that give what it takes."""
    within = {each: core for core, merged in cores.items() for each in merged}
    held: list[list[int]] = [[] for _ in found]
    for position in range(len(places)):
        held[places[within.get(position, position)]].append(position)
    return [step._replace(holds=tuple(own)) for step, own in zip(found, held, strict=True)]


def _parts(found: Sequence[ComparedLayer], place: int, node: Node) -> tuple[int, ...]:
    """What a concatenation reads: in place of another one along the same axis, the parts of that."""
    step = found[place]
    same = step.node.op == node.op and step.in_order
    return step.reads if same else (place,)


def _only_moves(node: Node) -> bool:
    """True of an operator that computes nothing: the same values, in another order or shape."""
    op, shapes = node.op, node.input_shapes
    alike = len(shapes) == 1 and prod(shapes[0]) == prod(node.shape)
    return alike and not op.weights(*shapes) and not any(op.cost(node.shape, *shapes))


def _cores(graph: Graph) -> dict[int, tuple[int, ...]]:
    """Attentions without matrices, with the layers that give their queries, keys and values, back to linear ones."""
    found = {}
    for position, node in enumerate(graph.nodes):
        if "attention" in node.op.traits and len(node.inputs) >= 3:
            ways = [_way_from_linear(graph, each) for each in node.inputs[:3]]
            if all(ways):
                found[position] = tuple(dict.fromkeys(each for way in ways for each in way))
    return found


def _way_from_linear(graph: Graph, position: int) -> list[int]:
    """The layers from a linear one, whose values, or some of them, a node gives; none where it does not."""
    way = [position]
    while "linear" not in (node := graph.nodes[way[-1]]).op.traits:
        if len(node.inputs) != 1 or node.op.weights(*node.input_shapes) or \
                any(node.op.cost(node.shape, *node.input_shapes)):
            return []
        way.append(node.inputs[0])
    return way


def _core(graph: Graph, position: int, cores: dict[int, tuple[int, ...]]) -> tuple[str, Facts] | None:
    """The products of an attention, and the size of the matrices before them; None of any other layer."""
    node = graph.nodes[position]
    op: Any = node.op
    shapes = node.input_shapes
    if position in cores:
        (*_, heads, t, width), (*_, served, s, _) = ((1, *each)[-4:] for each in shapes[:2])
        held = [weight for each in cores[position] for weight in graph.nodes[each].op.weights(
            *graph.nodes[each].input_shapes).values()]
    elif "attention" in op.traits and op.matrices(*shapes) and hasattr(op, "kv_heads"):
        heads, served, width, t, s = op.heads, op.kv_heads, op.width(shapes[0][2]), shapes[0][1], shapes[-1][1]
        held = [weight for name, weight in op.weights(*shapes).items() if not name.startswith(("proj", "position"))]
    else:
        return None
    biases = sum(prod(weight.shape) for weight in held if weight.role == "bias")
    weights = sum(prod(weight.shape) for weight in held) - biases
    named = ("heads", heads), ("kv_heads", served), ("head_width", width), ("tokens", t), ("memory", s)
    masked = ("causal", bool(getattr(op, "is_causal", False))), ("window", getattr(op, "window_", 0))
    return "attention", (*named, *masked, ("weights", weights), ("biases", biases))


def _joining(node: Node, core: int) -> ComparedLayer:
    """The matrix that joins the heads of an attention, as the linear layer that it is."""
    weights = node.op.weights(*node.input_shapes)
    held = [("bias", weights["proj_bias"].shape)] if "proj_bias" in weights else []
    facts = (("values", prod(node.shape)), *held, ("weight", weights["proj"].shape))
    return ComparedLayer(node, "linear", facts, (core,), False)


def _kind(node: Node) -> str:
    """The operator; means over a whole image are one whatever they are called."""
    whole = node.input_shapes and len(node.shape) > 2 and prod(node.shape[2:]) == 1
    return "global_avg_pool" if whole and "averages" in node.op.traits else node.op.kind


def _facts(node: Node) -> Facts:
    """What a layer is: its size, its weights, its window, and attributes that these do not tell."""
    op, shapes = node.op, node.input_shapes
    facts: list[tuple[str, Any]] = [("values", prod(node.shape))]
    facts += sorted((name, weight.shape) for name, weight in op.weights(*shapes).items())
    whole = _kind(node) == "global_avg_pool"
    if "sliding" in op.traits and not whole:
        window = op.window(*shapes)
        facts += [("kernel", window.kernel), ("stride", window.stride), ("padding", window.padding),
                  ("dilation", window.dilation)]
    own = () if whole else op.attributes.items()
    facts += [(name, value) for name, value in own if name not in _BY_SHAPE]
    return tuple(facts)
