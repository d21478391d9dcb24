"""Values of two axes beside the batch: a file does not say which holds channels, and its nodes take them as they come.

Whatever is undecided is read as tokens, and becomes a signal where nodes alone read it that want one; elsewhere a
change of shape that changes nothing stands between the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.axis_order import Signal
from archcalc.loading.onnx.node_view import NodeView
from archcalc.loading.onnx.translation_context import Flow
from archcalc.operators.shape_kinds import Undecided, is_spatial

_WANT_CHANNELS_FIRST = frozenset({
    "Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "InstanceNormalization",
    "GroupNormalization", "LRN", "Pad", "Resize", "Upsample"})


def channels_first(node: NodeView) -> Flow:
    """A node's first operand as a signal, an image or a volume."""
    x, shape = node.flow(), node.shape(node.flow())
    if len(shape) != 3 or is_spatial(shape):
        return x
    is_decided_here = isinstance(shape, Undecided) and shape.decision.layer == x.layer
    if is_decided_here and node.context.readers(node.inputs[0]) <= _WANT_CHANNELS_FIRST:
        return x
    return node.aside("reshape", x, shape=shape[1:])


def features_last(node: NodeView, x: Flow) -> Flow:
    """A layer's output as tokens, where it is a signal."""
    shape = node.shape(x)
    return node.aside("reshape", x, shape=tuple(shape[1:])) if isinstance(shape, Signal) else x


def of_one_kind(node: NodeView, flows: Sequence[Flow]) -> list[Flow]:
    """Outputs of layers that are joined: beside a signal, tokens are taken for one."""
    shapes = [node.shape(flow) for flow in flows]
    if not any(isinstance(shape, Signal) for shape in shapes):
        return list(flows)
    return [node.aside("reshape", flow, shape=tuple(shape[1:])) if len(shape) == 3 and not is_spatial(shape) else flow
            for flow, shape in zip(flows, shapes, strict=True)]
