"""A network as it stands in an ONNX file: batch norm folded into the convolution before it, equal arrays once."""

from __future__ import annotations

from collections import Counter

from archcalc.counting.measures.measure import Measure
from archcalc.counting.measures.operator_counts import applied, figures
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.folded_norms import foldable
from archcalc.network.graph import Graph


def _folded(graph: Graph) -> list[int]:
    """The values to which a convolution without a bias adds that of the norm after it."""
    folds = foldable(graph)
    return [outputs(node) if i in folds and not applied(graph.nodes[folds[i]]).bias else 0
            for i, node in enumerate(graph.nodes)]


def _unfolded(graph: Graph) -> list[int]:
    """The outputs of batch norms that are not folded."""
    folds = foldable(graph)
    return [outputs(node) if "running-statistics" in node.op.traits and i not in folds else 0
            for i, node in enumerate(graph.nodes)]


def _merged(graph: Graph) -> list[int]:
    """Biases, and the arrays of norms, as a fresh network has them: all zeros or all ones, each length once."""
    folds, zeros, ones = foldable(graph), set[int](), set[int]()
    counts = []
    for i, node in enumerate(graph.nodes):
        norm = "running-statistics" in node.op.traits
        length = node.shape[1] if norm else 0 if i in folds.values() else figures(node).bias
        stays = norm and i not in folds
        counts.append(length * ((length not in zeros) + (stays and length not in ones)))
        zeros.add(length)
        if stays:
            ones.add(length)
    return counts


def _doubtful(graph: Graph) -> list[int]:
    """Biases of a length that stands more than once: merged where they are all zero, as some libraries begin.

    Those of folded norms are surely zero, so that they make no doubt among themselves.
    """
    folds = set(foldable(graph).values())
    lengths = [node.shape[1] if "running-statistics" in node.op.traits else 0 if i in folds else figures(node).bias
               for i, node in enumerate(graph.nodes)]
    often = Counter(lengths)
    return [figures(node).bias if often[figures(node).bias] > 1 else 0 for node in graph.nodes]


MEASURES = {
    "outputs_folded": Measure("values out of folded batch norms", _folded),
    "outputs_unfolded": Measure("values out of batch norms that cannot be folded", _unfolded),
    "arrays_merged": Measure("biases and norms, each length once", _merged),
    "biases_repeated": Measure("biases of a length that stands more than once", _doubtful),
}
