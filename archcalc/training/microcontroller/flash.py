"""The flash that a network's constants take, in a file of TensorFlow Lite with weights of 8 bits.

Source: TensorFlow Lite's specification of 8-bit quantization (weights int8, symmetric, by output channel in
convolutions; biases int32), and its file format, schema.fbs: a scale is a float32, a zero point an int64.
"""

from __future__ import annotations

from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph, Node

_BIAS_BYTES, _SCALE_BYTES = 4, 4 + 8


class Flash(NamedTuple):
    """Bytes of weights, of biases, and of the scales and zero points of both."""

    weights: int
    biases: int
    scales: int

    @property
    def total(self) -> int:
        """All of them; the structure of the file and the program come on top."""
        return sum(self)


def flash(graph: Graph) -> Flash:
    """The constants of a network whose norms are folded; weights that layers share are there once."""
    parts = [_of(node) for node in graph.nodes]
    return Flash(*map(sum, zip(*parts, strict=True)))


def _of(node: Node) -> Flash:
    if not node.inputs and not node.is_entrance:
        return Flash(prod(node.shape), 0, _SCALE_BYTES)
    weights = [weight for name, weight in node.op.weights(*node.input_shapes).items()
               if name not in node.elsewhere and weight.role != "buffer"]  # means and deviations go into the scale
    biases = sum(prod(weight.shape) for weight in weights if weight.role == "bias")
    scales = sum(weight.shape[0] if "convolution" in node.op.traits else 1 for weight in weights)
    return Flash(sum(prod(weight.shape) for weight in weights) - biases, biases * _BIAS_BYTES, scales * _SCALE_BYTES)
