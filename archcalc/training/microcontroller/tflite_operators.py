"""Operators as a file of TensorFlow Lite has them: one each, written into the one before, or left out.

Source: tensorflow/tflite-micro, micro/micro_mutable_op_resolver.h; tensorflow, lite/kernels/internal/types.h
(FusedActivationFunctionType), and the files of MLPerf Tiny v1.
"""

from __future__ import annotations

from archcalc.network.graph import Node

_ONE = {
    "conv": "CONV_2D or DEPTHWISE_CONV_2D", "linear": "FULLY_CONNECTED", "max_pool": "MAX_POOL_2D",
    "avg_pool": "AVERAGE_POOL_2D", "global_avg_pool": "AVERAGE_POOL_2D", "global_max_pool": "MAX_POOL_2D",
    "add": "ADD", "multiply": "MUL", "concat": "CONCATENATION", "flatten": "RESHAPE", "reshape": "RESHAPE",
    "pad": "PAD", "softmax": "SOFTMAX", "sigmoid": "LOGISTIC", "tanh": "TANH", "hard_swish": "HARD_SWISH",
    "relu": "RELU", "relu6": "RELU6", "leaky_relu": "LEAKY_RELU"}
_IMAGE_AXES = 4
"""Batch, channels, height and width."""
_FUSED = frozenset({"relu", "relu6"})
_TAKES_ACTIVATION = frozenset({"conv", "linear", "max_pool", "avg_pool", "add", "multiply"})


def is_one_operator(node: Node) -> bool:
    """True where a file has one operator for the layer; else it may have several, with buffers between them."""
    sliding = "sliding" in node.op.traits
    spread = "window-pooling" in node.op.traits and set(node.op.attributes.get("dilation", (1,))) != {1}
    return (not node.inputs or node.op.kind in _ONE) and not (sliding and len(node.shape) != _IMAGE_AXES) and not spread


def fuses(activation: Node, producer: Node) -> bool:
    """True where the operator before, which nothing else reads, applies the activation itself."""
    return not (_FUSED.isdisjoint(activation.op.names) or _TAKES_ACTIVATION.isdisjoint(producer.op.names))


def does_nothing(node: Node) -> bool:
    """True of layers that give their input back as it is, in use: dropout, a name, the same shape again."""
    return node.op.is_view(False) and node.shape == node.input_shapes[0]
