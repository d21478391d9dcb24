"""What PyTorch keeps of a forward pass for the backward pass.

Each kind of layer keeps its inputs, or its output, or nothing; an array that two layers keep is there once. Source:
PyTorch 2.13, derivatives.yaml and the storages that torch.autograd.graph.saved_tensors_hooks sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from archcalc.graph import Graph, Node
from archcalc.measures.figures import figures
from archcalc.measures.layers import learned, outputs, outputs_of_matrices
from archcalc.measures.measure import Measure
from archcalc.measures.sharing import VIEWS, owners
from archcalc.rules.norms import channels

_IN_PLACE = frozenset({"relu", "leaky_relu", "elu"})
"""What PyTorch's own networks write over their input; relu6 and hard_swish keep a copy of it before they do."""

_KEEPS_OUTPUT = frozenset({*_IN_PLACE, "sigmoid", "tanh", "softmax"})
_KEEPS_NOTHING = VIEWS | {"input", "add", "concat", "positions", "class_token", "pad", "upsample", "pixel_shuffle",
                          "channel_shuffle", "merge_patches", "global_avg_pool"}


def learning(graph: Graph) -> list[bool]:
    """Whether a node, by position, or anything before it is trained: only there a gradient goes."""
    found: list[bool] = []
    for node in graph.nodes:
        found.append(bool(learned(node)) or any(found[position] for position in node.inputs))
    return found


def _saved(views: frozenset[str]) -> Callable[[Graph], list[int]]:
    """The values of the arrays that are kept, each at the node that made it; `views` make none of their own."""
    def count(graph: Graph) -> list[int]:
        owner, learns = owners(graph, views, _IN_PLACE), learning(graph)
        kept = {owner[position] for i, node in enumerate(graph.nodes) if learns[i] and not _is_loss(graph, i)
                for position in _kept(i, node)}
        return [outputs(node) if i in kept else 0 for i, node in enumerate(graph.nodes)]

    return count


def _is_loss(graph: Graph, i: int) -> bool:
    """Whether a node is a softmax at the end, which PyTorch's networks leave to the loss."""
    return graph.nodes[i].op.kind == "softmax" and i in graph.outputs


def _kept(i: int, node: Node) -> Iterator[int]:
    """The nodes whose outputs a node keeps, by position."""
    if node.op.kind in _KEEPS_OUTPUT:
        yield i
    elif node.op.kind not in _KEEPS_NOTHING:
        yield from node.inputs


def _statistics(node: Node) -> int:
    """A mean and a deviation for each row, or group, of values that are normalised together."""
    if node.op.kind == "group_norm":
        return 2 * node.shape[0] * int(node.op.attributes["groups"])
    return 2 * (outputs(node) // channels(node.shape))


def _of_normalisation(node: Node) -> int:
    """Local response normalisation: the squares, padded along the channels, their weighted sums, and the divisors."""
    n, c, *sizes = node.shape
    return n * (c + int(node.op.attributes["size"]) - 1) * prod(sizes) + 2 * outputs(node)


def _of_attention(node: Node) -> int:
    """Queries, keys, values and what is mixed of them, and a sum for each row of scores, which is not kept itself."""
    return outputs_of_matrices(node) + outputs(node) // node.shape[-1] * int(node.op.attributes["heads"])


def _of_windows(node: Node) -> int:
    """Queries, keys, values, mixtures and scores; of one window alone, also what queries were before scaling."""
    cost, heads = figures(node).cost, int(node.op.attributes["heads"])
    one_window = cost.exponentials == heads * prod(node.op.attributes["size"]) ** 2
    return outputs_of_matrices(node) + cost.exponentials + (outputs(node) if one_window else 0)


def _where_learning(count: Callable[[Node], int], *kinds: str) -> Callable[[Graph], list[int]]:
    """A count at the nodes of some kinds, where a gradient goes."""
    return lambda graph: [count(node) if learns and node.op.kind in kinds else 0
                          for node, learns in zip(graph.nodes, learning(graph), strict=True)]


MEASURES = {
    "saved": Measure("values kept for the backward pass", _saved(VIEWS)),
    "saved_in_training": Measure("values kept for the backward pass", _saved(VIEWS - {"dropout"})),
    "maxima_saved": Measure("places of maxima", _where_learning(
        outputs, "max_pool", "adaptive_max_pool", "global_max_pool")),
    "statistics_saved": Measure("means and deviations", _where_learning(_statistics, "layer_norm", "group_norm")),
    "batch_statistics_saved": Measure("means and deviations of a batch", _where_learning(
        lambda node: 2 * node.shape[1], "batch_norm")),
    "normalisation_saved": Measure("squares, sums and divisors", _where_learning(_of_normalisation, "lrn")),
    "masks_saved": Measure("masks", _where_learning(outputs, "dropout")),
    "attention_saved": Measure("queries, keys, values, mixtures and sums of scores", _where_learning(
        _of_attention, "attention")),
    "windows_saved": Measure("queries, keys, values, mixtures and scores", _where_learning(
        _of_windows, "window_attention")),
}
