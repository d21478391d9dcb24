"""Normalisation; batch norms whose scale and shift stand behind them are put together again."""

from __future__ import annotations

from math import isclose, prod
from typing import Any

from archcalc.base.axis_order import Grouped
from archcalc.base.errors import Refused
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.convolution_pooling import per_channel
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.onnx.two_axes import channels_first, features_last
from archcalc.operators.shape_kinds import is_spatial


def _batch_norm(node: NodeView) -> Flow:
    if node.flag("training_mode"):
        raise NoRule("it is in training", node.shape(node.flow()))
    x, shape = node.flow(), node.shape(node.flow())
    scale, shift, mean, variance = (node.held(number) for number in (1, 2, 3, 4))
    if len(shape) < 2 or {scale.shape, shift.shape, mean.shape, variance.shape} != {shape[1:2]}:
        raise Refused("shape", f"its arrays are {list(scale.shape)}, and {shape[1:2]} channels come in")
    split = _scale_and_shift(node, shape[1], len(shape))
    if split is not None:
        second, third = split
        shift = third._replace(terms=((shift, second), (third,)))
        scale = second._replace(terms=((scale, second),))
    weights = {"weight": scale, "bias": shift, "mean": mean, "variance": variance}
    return _on_channels(node, x, "batch_norm", weights, epsilon=node.attributes.get("epsilon", 1e-5))


def _scale_and_shift(node: NodeView, channels: int, rank: int) -> tuple[Tensor, Tensor] | None:
    """The arrays of a Mul and an Add behind a batch norm: how Caffe's networks come, whose own are all alike."""
    product = node.follower("Mul")
    scale = product.other(node.record.outputs[0]) if product else None
    addition = node.follower("Add", product.record.outputs[0]) if product else None
    shift = addition.other(product.record.outputs[0]) if product and addition else None
    if product is None or addition is None or not isinstance(scale, Tensor) or not isinstance(shift, Tensor):
        return None
    if per_channel(scale.shape, channels, rank) is None or per_channel(shift.shape, channels, rank) is None:
        return None
    node.settle(product, addition)
    return scale.reshaped((channels,)), shift.reshaped((channels,))


def _on_channels(node: NodeView, x: Flow, kind: str, weights: dict[str, Tensor], **attributes: Any) -> Flow:
    """A normalisation by channels, axis 1; where nothing says that these are channels, it is looked at as an image."""
    shape = node.shape(x)
    if len(shape) == 2 or is_spatial(shape):
        return node.add(kind, x, weights=weights, **attributes)
    volume = node.aside("reshape", x, shape=(shape[1], prod(shape[2:]), 1))
    return node.aside("reshape", node.add(kind, volume, weights=weights, **attributes), shape=shape[1:])


def _instance_norm(node: NodeView) -> Flow:
    scale, shift, shape = node.held(1), node.held(2), node.shape(node.flow())
    if len(shape) < 3 or scale.shape != (shape[1],) or shift.shape != (shape[1],):
        raise Refused("shape", f"its arrays are {list(scale.shape)}, and {shape[1:2]} channels come in")
    weights = {"weight": scale, "bias": shift}
    epsilon = node.attributes.get("epsilon", 1e-5)
    if len(shape) == 3:
        return node.add("instance_norm", channels_first(node), weights=weights, affine=True, epsilon=epsilon)
    return _on_channels(node, node.flow(), "instance_norm", weights, affine=True, epsilon=epsilon)


def _group_norm(node: NodeView) -> Flow:
    scale, shift, shape = node.held(1), node.held(2), node.shape(node.flow())
    if len(shape) not in {3, 4, 5} or scale.shape != (shape[1],) or "num_groups" not in node.attributes:
        raise NoRule("its groups are not told, or its scale is not one for each channel of a volume", shape)
    return node.add("group_norm", channels_first(node), weights={"weight": scale, "bias": shift},
                    groups=node.integer("num_groups", 1), epsilon=node.attributes.get("epsilon", 1e-5))


def _layer_norm(node: NodeView) -> Flow:
    node.only_first()
    scale, shift = node.held(1), node.tensor(2)
    weights = {"weight": scale} | ({} if shift is None else {"bias": shift})
    return _over_last(node, "layer_norm", weights, bias=shift is not None,
                      epsilon=node.attributes.get("epsilon", 1e-5))


def _over_last(node: NodeView, kind: str, weights: dict[str, Tensor], **attributes: Any) -> Flow:
    """A normalisation over all axes from one on, which are looked at as the features of one."""
    shape = node.shape(node.flow())
    axis = node.axis(node.integer("axis", -1), len(shape))
    if axis == 0 or len(shape) < 2 or {each.shape for each in weights.values()} != {shape[axis:]}:
        raise NoRule("its scale is not one for each value that it normalises over", shape)
    if axis == len(shape) - 1:
        return over_features(node, node.flow(), kind, weights, **attributes)
    features = prod(shape[axis:])
    flat = node.aside("reshape", features_last(node, node.flow()), shape=(prod(shape[1:axis]), features))
    rows = {name: each.reshaped((features,)) for name, each in weights.items()}
    return node.aside("reshape", node.add(kind, flat, weights=rows, **attributes), shape=shape[1:])


def over_features(node: NodeView, x: Flow, kind: str, weights: dict[str, Tensor], **attributes: Any) -> Flow:
    """A normalisation over the last axis; what has more axes than tokens, and is none in groups, is made tokens."""
    shape = node.shape(x)
    if isinstance(shape, Grouped):
        return node.add(kind, x, weights=weights, **attributes)
    x = features_last(node, x)
    flat = x if len(shape) <= 3 else node.aside("reshape", x, shape=(prod(shape[1:-1]), shape[-1]))
    y = node.add(kind, flat, weights=weights, **attributes)
    return y if flat is x else node.aside("reshape", y, shape=shape[1:])


def _rms_norm(node: NodeView) -> Flow:
    return _over_last(node, "rms_norm", {"weight": node.held(1)}, epsilon=node.attributes.get("epsilon", 1e-5))


def _lrn(node: NodeView) -> Flow:
    alpha = node.attributes.get("alpha", 1e-4)
    told = node.overridden().get("alpha", alpha)
    if isinstance(told, float) and not isclose(told, alpha, rel_tol=1e-5):
        node.pass_over("alpha")  # archcalc 0.1 noted one that is not divided by the size
    return node.add("lrn", channels_first(node), size=node.integer("size", 5), alpha=alpha,
                    beta=node.attributes.get("beta", 0.75), k=node.attributes.get("bias", 1.0))


RULES: dict[str, Rule] = {
    "BatchNormalization": _batch_norm, "InstanceNormalization": _instance_norm, "GroupNormalization": _group_norm,
    "LayerNormalization": _layer_norm, "LRN": _lrn, "RMSNormalization": _rms_norm,
}
