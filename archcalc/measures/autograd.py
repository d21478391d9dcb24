"""What PyTorch keeps of a forward pass for the backward pass.

Each kind of layer keeps its inputs, or its output, or nothing; an array that two layers keep is there once. Source:
PyTorch 2.13, derivatives.yaml and the storages that torch.autograd.graph.saved_tensors_hooks sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import NamedTuple

from archcalc.graph import Graph, Node
from archcalc.measures.figures import figures
from archcalc.measures.layers import learned, outputs, outputs_of_matrices
from archcalc.measures.measure import Measure
from archcalc.measures.sharing import VIEWS, owners
from archcalc.rules.norms import channels

_IN_PLACE = frozenset({"relu", "leaky_relu", "elu"})
"""What PyTorch's own networks write over their input; relu6 and hard_swish keep a copy of it before they do."""

_KEEPS_OUTPUT = frozenset({"relu", "sigmoid", "tanh", "softmax"})
_KEEPS_NOTHING = VIEWS | {"input", "add", "concat", "positions", "class_token", "pad", "upsample", "pixel_shuffle",
                          "channel_shuffle", "merge_patches", "global_avg_pool"}
_FOR_WEIGHTS_ALONE = frozenset({"linear", "attention", "layer_scale"})
"""Kinds that keep their input for the gradient of their weights, and not where these are frozen."""

MAXIMA = frozenset({"max_pool", "adaptive_max_pool", "global_max_pool"})
NORMS = frozenset({"batch_norm", "layer_norm", "group_norm", "instance_norm"})


class Saving(NamedTuple):
    """Under what circumstances something is saved: in training or evaluation mode, and by the framework's choices.

    Activations work `in_place`, as in PyTorch's own networks, or write a volume of their own; norms are `fused`, or
    composed of a framework's elementary operations. `frozen` layers, by name, have no gradient of their weights.
    """

    training: bool = False
    in_place: bool = True
    fused: bool = True
    frozen: frozenset[str] = frozenset()


class Saved(NamedTuple):
    """The values that are saved at one layer.

    Those of its output, where that is kept; further arrays of the activations' type; means and deviations, which are
    float32 even under mixed precision; the masks of dropout; and places of maxima.
    """

    output: int = 0
    parts: int = 0
    statistics: int = 0
    masks: int = 0
    maxima: int = 0


_NOTHING = Saved()

def learning(graph: Graph, frozen: frozenset[str] = frozenset()) -> list[bool]:
    """Whether a node, by position, or anything before it is trained: only there a gradient goes."""
    found: list[bool] = []
    for node in graph.nodes:
        trained = bool(learned(node)) and node.name not in frozen
        found.append(trained or any(found[position] for position in node.inputs))
    return found


def saved(graph: Graph, saving: Saving) -> list[Saved]:
    """What is saved at every node; an array that several layers keep is counted at the layer that made it."""
    kept, learns = kept_outputs(graph, saving), learning(graph, saving.frozen)
    return [(_beside(node, saving) if learns[i] else _NOTHING)._replace(output=outputs(node) if kept[i] else 0)
            for i, node in enumerate(graph.nodes)]


def sharing(saving: Saving) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds that give their input back, and those that write over it."""
    return VIEWS - {"dropout"} if saving.training else VIEWS, _IN_PLACE if saving.in_place else frozenset()


def readings(graph: Graph, saving: Saving) -> list[frozenset[int]]:
    """For every node, by position, the outputs that it keeps, each as the node in whose memory it lies."""
    owner, learns = owners(graph, *sharing(saving)), learning(graph, saving.frozen)
    return [frozenset(owner[position] for position in _kept(i, node, saving))
            if learns[i] and not is_loss(graph, i) else frozenset() for i, node in enumerate(graph.nodes)]


def kept_outputs(graph: Graph, saving: Saving) -> list[bool]:
    """Whether the memory of a node's output is kept, by whichever layers."""
    kept = frozenset[int]().union(*readings(graph, saving))
    return [i in kept for i in range(len(graph.nodes))]


def is_loss(graph: Graph, i: int) -> bool:
    """Whether a node is a softmax at the end, which PyTorch's networks leave to the loss."""
    return graph.nodes[i].op.kind == "softmax" and i in graph.outputs


def _kept(i: int, node: Node, saving: Saving) -> Iterator[int]:
    """The nodes whose outputs a node keeps, by position."""
    kind = node.op.kind
    if kind in _KEEPS_OUTPUT or (saving.in_place and kind in _IN_PLACE):
        yield i
    elif kind in _KEEPS_NOTHING or (kind in _FOR_WEIGHTS_ALONE and node.name in saving.frozen):
        return
    elif saving.fused or kind not in NORMS:
        yield from node.inputs


