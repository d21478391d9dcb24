"""Measures that look at one layer at a time: what goes in and comes out, what it holds, what it does."""

from __future__ import annotations

from collections.abc import Container
from math import prod
from operator import attrgetter

from archcalc.counting.measures.alike import combined
from archcalc.counting.measures.measure import Measure, each
from archcalc.counting.measures.operator_counts import all_figures, applied, figures
from archcalc.network.graph import Node
from archcalc.operators.shape_kinds import is_tokens


def inputs(node: Node) -> int:
    """The values of all inputs, of all images."""
    return sum(map(prod, node.input_shapes))


def outputs(node: Node) -> int:
    """The values of the output, of all images."""
    return prod(node.shape)


def learned(node: Node) -> int:
    """The values that training changes."""
    count = figures(node)
    return count.weight + count.bias + count.affine


def is_trained(node: Node, frozen: Container[str] = ()) -> bool:
    """True where training changes a weight that a node works with: its own, or one that another node holds.

    The own weights of the nodes named in `frozen` stay as they are.
    """
    if learned(node) and node.name not in frozen:
        return True
    weights = node.op.weights(*node.input_shapes) if node.shared else {}
    return any(weights[each.weight].role != "buffer" and each.lender not in frozen for each in node.shared)


def _places(node: Node) -> int:
    """The places of an output, of all images: its values without its channels."""
    return outputs(node) // prod(node.shape[1:2])


def outputs_of_matrices(node: Node) -> int:
    """The values that products with weights give; inside an attention there are those of several matrices."""
    return sum(matrix.rows * matrix.units for matrix in node.op.matrices(*node.input_shapes).values()) or outputs(node)


def _in_parts(node: Node) -> int:
    """The scores of an attention among the tokens of two layers, or under a causal mask."""
    attributes = node.op.attributes
    return figures(node).cost.exponentials if len(node.inputs) > 1 or attributes.get("causal") or attributes.get(
        "mask", "none") != "none" else 0


def _in_windows(node: Node) -> int:
    """Kernel * kernel for each output value."""
    return outputs(node) * prod(node.op.window(*node.input_shapes).kernel)


def _in_strides(node: Node) -> int:
    """Stride * stride for each output value."""
    return outputs(node) * prod(node.op.window(*node.input_shapes).stride)


def _borders(node: Node) -> int:
    """What a window over channels adds to them on both sides, at every place."""
    size = node.op.attributes.get("size")
    return (size - 1) * _places(node) if isinstance(size, int) else 0


def _resized(node: Node, scaled: int) -> int:
    """What counts where a scale is given, and the places of the size where a size is: one channel's."""
    if "resize" not in node.op.traits:
        return 0
    return scaled if any(node.op.attributes.get("scale", ())) else prod(node.shape[2:])


def _counted(words: str, count: str) -> Measure:
    """One of the counts of a node's figures, which are made once for all of them."""
    found = attrgetter(count)
    return Measure(words, lambda graph: combined(found, all_figures(graph)))


MEASURES: dict[str, Measure] = {
    "layers": each("layers", lambda node: 1),
    "inputs": each("values in", inputs),
    "outputs": each("values out", outputs),
    "outputs_learned": each("values out of layers that learn", lambda node: outputs(node) if is_trained(node) else 0),
    "outputs_normalised": each("(values out + values scaled and shifted)",
                               lambda node: outputs(node) * (2 if applied(node).affine else 1)),
    "outputs_scaled": each("values scaled and shifted", lambda node: outputs(node) if applied(node).affine else 0),
    "outputs_of_matrices": each("values out of weight matrices", outputs_of_matrices),
    "outputs_biased": each("values out with a bias",
                           lambda node: outputs_of_matrices(node) if applied(node).bias else 0),
    "outputs_unbiased": each("values out without a bias", lambda node: 0 if applied(node).bias else outputs(node)),
    "attention_in_parts": each("scores of attentions that are masked, or look at another layer", _in_parts),
    "border_values": each("(size - 1) x places out", _borders),
    "outputs_between": each("values out of sums of more than two, before the last",
                            lambda node: outputs(node) * max(0, len(node.inputs) - 2)),
    "token_outputs_biased": each("values out of tokens with a bias",
                                 lambda node: outputs(node) if is_tokens(node.shape) and applied(node).bias else 0),
    "outputs_blended": each("values out, blended from several",
                            lambda node: outputs(node) if node.op.attributes.get("mode", "nearest") != "nearest"
                            and "resize" in node.op.traits else 0),
    "outputs_resized_rarely": each("values out of a mode that is neither nearest nor bilinear, or not of an image",
                                   lambda node: outputs(node) if "resize" in node.op.traits and
                                   (node.op.attributes.get("mode") not in {"nearest", "bilinear"}) else 0),
    "resized_inputs": each("values in of a scale, or places of a size", lambda node: _resized(node, inputs(node))),
    "resized_outputs": each("values out of a scale, or places of a size", lambda node: _resized(node, outputs(node))),
    "places": each("places out", _places),
    "window_values": each("window size x values out", _in_windows),
    "stride_values": each("stride x stride x values out", _in_strides),
    "weights": _counted("weights", "weight"),
    "biases": _counted("biases", "bias"),
    "affine": _counted("scale and shift values", "affine"),
    "buffers": _counted("buffers", "buffer"),
    "weights_placed": each("weights x places out", lambda node: applied(node).weight * _places(node)),
    "biases_placed": each("biases x places out", lambda node: applied(node).bias * _places(node)),
    "weights_once": each("weights, once an image", lambda node: applied(node).weight * node.shape[0]),
    "biases_once": each("biases, once an image", lambda node: applied(node).bias * node.shape[0]),
    "affine_once": each("scale and shift values, once an image", lambda node: applied(node).affine * node.shape[0]),
    "macs": _counted("products", "cost.macs"),
    "macs_paired": _counted("products of values with values", "cost.paired"),
    "adds": _counted("additions", "cost.adds"),
    "exponentials": _counted("exponentials", "cost.exponentials"),
}
"""Measures by name."""
