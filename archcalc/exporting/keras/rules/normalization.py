"""Norms, in Keras: channels and features are its last axis."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.keras.rules import keyword
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, expression
from archcalc.operators.operator import Shape

_AFFINE = {"weight": "gamma", "bias": "beta"}
_MOMENTUM = 0.9
"""PyTorch's 0.1, told as what is kept."""


def _choices(op: Any, *, bias: bool, scale: bool) -> tuple[FormArgument, ...]:
    return keyword("epsilon", op.epsilon, 1e-3), keyword("center", bias, True), keyword("scale", scale, True)


def _batch_norm(op: Any, given: Shape, x: Shape) -> OperatorForm:
    arguments = keyword("momentum", _MOMENTUM, 0.99), *_choices(op, bias=op.affine, scale=op.affine)
    weights = {**_AFFINE, "mean": "moving_mean", "variance": "moving_variance"}
    return OperatorForm("layers.BatchNormalization", arguments, weights=weights)


def _group_norm(op: Any, given: Shape, x: Shape) -> OperatorForm:
    arguments = FormArgument("groups", op.groups), *_choices(op, bias=op.affine, scale=op.affine)
    return OperatorForm("layers.GroupNormalization", arguments, weights=_AFFINE)


def _instance_norm(op: Any, given: Shape, x: Shape) -> OperatorForm:
    """A group for each channel."""
    arguments = keyword("groups", -1, 32), *_choices(op, bias=op.affine, scale=op.affine)
    return OperatorForm("layers.GroupNormalization", arguments, weights=_AFFINE)


def _layer_norm(op: Any, given: Shape, x: Shape) -> OperatorForm:
    arguments = _choices(op, bias=op.affine and op.bias, scale=op.affine)
    return OperatorForm("layers.LayerNormalization", arguments, weights=_AFFINE)


def _rms_norm(op: Any, given: Shape, x: Shape) -> OperatorForm:
    if not op.affine:
        return expression("ops.rms_normalization({0}, epsilon={epsilon})", FormArgument("epsilon", op.epsilon))
    return OperatorForm("layers.RMSNormalization", (keyword("epsilon", op.epsilon, 1e-6),), weights={"weight": "scale"})


_LRN = HelperSource("local_response", '''
def local_response(x, size, alpha, beta, k):
    """Each value divided by a power of the squares of `size` neighbouring channels."""
    channels = x.shape[-1]
    pads = [(0, 0)] * (len(x.shape) - 1) + [(size // 2, (size - 1) // 2)]
    squares = ops.pad(ops.square(x), pads)
    total = sum(squares[..., i : i + channels] for i in range(size))
    return x / (k + alpha / size * total) ** beta
''')


def _lrn(op: Any, given: Shape, x: Shape) -> OperatorForm:
    values = (("size", op.size), ("alpha", op.alpha), ("beta", op.beta), ("k", op.k))
    said = ", ".join(f"{name}={{{name}}}" for name, _ in values)
    return expression(f"local_response({{0}}, {said})", *(FormArgument(*pair) for pair in values), helpers=(_LRN,))


_LAYER_SCALE = HelperSource("LayerScale", '''
class LayerScale(layers.Layer):
    """Each channel times one learned factor."""

    def build(self, shape):
        self.scale = self.add_weight(
            shape=(shape[-1],), initializer=keras.initializers.Constant(1e-6), name="scale"
        )

    def call(self, x):
        return x * self.scale
''')


def _layer_scale(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return OperatorForm("LayerScale", helpers=(_LAYER_SCALE,))


RULES = {"batch_norm": _batch_norm, "group_norm": _group_norm, "instance_norm": _instance_norm,
         "layer_norm": _layer_norm, "rms_norm": _rms_norm, "lrn": _lrn, "layer_scale": _layer_scale}