def _beside(node: Node, saving: Saving) -> Saved:
    """What a node saves besides outputs."""
    kind = node.op.kind
    if kind in NORMS:
        return _of_norm(node, saving)
    if kind in MAXIMA:
        return Saved(maxima=outputs(node))
    if kind == "dropout" and saving.training:
        return Saved(masks=outputs(node))
    return _OF_KIND[kind](node) if kind in _OF_KIND else _NOTHING


def _of_norm(node: Node, saving: Saving) -> Saved:
    """A mean and a deviation for all values that are normalised together; of batch norm, only where it takes them.

    Composed of elementary operations, a norm saves no mean, but the centred values and, if it scales them, the
    normalised ones, in place of its input. Instance norm repeats its scale for every image.
    """
    own = node.op.kind != "batch_norm" or saving.training
    groups = _groups(node)
    if saving.fused:
        repeated = node.op.kind == "instance_norm" and bool(figures(node).affine)
        return Saved(statistics=(2 + repeated) * groups if own else 0)
    scales = bool(figures(node).affine) and node.name not in saving.frozen
    return Saved(parts=(own + scales) * outputs(node), statistics=groups)


def _groups(node: Node) -> int:
    """How many groups of values are normalised together."""
    kind, images = node.op.kind, node.shape[0]
    if kind == "layer_norm":
        return outputs(node) // channels(node.shape)
    return {"batch_norm": channels(node.shape), "instance_norm": images * channels(node.shape),
            "group_norm": images * int(node.op.attributes.get("groups", 1))}[kind]


def _of_normalisation(node: Node) -> Saved:
    """Local response normalisation: the squares, padded along the channels, their weighted sums, and the divisors."""
    n, c, *sizes = node.shape
    return Saved(parts=n * (c + int(node.op.attributes["size"]) - 1) * prod(sizes) + 2 * outputs(node))


def _of_attention(node: Node) -> Saved:
    """Queries, keys, values and what is mixed of them, and a sum for each row of scores, which is not kept itself."""
    return Saved(parts=outputs_of_matrices(node),
                 statistics=outputs(node) // node.shape[-1] * int(node.op.attributes["heads"]))


def _of_windows(node: Node) -> Saved:
    """Queries, keys, values, mixtures and scores; of one window alone, also what queries were before scaling."""
    cost, heads = figures(node).cost, int(node.op.attributes["heads"])
    one_window = cost.exponentials == heads * prod(node.op.attributes["size"]) ** 2
    return Saved(parts=outputs_of_matrices(node) + cost.exponentials + (outputs(node) if one_window else 0))


_OF_KIND: dict[str, Callable[[Node], Saved]] = {
    "lrn": _of_normalisation, "attention": _of_attention, "window_attention": _of_windows}


def _counted(words: str, saving: Saving, count: Callable[[Saved], int], *kinds: str) -> Measure:
    """A part of what is saved, at the nodes of some kinds, or at all."""
    return Measure(words, lambda graph: [count(each) if not kinds or node.op.kind in kinds else 0
                                         for node, each in zip(graph.nodes, saved(graph, saving), strict=True)])


def _beside_output(each: Saved) -> int:
    return sum(each) - each.output


_IN_USE, _IN_TRAINING = Saving(), Saving(training=True)

MEASURES = {
    "saved": _counted("values kept for the backward pass", _IN_USE, lambda each: each.output),
    "saved_in_training": _counted("values kept for the backward pass", _IN_TRAINING, lambda each: each.output),
    "maxima_saved": _counted("places of maxima", _IN_USE, lambda each: each.maxima),
    "statistics_saved": _counted("means and deviations", _IN_USE, _beside_output, *NORMS),
    "batch_statistics_saved": _counted("means and deviations of a batch", _IN_TRAINING, _beside_output, "batch_norm"),
    "normalisation_saved": _counted("squares, sums and divisors", _IN_USE, _beside_output, "lrn"),
    "masks_saved": _counted("masks", _IN_TRAINING, lambda each: each.masks),
    "attention_saved": _counted("queries, keys, values, mixtures and sums of scores", _IN_USE, _beside_output,
                                "attention"),
    "windows_saved": _counted("queries, keys, values, mixtures and scores", _IN_USE, _beside_output,
                              "window_attention"),
}
