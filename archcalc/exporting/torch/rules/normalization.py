"""Norms, in PyTorch."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm
from archcalc.operators.operator import Shape

_FEATURES_LAST = "{self}({0}.movedim(1, -1)).movedim(-1, 1)"
_EPSILON = 1e-5


def _epsilon(op: Any, default: float) -> FormArgument:
    return FormArgument("eps", op.epsilon, default, keyword=True)


def _affine(op: Any, default: bool, name: str = "affine") -> FormArgument:
    return FormArgument(name, op.affine, default, keyword=True)


def _batch_norm(op: Any, x: Shape) -> OperatorForm:
    axis = op.channel_axis(x)
    call = "{self}({0})" if axis < 2 else "{self}({0}.transpose(1, 2)).transpose(1, 2)" if len(x) == 3 else \
        "{self}({0}.movedim(-1, 1)).movedim(1, -1)"
    arguments = FormArgument("num_features", x[axis]), _epsilon(op, _EPSILON), _affine(op, default=True)
    return OperatorForm(f"nn.BatchNorm{max(1, len(x) - 2)}d", arguments, call,
                        weights={"mean": "running_mean", "variance": "running_var"})


def _group_norm(op: Any, x: Shape) -> OperatorForm:
    return OperatorForm("nn.GroupNorm", (FormArgument("num_groups", op.groups), FormArgument("num_channels", x[1]),
                                         _epsilon(op, _EPSILON), _affine(op, default=True)))


def _instance_norm(op: Any, x: Shape) -> OperatorForm:
    if prod(x[2:]) == 1:
        raise Refused("shape", "PyTorch's instance norm wants more than one value for each channel")
    return OperatorForm(f"nn.InstanceNorm{len(x) - 2}d", (FormArgument("num_features", x[1]), _epsilon(op, _EPSILON),
                                                          _affine(op, default=False)))


def _layer_norm(op: Any, x: Shape) -> OperatorForm:
    axis = op.channel_axis(x)
    bias = FormArgument("bias", op.bias, True, keyword=True)
    arguments = (FormArgument("normalized_shape", x[axis]), _epsilon(op, _EPSILON),
                 _affine(op, default=True, name="elementwise_affine"), bias)
    return OperatorForm("nn.LayerNorm", arguments, "{self}({0})" if axis == len(x) - 1 else _FEATURES_LAST)


def _rms_norm(op: Any, x: Shape) -> OperatorForm:
    axis = op.channel_axis(x)
    arguments = (FormArgument("normalized_shape", x[axis]), FormArgument("eps", op.epsilon, keyword=True),
                 _affine(op, default=True, name="elementwise_affine"))
    return OperatorForm("nn.RMSNorm", arguments, "{self}({0})" if axis == len(x) - 1 else _FEATURES_LAST)


def _lrn(op: Any, x: Shape) -> OperatorForm:
    values = ("size", op.size, None), ("alpha", op.alpha, 1e-4), ("beta", op.beta, 0.75), ("k", op.k, 1.0)
    return OperatorForm("nn.LocalResponseNorm", tuple(FormArgument(name, value, default, keyword=name != "size")
                                                      for name, value, default in values))


_LAYER_SCALE = HelperSource("LayerScale", '''
class LayerScale(nn.Module):
    """Each channel times one learned factor; `behind` axes come after that of the channels."""

    def __init__(self, channels, behind=0, start=1e-6):
        super().__init__()
        self.behind = behind
        self.scale = nn.Parameter(torch.full((channels,), start))

    def forward(self, x):
        return x * self.scale.reshape(-1, *[1] * self.behind)
''')


def _layer_scale(op: Any, x: Shape) -> OperatorForm:
    axis = op.channel_axis(x)
    arguments = FormArgument("channels", x[axis]), FormArgument("behind", len(x) - axis - 1, 0, keyword=True)
    return OperatorForm("LayerScale", arguments, helpers=(_LAYER_SCALE,))


RULES = {"batch_norm": _batch_norm, "group_norm": _group_norm, "instance_norm": _instance_norm,
         "layer_norm": _layer_norm, "rms_norm": _rms_norm, "lrn": _lrn, "layer_scale": _layer_scale}
